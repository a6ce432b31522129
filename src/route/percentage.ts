import { networking } from '../api';
import { fail } from '../ground/fail';

/** A share of requests, 0 to 100 with at most four decimals that count. */
export function percentage(place: string, what: string, percent: number): networking.Percent {
  if (!(percent >= 0 && percent <= 100) || (percent > 0 && percent < 0.0001)) {
    fail(place, `${what} is ${percent} %, 0 or a number from 0.0001 to 100 is allowed`, 'give the share of requests in percent');
  }
  return { value: percent };
}
