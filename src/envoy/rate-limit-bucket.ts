import { Duration } from 'cdk8s';

/** How many requests pass in a time: a bucket of tokens, of which each request takes one. */
export interface RateLimitBucket {
  /** The number of tokens that come back in each `per`, evenly; at least 1. */
  readonly requests: number;

  /** The time in which `requests` tokens come back, at least 50 ms. */
  readonly per: Duration;

  /**
   * The number of tokens in a full bucket, at least 1: so many requests pass at once when few have come for a while.
   *
   * @default - `requests`
   */
  readonly burst?: number;
}
