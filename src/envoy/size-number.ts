import { Size, SizeRoundingBehavior } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/** A size as a number of KiB, a whole one from 1 on. */
export function kibibytes(place: IConstruct, what: string, size: Size, most: number): number {
  const amount = size.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
  if (Number.isInteger(amount) && amount >= 1 && amount <= most) return amount;
  return fail(place, `${what} is ${amount} KiB, whole ones from 1 to ${most} are allowed`, 'change it, or leave it out for the default');
}
