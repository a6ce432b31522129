import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/**
 * Values that policies compare as a whole, by their beginning (`a*`), by their end (`*a`) or for being there (`*`), if they are given.
 * Istio takes a `*` elsewhere for the character itself, so the policy would match nothing.
 */
export function patterns(place: IConstruct | string, what: string, values: string[] | undefined): string[] | undefined {
  if (values?.length === 0) fail(place, `${what} is empty, Istio would read that as any`, 'name one at least, or leave it out');
  for (const value of values ?? []) {
    if (value === '') fail(place, `${what} has an empty value`, `name it, or take '*' for any that is there`);
    if (value.slice(1, -1).includes('*') || value === '**') {
      fail(place, `${what} has '${value}', '*' is allowed alone, first or last`, 'write a beginning, e.g. \'/api/*\', or several values');
    }
  }
  return values;
}
