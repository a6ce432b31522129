import { fail } from '../../ground/fail';
import { RouteAction } from '../../route/route-action';
import { Canary } from '../canary';
import { CanaryPlan } from '../canary-plan';
import { ServiceVersion } from '../service-version';
import { CanarySite } from './canary-site';
import { givenCanary } from './manual';

/** One of two versions is live; matches go to the other. */
export function blueGreenCanary(site: CanarySite, plan: CanaryPlan, live: ServiceVersion): Canary {
  const { stable, canary: given, weight, match, id = 'canary', ...traffic } = plan;
  const canary = givenCanary(site.place, given);
  if (weight !== undefined) fail(site.place, `the weight ${weight} is given, but with blue-green one version gets all requests`, 'leave weight out');
  if (stable === canary) fail(site.place, `version '${stable.name}' is both stable and canary`, 'give two versions');
  if (live !== stable && live !== canary) {
    fail(site.place, `the live version '${live.name}' is neither stable nor canary`, `choose '${stable.name}' or '${canary.name}'`);
  }
  const idle = live === stable ? canary : stable;
  if (match) site.addRoute(`${id}-match`, { ...traffic, match, action: RouteAction.forward(idle) });
  const route = site.addRoute(id, { ...traffic, action: RouteAction.forward(live) });
  return Canary._of(plan, { weight: live === canary ? 100 : 0, route });
}
