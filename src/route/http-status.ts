import { fail } from '../ground/fail';

/** A status with which a proxy can answer. */
export function httpStatus(place: string, what: string, status: number): number {
  if (Number.isInteger(status) && status >= 200 && status <= 599) return status;
  return fail(place, `${what} is ${status}, a whole number from 200 to 599 is allowed`, 'give a status of HTTP');
}
