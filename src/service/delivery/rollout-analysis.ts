/** An `AnalysisTemplate` of the namespace, or one of the cluster. */
export interface RolloutAnalysisTemplate {
  /** Its name. */
  readonly name: string;
  /**
   * Whether it is a `ClusterAnalysisTemplate`.
   * @default false
   */
  readonly clusterScope?: boolean;
}

/** Checks of the canary by measurements. */
export interface RolloutAnalysis {
  /** The templates, at least one. */
  readonly templates: RolloutAnalysisTemplate[];
  /**
   * Their arguments by name.
   * @default - those that the templates have themselves
   */
  readonly args?: { [name: string]: RolloutArgument };
}

/** Checks that run beside the steps. */
export interface RolloutBackgroundAnalysis extends RolloutAnalysis {
  /**
   * The number of the step with which they start, from 0.
   * @default 0
   */
  readonly startingStep?: number;
}

/** The value of an argument of an analysis. */
export class RolloutArgument {
  /** A text. */
  public static value(value: string): RolloutArgument {
    return new RolloutArgument({ value });
  }

  /** The hash by which the Pods of the canary are told: their label `rollouts-pod-template-hash`. */
  public static canaryHash(): RolloutArgument {
    return new RolloutArgument({ valueFrom: { podTemplateHashValue: 'Latest' } });
  }

  /** The hash by which the stable Pods are told. */
  public static stableHash(): RolloutArgument {
    return new RolloutArgument({ valueFrom: { podTemplateHashValue: 'Stable' } });
  }

  /**
   * A field of the `Rollout`.
   *
   * @param path e.g. `metadata.labels['region']`
   */
  public static field(path: string): RolloutArgument {
    return new RolloutArgument({ valueFrom: { fieldRef: { fieldPath: path } } });
  }

  private constructor(private readonly spec: Record<string, unknown>) {}

  /** @internal */
  public _toSpec(): Record<string, unknown> {
    return this.spec;
  }
}
