import { STATUS_CODES } from 'node:http';
import { fail } from '../ground/fail';
import { httpStatus } from './http-status';

/**
 * A failure after which a request is tried again.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter#x-envoy-retry-on
 */
export class RetryOn {
  /** The response is a 5xx, or there is none (disconnect, reset, timeout of the attempt). */
  public static readonly HTTP_5XX = new RetryOn('5xx');
  /** The response is 502, 503 or 504. */
  public static readonly GATEWAY_ERROR = new RetryOn('gateway-error');
  /** There is no response: disconnect, reset, timeout of the attempt. */
  public static readonly RESET = new RetryOn('reset');
  /** The connection broke before the request was sent. */
  public static readonly RESET_BEFORE_REQUEST = new RetryOn('reset-before-request');
  /** The connection could not be made. */
  public static readonly CONNECT_FAILURE = new RetryOn('connect-failure');
  /** The response is 409. */
  public static readonly RETRIABLE_4XX = new RetryOn('retriable-4xx');
  /** The destination refused the HTTP/2 stream, so the request was not processed. */
  public static readonly REFUSED_STREAM = new RetryOn('refused-stream');
  /** The response has one of the statuses that are given beside, as `RetryOn.status(...)`. */
  public static readonly RETRIABLE_STATUS_CODES = new RetryOn('retriable-status-codes');
  /** The response has a header that the request names in `x-envoy-retriable-header-names`. */
  public static readonly RETRIABLE_HEADERS = new RetryOn('retriable-headers');
  /** The response says that a rate limit was reached. */
  public static readonly ENVOY_RATELIMITED = new RetryOn('envoy-ratelimited');
  /** The request failed after an HTTP/3 connection was made. */
  public static readonly HTTP3_POST_CONNECT_FAILURE = new RetryOn('http3-post-connect-failure');
  /** gRPC status CANCELLED. */
  public static readonly CANCELLED = new RetryOn('cancelled');
  /** gRPC status DEADLINE_EXCEEDED. */
  public static readonly DEADLINE_EXCEEDED = new RetryOn('deadline-exceeded');
  /** gRPC status INTERNAL. */
  public static readonly INTERNAL = new RetryOn('internal');
  /** gRPC status RESOURCE_EXHAUSTED. */
  public static readonly RESOURCE_EXHAUSTED = new RetryOn('resource-exhausted');
  /** gRPC status UNAVAILABLE. */
  public static readonly UNAVAILABLE = new RetryOn('unavailable');

  /** The destination answered with this status, 200 to 599. A connection that broke does not count as 503 here. */
  public static status(status: number): RetryOn {
    return new RetryOn(`${status}`, status);
  }

  private constructor(private readonly text: string, private readonly code?: number) {}

  /** @internal */
  public _toSpec(place: string): string {
    if (this.code === undefined) return this.text;
    httpStatus(place, 'status of retryOn', this.code);
    if (!STATUS_CODES[this.code]) fail(place, `status ${this.code} of retryOn is none of HTTP, Istio refuses it`, 'use RetryOn.HTTP_5XX, or let the service answer with another');
    return this.text;
  }
}
