/**
 * A taint of nodes that a pod accepts.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration {
  /**
   * The key of the taint.
   * @default - every key; `operator` must be `Exists` then
   */
  readonly key?: string;
  /**
   * How the taint's value is compared: `Equal` or `Exists`.
   * @default - `Equal`
   */
  readonly operator?: string;
  /**
   * The value of the taint.
   * @default - the empty value
   */
  readonly value?: string;
  /**
   * The effect of the taint: `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
   * @default - every effect
   */
  readonly effect?: string;
  /**
   * How many seconds the pod stays on a node that gets a `NoExecute` taint.
   * @default - for ever
   */
  readonly tolerationSeconds?: number;
}
