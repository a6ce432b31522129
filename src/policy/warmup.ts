import { Duration } from 'cdk8s';

/**
 * How a Pod that is new gets its share of requests little by little.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#WarmupConfiguration
 */
export interface WarmupOptions {
  /** The time after which a Pod has its full share, at least 1 ms. */
  readonly duration: Duration;

  /**
   * The share of its full share in percent with which a Pod begins, 0 to 100.
   * @default 10
   */
  readonly minimumPercent?: number;

  /**
   * How the share grows, more than 0: with 1 evenly, with more it grows fast at first and slowly then.
   * @default 1
   */
  readonly aggression?: number;
}
