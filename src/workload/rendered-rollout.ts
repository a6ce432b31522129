import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { RolloutOptions } from './rollout';

const AMOUNT = /^\d+%?$/;

/** A Deployment's `strategy`; nothing where nobody says anything. */
export function renderRollout(place: IConstruct, what: string, given: RolloutOptions = {}, defaults: RolloutOptions = {}): object | undefined {
  const maxSurge = podAmount(place, `${what} maxSurge`, given.maxSurge ?? defaults.maxSurge);
  const maxUnavailable = podAmount(place, `${what} maxUnavailable`, given.maxUnavailable ?? defaults.maxUnavailable);
  if (parseInt(`${maxSurge}`) === 0 && parseInt(`${maxUnavailable}`) === 0) {
    fail(place, `${what} has maxSurge and maxUnavailable 0, one of them has to be more`, 'raise one of them');
  }
  if (maxSurge === undefined && maxUnavailable === undefined) return undefined;
  return { rollingUpdate: { maxSurge, maxUnavailable } };
}

/** A number of Pods or a share of them, as Kubernetes writes it. */
export function podAmount(place: IConstruct, what: string, value: string | undefined): number | string | undefined {
  if (value === undefined) return undefined;
  if (!AMOUNT.test(value)) fail(place, `${what} '${value}' is neither a number of pods nor a share of them`, "write e.g. '1' or '25%'");
  return value.endsWith('%') ? value : Number(value);
}
