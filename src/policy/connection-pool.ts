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

/** Probes that tell whether the other side of a TCP connection without traffic is still there. What is not said is as the system does it. */
export interface TcpKeepalive {
  /**
   * So many probes without an answer close the connection, at least 1.
   * @default - as the mesh or the operating system says; Linux: 9
   */
  readonly probes?: number;

  /**
   * The time without traffic after which the first probe is sent, whole seconds.
   * @default - as the mesh or the operating system says; Linux: two hours
   */
  readonly time?: Duration;

  /**
   * The time between two probes, whole seconds.
   * @default - as the mesh or the operating system says; Linux: 75 seconds
   */
  readonly interval?: Duration;
}

/** Pings that tell whether the other side of an HTTP/2 connection is still there. */
export interface Http2KeepAlive {
  /** The time between two pings, at least 1 ms. */
  readonly interval: Duration;
  /** The time without an answer after which the connection is closed, at least 1 ms. */
  readonly timeout: Duration;
}

/**
 * How much a client's proxy sends to a host at one time. Each proxy counts for itself, the one in front of each Pod of the host, too: it lets as
 * much through to its Pod. Istio takes a limit of 0 for none, so it is refused.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings
 */
export interface ConnectionPoolOptions {
  /**
   * The number of connections of HTTP/1.1 and TCP, at least 1.
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
   * Probes on TCP connections without traffic.
   * @default - as the mesh says; none
   */
  readonly tcpKeepalive?: TcpKeepalive;

  /**
   * The number of requests that wait for a connection, at least 1; of HTTP/2, too.
   * @default - no limit (2^32-1)
   */
  readonly http1MaxPendingRequests?: number;

  /**
   * The number of requests that are under way, at least 1; of HTTP/1.1, too.
   * @default - no limit (2^32-1)
   */
  readonly http2MaxRequests?: number;

  /**
   * The number of requests after which a connection is closed. 1 switches keep-alive off.
   * @default - no limit (0)
   */
  readonly maxRequestsPerConnection?: number;

  /**
   * The number of retries that are under way, at least 1. Not together with a retry budget.
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
   * The number of streams on one HTTP/2 connection, at least 1.
   * @default - no limit (2^31-1)
   */
  readonly maxConcurrentStreams?: number;

  /**
   * Pings on HTTP/2 connections.
   * @default - none
   */
  readonly http2KeepAlive?: Http2KeepAlive;
}
