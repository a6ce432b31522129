/** Says what was measured. */
export const say = (text: string) => process.stdout.write(`  ${text}\n`);

/**
 * Asserts that the share of `count` in `total` is `percent`, within 4.4 standard deviations of a binomial distribution: a right split fails once
 * in some 100,000 runs.
 */
export function expectShare(what: string, count: number, total: number, percent: number): void {
  const p = percent / 100;
  const bound = 4.4 * Math.sqrt(total * p * (1 - p));
  say(`${what}: ${count} of ${total}, expected ${total * p} ± ${bound.toFixed(0)} (4.4 standard deviations)`);
  expect(Math.abs(count - total * p)).toBeLessThanOrEqual(bound);
}
