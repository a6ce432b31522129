import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/** A number on which something can listen. */
export function portNumber(place: IConstruct | string, what: string, value: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= 65535) return value;
  return fail(place, `${what} is ${value}, a whole number from 1 to 65535 is allowed`, 'give the number on which it listens');
}
