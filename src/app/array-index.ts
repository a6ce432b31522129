/** Whether JavaScript takes a key for an index: objects keep such keys first, in the order of the numbers. */
export function isArrayIndex(key: string): boolean {
  return /^(?:0|[1-9][0-9]{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
}
