import { Duration } from 'cdk8s';
import { RolloutBackgroundAnalysis } from './rollout-analysis';
import { RolloutStep } from './rollout-step';

/** What becomes of the Pods of the Deployment that a `Rollout` takes over. */
export enum RolloutScaleDown {
  /** They stay. */
  NEVER = 'NEVER',
  /** They go once the Pods of the `Rollout` work. */
  ON_SUCCESS = 'ON_SUCCESS',
  /** They go as those of the `Rollout` come. */
  PROGRESSIVELY = 'PROGRESSIVELY',
}

/** How Argo Rollouts delivers a service. */
export interface ArgoRolloutsOptions {
  /** What happens with each change of the Deployment, in this order. After the last step the canary gets all requests. */
  readonly steps: RolloutStep[];
  /**
   * Checks that run beside the steps.
   * @default - none
   */
  readonly analysis?: RolloutBackgroundAnalysis;
  /**
   * What becomes of the Pods of the Deployment.
   * @default RolloutScaleDown.ON_SUCCESS
   */
  readonly scaleDown?: RolloutScaleDown;
  /**
   * How many Pods there may be beyond the wanted number: a number or a share, e.g. `1` or `25%`.
   * @default '25%'
   */
  readonly maxSurge?: string;
  /**
   * How many Pods of the wanted number may be away: a number or a share, e.g. `1` or `25%`.
   * @default '25%'
   */
  readonly maxUnavailable?: string;
  /**
   * Whether there are fewer stable Pods while the canary gets their requests. Going back then takes longer.
   * @default false
   */
  readonly dynamicStableScale?: boolean;
  /**
   * How long the Pods of the last version stay after the change, in whole seconds. Not together with `dynamicStableScale`.
   * @default Duration.seconds(30)
   */
  readonly scaleDownDelay?: Duration;
  /**
   * How long the Pods of a canary stay that was given up, in whole seconds.
   * @default Duration.seconds(30)
   */
  readonly abortScaleDownDelay?: Duration;
  /**
   * The least number of Pods of each of the two versions.
   * @default 1
   */
  readonly minPodsPerReplicaSet?: number;
  /**
   * How long new Pods may take, in whole seconds.
   * @default Duration.minutes(10)
   */
  readonly progressDeadline?: Duration;
  /**
   * Whether a canary whose Pods take longer is given up.
   * @default false
   */
  readonly progressDeadlineAbort?: boolean;
  /**
   * How many old versions are kept, to go back to.
   * @default 10
   */
  readonly revisionHistoryLimit?: number;
  /**
   * To how many versions before this one it goes back without the steps.
   * @default - to none
   */
  readonly rollbackWindow?: number;
}
