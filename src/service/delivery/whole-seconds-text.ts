import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';

/** A duration as Flagger and Argo Rollouts read it, e.g. `90s`. */
export function secondsText(place: IConstruct | string, what: string, value: Duration, least = 1): string {
  return `${wholeSeconds(place, what, value, least)}s`;
}

/** A duration in whole seconds. */
export function wholeSeconds(place: IConstruct | string, what: string, value: Duration, least = 1): number {
  const seconds = value.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < least) {
    fail(place, `${what} is ${seconds} s, whole seconds from ${least} are allowed`, 'change it, or leave it out for the default');
  }
  return seconds;
}
