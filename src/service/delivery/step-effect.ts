/** What a step changes that others depend on. */
export interface StepEffect {
  /** The route that it makes or ends. */
  readonly route?: string;
  /** Whether it sends requests to the Pods of the canary. */
  readonly needsPods?: boolean;
  /** The share of the canary from now on. */
  readonly weight?: number;
  /** The Pods of the canary from now on. */
  readonly scale?: number;
  /** Whether the Pods follow the share from now on. */
  readonly matches?: boolean;
}
