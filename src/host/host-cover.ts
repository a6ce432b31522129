/** Whether every name that `narrow` stands for is also one of `wide`; `*.` stands for one or more labels, as in Envoy. */
export function covers(wide: string, narrow: string): boolean {
  return wide === '*' || wide === narrow || (wide.startsWith('*.') && narrow.endsWith(wide.slice(1)));
}

/** Whether a name exists that both hosts stand for. */
export function overlap(a: string, b: string): boolean {
  return covers(a, b) || covers(b, a);
}
