import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/** Bounds and aim of a number of proxies that follows their load. */
export interface GatewayAutoscalingOptions {
  /**
   * The fewest proxies.
   * @default 1
   */
  readonly minReplicas?: number;
  /**
   * The most proxies.
   * @default 5, or `minReplicas` if that is more
   */
  readonly maxReplicas?: number;
  /**
   * The CPU use that is aimed at, in percent of what the proxies request.
   * @default 80
   */
  readonly targetCpuPercent?: number;
}

/** How many proxies a gateway has. */
export class GatewayScaling {
  /** So many as their CPU use asks for, kept by a HorizontalPodAutoscaler. The cluster needs a metrics server for it. */
  public static automatic(options: GatewayAutoscalingOptions = {}): GatewayScaling {
    const { minReplicas = 1, maxReplicas = Math.max(5, minReplicas), targetCpuPercent = 80 } = options;
    return new GatewayScaling(minReplicas, maxReplicas, targetCpuPercent);
  }

  /** Always the same number. */
  public static fixed(replicas: number): GatewayScaling {
    return new GatewayScaling(replicas);
  }

  private constructor(
    /** The fewest proxies that there are; above 1 a PodDisruptionBudget keeps all but one of them through maintenance. */
    public readonly minReplicas: number,
    private readonly maxReplicas?: number,
    private readonly targetCpuPercent?: number,
  ) {}

  /** @internal */
  public get _automatic(): boolean {
    return this.maxReplicas !== undefined;
  }

  /** @internal */
  public _validate(place: IConstruct): void {
    const { minReplicas, maxReplicas, targetCpuPercent } = this;
    atLeastOne(place, maxReplicas === undefined ? 'replicas' : 'minReplicas', minReplicas);
    if (maxReplicas === undefined || targetCpuPercent === undefined) return;
    atLeastOne(place, 'maxReplicas', maxReplicas);
    atLeastOne(place, 'targetCpuPercent', targetCpuPercent);
    if (minReplicas > maxReplicas) fail(place, `minReplicas ${minReplicas} is above maxReplicas ${maxReplicas}`, 'lower the one or raise the other');
  }

  /**
   * The spec of the HorizontalPodAutoscaler for a Deployment.
   * @internal
   */
  public _toAutoscaler(deployment: string): object {
    return {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment },
      minReplicas: this.minReplicas,
      maxReplicas: this.maxReplicas,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: this.targetCpuPercent } } }],
    };
  }
}

function atLeastOne(place: IConstruct, what: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) fail(place, `${what} is ${value}, a whole number of at least 1 is allowed`, 'give such a number');
}
