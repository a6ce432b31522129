import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { renderPace } from './rendered-pace';
import { ScalingPace } from './scaling-behavior';

/** How the number of pods follows their load. */
export interface AutoscalingOptions {
  /**
   * The least number of pods, at least 1. From 2 on a PodDisruptionBudget keeps pods running while nodes are drained.
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
  /**
   * How fast pods are added.
   * @default - Kubernetes': at once, in 15 s by 4 pods or to twice as many
   */
  readonly scaleUp?: ScalingPace;
  /**
   * How fast pods are taken away.
   * @default - Kubernetes': when the load of the last 5 minutes allows it
   */
  readonly scaleDown?: ScalingPace;
}

interface ScalingPlan {
  /** The number of pods that always run. */
  readonly replicas: number;
  /** What a HorizontalPodAutoscaler executes. */
  readonly autoscaling?: {
    readonly maxReplicas: number;
    readonly targets: { readonly resource: string; readonly percent: number }[];
    readonly behavior?: object;
  };
}

/** How many pods run. */
export class Scaling {
  /**
   * As many as the load needs, by a HorizontalPodAutoscaler. It needs the cluster's metrics server.
   *
   * @param options The bounds and the load that is aimed at.
   * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
   */
  public static automatic(options: AutoscalingOptions = {}): Scaling {
    return new Scaling((place, what) => {
      const min = atLeastOne(place, `${what} minReplicas`, options.minReplicas ?? 1);
      const max = atLeastOne(place, `${what} maxReplicas`, options.maxReplicas ?? Math.max(5, min));
      if (min > max) {
        fail(place, `${what} minReplicas ${min} is more than maxReplicas ${max}, at most maxReplicas is allowed`, 'lower minReplicas or raise maxReplicas');
      }
      const targets = [{ resource: 'cpu', percent: atLeastOne(place, `${what} targetCpuPercent`, options.targetCpuPercent ?? 80) }];
      if (options.targetMemoryPercent !== undefined) {
        targets.push({ resource: 'memory', percent: atLeastOne(place, `${what} targetMemoryPercent`, options.targetMemoryPercent) });
      }
      return { replicas: min, autoscaling: { maxReplicas: max, targets, behavior: behavior(place, what, options) } };
    });
  }

  /**
   * Always the same number. From 2 on a PodDisruptionBudget keeps pods running while nodes are drained.
   *
   * @param replicas The number of pods, at least 1.
   */
  public static fixed(replicas: number): Scaling {
    return new Scaling((place, what) => ({ replicas: atLeastOne(place, `${what} replicas`, replicas) }));
  }

  private constructor(private readonly plan: (place: IConstruct, what: string) => ScalingPlan) {}

  /**
   * Checks the numbers; `what` names the pods in errors.
   * @internal
   */
  public _plan(place: IConstruct, what: string): ScalingPlan {
    return this.plan(place, what);
  }
}

function behavior(place: IConstruct, what: string, { scaleUp, scaleDown }: AutoscalingOptions): object | undefined {
  if (!scaleUp && !scaleDown) return undefined;
  return {
    ...(scaleUp && { scaleUp: renderPace(place, `${what} scaleUp`, scaleUp) }),
    ...(scaleDown && { scaleDown: renderPace(place, `${what} scaleDown`, scaleDown) }),
  };
}

function atLeastOne(place: IConstruct, what: string, value: number): number {
  if (!Number.isInteger(value) || value < 1) {
    fail(place, `${what} is ${value}, whole numbers from 1 on are allowed`, 'give such a number');
  }
  return value;
}
