import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail } from './fail';

const UNITS: [unit: string, millis: number][] = [['h', 3_600_000], ['m', 60_000], ['s', 1000]];

/**
 * A duration in the text form of Istio's API (`1h30m`, `2.5s`, `250ms`).
 * Istio counts whole milliseconds; where `zero` is allowed it means "disabled".
 */
export function durationText(place: IConstruct | string, what: string, value: Duration, zero = false): string {
  const millis = value.toMilliseconds({ integral: false });
  if (!Number.isInteger(millis)) fail(place, `${what} is ${millis} ms, whole milliseconds are allowed`, 'round it');
  if (millis === 0) {
    if (!zero) fail(place, `${what} is 0, at least 1 ms is allowed`, 'leave it out for the default, or give a positive duration');
    return '0s';
  }
  if (millis < 1000) return `${millis}ms`;
  let rest = millis;
  let text = '';
  for (const [unit, size] of UNITS) {
    const count = unit === 's' ? rest / size : Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= Math.floor(count) * size;
  }
  return text;
}
