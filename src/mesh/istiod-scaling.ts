import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/** How istiod's number of pods follows its load. */
export interface IstiodAutoscalingOptions {
  /**
   * The least number of pods, at least 1. From 2 on a PodDisruptionBudget keeps one of them running.
   * @default 1
   */
  readonly minReplicas?: number;
  /**
   * The greatest number of pods, at least `minReplicas`.
   * @default 5, or `minReplicas` if that is more
   */
  readonly maxReplicas?: number;
  /**
   * The processor use, in percent of what the pods request, that is aimed at: 1 or more.
   * @default 80
   */
  readonly targetCpuPercent?: number;
  /**
   * The memory use, in percent of what the pods request, that is aimed at: 1 or more.
   * @default - memory does not count
   */
  readonly targetMemoryPercent?: number;
}

/** The part of the plan that a HorizontalPodAutoscaler executes. */
interface AutoscalingPlan {
  readonly maxReplicas: number;
  readonly targets: { readonly resource: string; readonly percent: number }[];
}

interface ScalingPlan {
  /** The number of pods that always run. */
  readonly replicas: number;
  readonly autoscaling?: AutoscalingPlan;
}

/** How many pods of istiod run. */
export class IstiodScaling {
  /**
   * As many as the load needs, by a HorizontalPodAutoscaler. It needs the cluster's metrics server.
   *
   * @param options The bounds and the load that is aimed at.
   * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
   */
  public static automatic(options: IstiodAutoscalingOptions = {}): IstiodScaling {
    return new IstiodScaling((place) => {
      const min = atLeastOne(place, 'minReplicas', options.minReplicas ?? 1);
      const max = atLeastOne(place, 'maxReplicas', options.maxReplicas ?? Math.max(5, min));
      if (min > max) {
        fail(place, `istiod minReplicas ${min} is more than maxReplicas ${max}, at most maxReplicas is allowed`, 'lower minReplicas or raise maxReplicas');
      }
      const targets = [{ resource: 'cpu', percent: atLeastOne(place, 'targetCpuPercent', options.targetCpuPercent ?? 80) }];
      if (options.targetMemoryPercent !== undefined) {
        targets.push({ resource: 'memory', percent: atLeastOne(place, 'targetMemoryPercent', options.targetMemoryPercent) });
      }
      return { replicas: min, autoscaling: { maxReplicas: max, targets } };
    });
  }

  /**
   * Always the same number. From 2 on a PodDisruptionBudget keeps one of them running.
   *
   * @param replicas The number of pods, at least 1.
   */
  public static fixed(replicas: number): IstiodScaling {
    return new IstiodScaling((place) => ({ replicas: atLeastOne(place, 'replicas', replicas) }));
  }

  private constructor(private readonly plan: (place: IConstruct) => ScalingPlan) {}

  /** @internal */
  public _plan(place: IConstruct): ScalingPlan {
    return this.plan(place);
  }
}

function atLeastOne(place: IConstruct, what: string, value: number): number {
  if (!Number.isInteger(value) || value < 1) {
    fail(place, `istiod ${what} is ${value}, whole numbers from 1 on are allowed`, 'give such a number');
  }
  return value;
}
