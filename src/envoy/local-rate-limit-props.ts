import { StringMatch } from '../match/string-match';
import { EnvoyRecipeOptions } from './envoy-recipe-options';
import { RateLimitAnswer } from './rate-limit-answer';
import { RateLimitBucket } from './rate-limit-bucket';
import { EnvoyRouteMatch } from './route-match';

/** A bucket of its own for some requests. */
export interface LocalRateLimitExtra {
  /** The headers that these requests have, all of them; also `:path` and `:method`. */
  readonly headers: { [name: string]: StringMatch };

  /** The bucket, shared by these requests. Its `per` is a multiple of that of the others. */
  readonly bucket: RateLimitBucket;
}

/** A limit of requests, and whose proxies keep it. */
export interface LocalRateLimitProps extends EnvoyRecipeOptions, RateLimitAnswer {
  /** How many requests pass. */
  readonly bucket: RateLimitBucket;

  /**
   * Buckets of their own for some requests; the first that fits is taken, and `bucket` is not.
   *
   * @default - all requests share `bucket`
   */
  readonly extras?: LocalRateLimitExtra[];

  /**
   * The port: inbound, that on which the Pod's container listens; of a gateway, that on which the proxy listens.
   *
   * @default - all ports, which share the bucket of a proxy only if they are of one listener's filter chain
   */
  readonly port?: number;

  /**
   * The routes whose requests are counted, each for itself. In gateways they have the names of the exposed host's routes.
   *
   * @default - all requests
   */
  readonly route?: EnvoyRouteMatch;

  /**
   * Whether each connection has a bucket of its own.
   *
   * @default false
   */
  readonly perConnection?: boolean;

  /**
   * The share of the requests over the limit that are refused, 0 to 100. At 0 they are counted only
   * (`http_local_rate_limiter.http_local_rate_limit.rate_limited`).
   *
   * @default 100
   */
  readonly enforcedPercent?: number;
}
