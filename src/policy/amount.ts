import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

const MOST = 2147483647;

/** A count that Istio keeps in 32 bits, if it is given. */
export function count(place: IConstruct, what: string, value: number | undefined): number | undefined {
  return within(place, what, value, 0, MOST);
}

/** A count of which Istio takes 0 for not said, if it is given. */
export function positive(place: IConstruct, what: string, value: number | undefined, most = MOST): number | undefined {
  return within(place, what, value, 1, most);
}

/** A whole share of 100, if it is given. */
export function percent(place: IConstruct, what: string, value: number | undefined): number | undefined {
  return within(place, what, value, 0, 100);
}

/** A share of 100 with decimals, if it is given. */
export function share(place: IConstruct, what: string, value: number | undefined): number | undefined {
  if (value === undefined || (value >= 0 && value <= 100)) return value;
  return fail(place, `${what} is ${value}, 0 to 100 is allowed`, 'change it, or leave it out for the default');
}

function within(place: IConstruct, what: string, value: number | undefined, least: number, most: number): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return value;
  const cure = value === 0 ? 'Istio takes 0 for not said: leave it out for the default' : 'change it, or leave it out for the default';
  return fail(place, `${what} is ${value}, a whole number from ${least} to ${most} is allowed`, cure);
}
