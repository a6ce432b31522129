import { Duration } from 'cdk8s';

/**
 * When a Pod that answers badly gets no requests for a while.
 *
 * With any of it set, Istio prefers Pods of the caller's own zone and region, too: locality load balancing needs outlier
 * detection and is on by default.
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
   * So many failures of its own in a row eject a Pod. Needs `splitExternalLocalOriginErrors`.
   * @default - 5 with `splitExternalLocalOriginErrors`
   */
  readonly consecutiveLocalOriginFailures?: number;

  /**
   * The statuses (100 to 599) that count as errors.
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
   * The share of Pods in percent that may be ejected at one time. One Pod may be ejected in any case.
   * @default 10
   */
  readonly maxEjectionPercent?: number;

  /**
   * With less than this share of healthy Pods in percent, requests go to all of them, the ejected ones included.
   * @default 0
   */
  readonly minHealthPercent?: number;
}
