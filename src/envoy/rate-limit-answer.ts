/** What a client is told whose request is over a limit. */
export interface RateLimitAnswer {
  /**
   * The HTTP status, 400 to 599.
   *
   * @default 429
   */
  readonly status?: number;

  /**
   * Headers of the answer by name in lower case.
   *
   * @default - none
   */
  readonly responseHeaders?: { [name: string]: string };

  /**
   * Whether all answers say in `x-ratelimit-limit`, `x-ratelimit-remaining` and `x-ratelimit-reset` how much is left.
   *
   * @default false
   */
  readonly rateLimitHeaders?: boolean;

  /**
   * Whether gRPC clients are told RESOURCE_EXHAUSTED instead of UNAVAILABLE, which many of them try again.
   *
   * @default false
   */
  readonly grpcResourceExhausted?: boolean;
}
