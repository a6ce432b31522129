import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';
import { RouteAction } from '../../route/route-action';
import { Canary } from '../canary';
import { CanaryPlan } from '../canary-plan';
import { ServiceVersion } from '../service-version';
import { CanarySite } from './canary-site';

/** Matches that go to the canary whole, and the catch-all that shares the rest by weight. */
export function manualCanary(site: CanarySite, plan: CanaryPlan): Canary {
  const { stable, canary: given, weight: share, match, id = 'canary', ...traffic } = plan;
  const canary = givenCanary(site.place, given);
  const weight = checkedWeight(site.place, stable, share);
  if (match) site.addRoute(`${id}-match`, { ...traffic, match, action: RouteAction.forward(canary) });
  const action = RouteAction.split({ to: stable, weight: 100 - weight }, { to: canary, weight });
  return Canary._of(plan, { weight, route: site.addRoute(id, { ...traffic, action }) });
}

/** The version on trial, which no controller makes. */
export function givenCanary(place: IConstruct, canary: ServiceVersion | undefined): ServiceVersion {
  return canary ?? fail(place, 'the canary has no version', 'give it: canary, or choose a strategy whose controller makes it');
}

function checkedWeight(place: IConstruct, stable: ServiceVersion, weight: number | undefined): number {
  if (weight === undefined) return fail(place, 'the canary has no weight', `give its share in percent; '${stable.name}' gets the rest`);
  if (!Number.isInteger(weight) || weight < 0 || weight > 100) {
    fail(place, `the weight of the canary is ${weight}, a whole number from 0 to 100 is allowed`, `give its share in percent; '${stable.name}' gets the rest`);
  }
  return weight;
}
