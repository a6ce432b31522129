import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/** A duration as Kubernetes counts it. */
export function wholeSeconds(place: IConstruct, what: string, duration: Duration, least: number, most: number): number {
  const count = duration.toSeconds({ integral: false });
  if (!Number.isInteger(count) || count < least || count > most) {
    fail(place, `${what} is ${count} s, whole seconds from ${least} to ${most} are allowed`, 'give such a duration');
  }
  return count;
}
