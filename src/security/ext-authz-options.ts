import { Duration } from 'cdk8s';

/** How much of a request's body an external authorizer sees. */
export interface ExtAuthzRequestBody {
  /** As many bytes are kept back for it. */
  readonly maxRequestBytes: number;
  /**
   * Whether it gets the beginning of longer bodies. Without, such requests are refused with 413.
   * @default false
   */
  readonly allowPartialMessage?: boolean;
  /**
   * Whether it gets raw bytes, not text in UTF-8. Only for gRPC.
   * @default false
   */
  readonly packAsBytes?: boolean;
}

/** How an external authorizer is asked by gRPC. */
export interface GrpcExtAuthzOptions {
  /**
   * The port of its service.
   * @default - its only port of gRPC or HTTP/2; an error if there are several
   */
  readonly port?: number;
  /**
   * How long it may take, before it counts as one that does not answer.
   * @default - 10 minutes
   */
  readonly timeout?: Duration;
  /**
   * Whether requests pass while it does not answer, or answers with an error.
   * @default false
   */
  readonly failOpen?: boolean;
  /**
   * Whether the route of a request is chosen anew when it changed headers.
   * @default false
   */
  readonly clearRouteCache?: boolean;
  /**
   * The HTTP status of requests that are refused because it does not answer.
   * @default 403
   */
  readonly statusOnError?: number;
  /**
   * The body as it gets it.
   * @default - without a body
   */
  readonly includeRequestBodyInCheck?: ExtAuthzRequestBody;
}

/** How an external authorizer is asked by HTTP: with the method and path of the request, and those of its headers that are named here. */
export interface HttpExtAuthzOptions {
  /**
   * The port of its service.
   * @default - its only port of HTTP; an error if there are several
   */
  readonly port?: number;
  /**
   * How long it may take, before it counts as one that does not answer.
   * @default - 10 minutes
   */
  readonly timeout?: Duration;
  /**
   * Whether requests pass while it does not answer, or answers with a status from 500 on.
   * @default false
   */
  readonly failOpen?: boolean;
  /**
   * Whether the route of a request is chosen anew when it changed headers.
   * @default false
   */
  readonly clearRouteCache?: boolean;
  /**
   * The HTTP status of requests that are refused because it does not answer.
   * @default 403
   */
  readonly statusOnError?: number;
  /**
   * The body as it gets it.
   * @default - without a body
   */
  readonly includeRequestBodyInCheck?: ExtAuthzRequestBody;
  /**
   * Put before the path of the request, e.g. `/check`.
   * @default - none
   */
  readonly pathPrefix?: string;
  /**
   * Headers of the request that it gets besides Host, Method, Path, Content-Length and Authorization: whole, `x-*` or `*-id`.
   * @default - none
   */
  readonly includeRequestHeadersInCheck?: string[];
  /**
   * Further headers that it gets, with these values.
   * @default - none
   */
  readonly includeAdditionalHeadersInCheck?: { [name: string]: string };
  /**
   * Headers of its answer that the workload gets when a request passes: whole, `x-*` or `*-id`. They replace those of the request.
   * @default - none
   */
  readonly headersToUpstreamOnAllow?: string[];
  /**
   * Headers of its answer that the client gets when a request passes, e.g. a cookie.
   * @default - none
   */
  readonly headersToDownstreamOnAllow?: string[];
  /**
   * Headers of its answer that the client gets when a request is refused, e.g. `location`.
   * @default - all
   */
  readonly headersToDownstreamOnDeny?: string[];
}
