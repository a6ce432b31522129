import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';
import { podAmount } from '../../workload/rendered-rollout';
import { ArgoRolloutsOptions, RolloutScaleDown } from './argo-rollouts-options';
import { rolloutAnalysisSpec } from './rollout-analysis-spec';
import { stepsSpec } from './rollout-steps-spec';
import { wholeSeconds } from './whole-seconds-text';

/** The objects on which a `Rollout` works. */
export interface RolloutTargets {
  readonly deployment: ApiObject;
  /** The name of the VirtualService and of the DestinationRule. */
  readonly name: string;
  readonly route: string;
  readonly subsets: { readonly stable: string; readonly canary: string };
}

const SCALE_DOWN = { [RolloutScaleDown.NEVER]: 'never', [RolloutScaleDown.ON_SUCCESS]: 'onsuccess', [RolloutScaleDown.PROGRESSIVELY]: 'progressively' };

export function rolloutSpec(place: IConstruct, options: ArgoRolloutsOptions, targets: RolloutTargets): Record<string, unknown> {
  const { deployment, name, route, subsets } = targets;
  const { steps: given, analysis, scaleDown = RolloutScaleDown.ON_SUCCESS, dynamicStableScale, minPodsPerReplicaSet, rollbackWindow } = options;
  if (given.length === 0) fail(place, 'Argo Rollouts has no steps, so a canary would get all requests at once', 'give steps, e.g. RolloutStep.weight(10), RolloutStep.pause()');
  if (dynamicStableScale && options.scaleDownDelay) fail(place, 'dynamicStableScale and scaleDownDelay are given, Argo Rollouts allows one of them', 'leave one out');
  const { steps, managedRoutes } = stepsSpec(place, given, route);
  const time = (what: 'scaleDownDelay' | 'abortScaleDownDelay' | 'progressDeadline', least: number) => options[what] && wholeSeconds(place, what, options[what], least);
  return {
    replicas: deployment.toJson().spec?.replicas,
    workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment.name, scaleDown: SCALE_DOWN[scaleDown] },
    progressDeadlineSeconds: time('progressDeadline', 1),
    progressDeadlineAbort: options.progressDeadlineAbort,
    revisionHistoryLimit: options.revisionHistoryLimit,
    rollbackWindow: rollbackWindow === undefined ? undefined : { revisions: rollbackWindow },
    strategy: {
      canary: {
        maxSurge: podAmount(place, 'maxSurge', options.maxSurge),
        maxUnavailable: podAmount(place, 'maxUnavailable', options.maxUnavailable),
        dynamicStableScale,
        minPodsPerReplicaSet,
        scaleDownDelaySeconds: time('scaleDownDelay', 0),
        abortScaleDownDelaySeconds: time('abortScaleDownDelay', 0),
        analysis: analysis && { ...rolloutAnalysisSpec(place, analysis), startingStep: analysis.startingStep },
        trafficRouting: {
          managedRoutes,
          istio: {
            virtualService: { name, routes: [route] },
            destinationRule: { name, stableSubsetName: subsets.stable, canarySubsetName: subsets.canary },
          },
        },
        steps,
      },
    },
  };
}
