import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/** A count that Istio keeps in 32 bits, if it is given. */
export function count(place: IConstruct, what: string, value: number | undefined): number | undefined {
  return within(place, what, value, 0, 2147483647);
}

/** A whole share of 100, if it is given. */
export function percent(place: IConstruct, what: string, value: number | undefined): number | undefined {
  return within(place, what, value, 0, 100);
}

function within(place: IConstruct, what: string, value: number | undefined, least: number, most: number): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return value;
  return fail(place, `${what} is ${value}, a whole number from ${least} to ${most} is allowed`, 'change it, or leave it out for the default');
}
