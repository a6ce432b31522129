import { IConstruct } from 'constructs';
import { fail, placeOf } from '../../ground/fail';
import { RolloutStep } from './rollout-step';

/** The steps, and the routes that they make in this order of precedence. */
export function stepsSpec(place: IConstruct, steps: RolloutStep[], id: string): { readonly steps: object[]; readonly managedRoutes?: object[] } {
  const at = (i: number) => `${placeOf(place)}: step ${i + 1} of Argo Rollouts`;
  const routes = [...new Set(steps.flatMap(({ _effect }) => _effect.route ?? []))];
  steps.forEach(({ _effect }, i) => {
    if (_effect.route === id) fail(at(i), `its route is called '${id}' as that of the canary`, 'name them apart');
  });
  checkPods(steps, at);
  return {
    steps: steps.map((step, i) => step._toSpec(at(i))),
    managedRoutes: routes.length > 0 ? routes.map((name) => ({ name })) : undefined,
  };
}

/** Argo Rollouts sends requests to a canary without Pods if a step says so, and takes its routes away when its last Pod goes. */
function checkPods(steps: RolloutStep[], at: (i: number) => string): void {
  let weight = 0;
  let scale: number | undefined;
  steps.forEach(({ _effect }, i) => {
    ({ weight = weight, scale = scale } = _effect);
    if (_effect.matches) {
      if (weight === 0) fail(at(i), 'matchTrafficWeight takes all Pods of the canary away, its share is 0', 'put RolloutStep.weight(...) before');
      scale = undefined;
    }
    if (_effect.needsPods && (scale ?? weight) === 0) {
      fail(at(i), `route '${_effect.route}' sends requests to the canary, which has no Pods`, 'put RolloutStep.canaryReplicas(1) before, or setWeight(...)');
    }
  });
}
