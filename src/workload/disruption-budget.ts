import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/** Whether pods that do not work anyway may be evicted beyond the budget. */
export enum UnhealthyPodEviction {
  /** Only while enough others work. */
  IF_HEALTHY_BUDGET = 'IfHealthyBudget',
  /** Always: they serve nobody, and must not hold up the maintenance of their node. */
  ALWAYS_ALLOW = 'AlwaysAllow',
}

/** What can be said of every budget. */
export interface DisruptionBudgetOptions {
  /**
   * Whether pods that do not work anyway may be evicted beyond the budget.
   * @default - Kubernetes': UnhealthyPodEviction.IF_HEALTHY_BUDGET
   */
  readonly unhealthyPodEviction?: UnhealthyPodEviction;
}

/**
 * How many pods maintenance of nodes may take away at a time: a PodDisruptionBudget.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export class DisruptionBudget {
  /**
   * So many pods stay. An error if there may be no more than these: their nodes could never be drained.
   *
   * @param pods The number of pods, at least 1.
   * @param options Further terms.
   */
  public static minAvailable(pods: number, options: DisruptionBudgetOptions = {}): DisruptionBudget {
    return new DisruptionBudget((place, what, replicas) => {
      const least = whole(place, `${what} minAvailable`, pods, 1);
      if (least >= replicas) {
        fail(place, `${what} keeps ${least} of ${replicas} pods, so their nodes could never be drained, at most ${replicas - 1} are allowed`,
          'raise the least number of pods, or take DisruptionBudget.maxUnavailable(1)');
      }
      return { minAvailable: least };
    }, options);
  }

  /**
   * Such a share of the pods stays.
   *
   * @param percent Percent of the pods, 1 to 99.
   * @param options Further terms.
   */
  public static minAvailablePercent(percent: number, options: DisruptionBudgetOptions = {}): DisruptionBudget {
    return new DisruptionBudget((place, what) => ({ minAvailable: `${whole(place, `${what} minAvailablePercent`, percent, 1, 99)}%` }), options);
  }

  /**
   * At most so many pods are away.
   *
   * @param pods The number of pods, at least 1.
   * @param options Further terms.
   */
  public static maxUnavailable(pods: number, options: DisruptionBudgetOptions = {}): DisruptionBudget {
    return new DisruptionBudget((place, what) => ({ maxUnavailable: whole(place, `${what} maxUnavailable`, pods, 1) }), options);
  }

  /**
   * At most such a share of the pods is away.
   *
   * @param percent Percent of the pods, 1 to 100.
   * @param options Further terms.
   */
  public static maxUnavailablePercent(percent: number, options: DisruptionBudgetOptions = {}): DisruptionBudget {
    return new DisruptionBudget((place, what) => ({ maxUnavailable: `${whole(place, `${what} maxUnavailablePercent`, percent, 1, 100)}%` }), options);
  }

  /** No budget: maintenance may take all pods at once. */
  public static none(): DisruptionBudget {
    return new DisruptionBudget(() => undefined, {});
  }

  private constructor(
    private readonly terms: (place: IConstruct, what: string, replicas: number) => object | undefined,
    private readonly options: DisruptionBudgetOptions,
  ) {}

  /**
   * The spec but for its selector; nothing for no budget. `replicas` is the least number of pods.
   * @internal
   */
  public _toSpec(place: IConstruct, what: string, replicas: number): object | undefined {
    const terms = this.terms(place, what, replicas);
    const { unhealthyPodEviction } = this.options;
    return terms && { ...terms, ...(unhealthyPodEviction && { unhealthyPodEvictionPolicy: unhealthyPodEviction }) };
  }
}

function whole(place: IConstruct, what: string, value: number, least: number, most = Infinity): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    fail(place, `${what} is ${value}, whole numbers from ${least} ${most === Infinity ? 'on' : `to ${most}`} are allowed`, 'give such a number');
  }
  return value;
}
