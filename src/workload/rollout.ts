/**
 * How the pods of a Deployment are replaced by new ones.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
 */
export interface RolloutOptions {
  /**
   * How many pods there may be beyond the wanted number: a number of pods or a share of them, e.g. `1` or `100%`.
   * @default - what the component names; Kubernetes' own is '25%'
   */
  readonly maxSurge?: string;
  /**
   * How many pods of the wanted number may be away: a number of pods or a share of them, e.g. `1` or `25%`.
   * @default - what the component names; Kubernetes' own is '25%'
   */
  readonly maxUnavailable?: string;
}
