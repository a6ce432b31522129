import { Duration } from 'cdk8s';

/** Whether HTTP/1.1 requests travel over HTTP/2 connections. */
export enum H2UpgradePolicy {
  /** As the mesh says. */
  DEFAULT = 'DEFAULT',
  /** They do not. */
  DO_NOT_UPGRADE = 'DO_NOT_UPGRADE',
  /** They do. */
  UPGRADE = 'UPGRADE',
}

/**
 * How much a client's proxy sends to a host at one time. Each proxy counts for itself.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings
 */
export interface ConnectionPoolOptions {
  /**
   * The number of connections of HTTP/1.1 and TCP.
   * @default - no limit (2^32-1)
   */
  readonly maxConnections?: number;

  /**
   * The time for a connection to be made, at least 1 ms.
   * @default Duration.seconds(10)
   */
  readonly connectTimeout?: Duration;

  /**
   * The age at which a connection is closed, at least 1 ms.
   * @default - connections may get as old as they like
   */
  readonly maxConnectionDuration?: Duration;

  /**
   * The time without a byte after which a TCP connection is closed. 0 means never.
   * @default Duration.hours(1)
   */
  readonly tcpIdleTimeout?: Duration;

  /**
   * The number of requests that wait for a connection; of HTTP/2, too.
   * @default - no limit (2^32-1)
   */
  readonly http1MaxPendingRequests?: number;

  /**
   * The number of requests that are under way; of HTTP/1.1, too.
   * @default - no limit (2^32-1)
   */
  readonly http2MaxRequests?: number;

  /**
   * The number of requests after which a connection is closed. 1 switches keep-alive off.
   * @default - no limit (0)
   */
  readonly maxRequestsPerConnection?: number;

  /**
   * The number of retries that are under way.
   * @default - no limit (2^32-1)
   */
  readonly maxRetries?: number;

  /**
   * The time without a request after which an HTTP connection is closed, at least 1 ms.
   * @default Duration.hours(1)
   */
  readonly idleTimeout?: Duration;

  /**
   * Whether HTTP/1.1 requests travel over HTTP/2 connections.
   * @default H2UpgradePolicy.DEFAULT
   */
  readonly h2UpgradePolicy?: H2UpgradePolicy;

  /**
   * Whether the connection has the protocol of the caller's. Not together with `H2UpgradePolicy.UPGRADE`.
   * @default false
   */
  readonly useClientProtocol?: boolean;

  /**
   * The number of streams on one HTTP/2 connection.
   * @default - no limit (2^31-1)
   */
  readonly maxConcurrentStreams?: number;
}
