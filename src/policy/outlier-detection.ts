import { Duration } from 'cdk8s';
import { LocalityBalancing } from './locality-balancing';

/**
 * When a Pod that answers badly gets no requests for a while.
 *
 * With any of it set, Istio prefers Pods of the caller's own zone and region, too: balancing by locality needs outlier detection, and is on
 * by default. A warning says so unless `locality` is given, here or as a policy of its own.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection
 */
export interface OutlierDetectionOptions {
  /**
   * So many responses of 5xx in a row eject a Pod; over TCP, so many failed connections. 0 switches it off.
   * @default 5
   */
  readonly consecutive5xxErrors?: number;

  /**
   * So many responses of 502, 503 or 504 in a row eject a Pod; over TCP, so many failed connections. 0 switches it off.
   * They are 5xx as well, so it has to be less than `consecutive5xxErrors` to have an effect.
   * @default - off
   */
  readonly consecutiveGatewayErrors?: number;

  /**
   * Whether failures that the caller's proxy sees itself (no connection, timeout) count apart from bad responses.
   * @default false
   */
  readonly splitExternalLocalOriginErrors?: boolean;

  /**
   * So many failures of its own in a row eject a Pod, at least 1. Needs `splitExternalLocalOriginErrors`.
   * @default - 5 with `splitExternalLocalOriginErrors`
   */
  readonly consecutiveLocalOriginFailures?: number;

  /**
   * The statuses (100 to 599) that count as errors. The istiod of Istio 1.31 does not read them yet, of which a warning is given.
   * @default - all of 5xx
   */
  readonly outlierDetectionHttpErrorCodes?: number[];

  /**
   * The time between two looks at the Pods, at least 1 ms.
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;

  /**
   * How long a Pod is ejected, times the number of its ejections; at least 1 ms.
   * @default Duration.seconds(30)
   */
  readonly baseEjectionTime?: Duration;

  /**
   * The share of Pods in percent that may be ejected at one time, at least 1. One Pod may be ejected in any case.
   * @default 10
   */
  readonly maxEjectionPercent?: number;

  /**
   * With less than this share of healthy Pods in percent, requests go to all of them, the ejected ones included.
   * @default 0
   */
  readonly minHealthPercent?: number;

  /**
   * How a locality is chosen; the same as a policy of its own, `DestinationPolicy.locality`.
   * @default - by nearness, which outlier detection turns on unless the mesh says otherwise; a warning is given
   */
  readonly locality?: LocalityBalancing;
}
