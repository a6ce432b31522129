import { Duration } from 'cdk8s';

/**
 * How many retries a proxy may have under way, as a share of its requests, so that retries do not finish off a host that is overloaded.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-RetryBudget
 */
export interface RetryBudgetOptions {
  /**
   * The share of requests under way that may be retries, in percent, 0 to 100.
   * @default 20
   */
  readonly percent?: number;

  /**
   * So many retries may be under way in any case, at least 1.
   * @default 3
   */
  readonly minRetryConcurrency?: number;

  /**
   * The time for which requests count, at least 1 ms.
   * @default - only requests that are under way count
   */
  readonly budgetInterval?: Duration;
}
