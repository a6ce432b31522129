import { Duration } from 'cdk8s';
import { HttpMethod } from '../match/http-method';
import { StringMatch } from '../match/string-match';

/** What happens to a preflight request from an origin that is not allowed. */
export enum UnmatchedPreflights {
  /** It goes on to the destination. */
  FORWARD = 'FORWARD',
  /** The proxy answers it, without leave. */
  IGNORE = 'IGNORE',
}

/**
 * Which pages of other origins may call a route from a browser.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy
 */
export interface CorsPolicy {
  /** The origins that may call, e.g. `StringMatch.exact('https://shop.example.com')`. At least one. */
  readonly allowOrigins: StringMatch[];

  /**
   * The methods that they may use.
   * @default - only those that need no preflight
   */
  readonly allowMethods?: HttpMethod[];

  /**
   * The headers that they may send.
   * @default - only those that need no preflight
   */
  readonly allowHeaders?: string[];

  /**
   * The headers of the response that they may read.
   * @default - only those that a browser always shows
   */
  readonly exposeHeaders?: string[];

  /**
   * How long a browser may keep the answer to a preflight, in whole seconds.
   * @default - the browser's own time
   */
  readonly maxAge?: Duration;

  /**
   * Whether they may send cookies and other credentials.
   * @default - false
   */
  readonly allowCredentials?: boolean;

  /**
   * What happens to a preflight from another origin.
   * @default UnmatchedPreflights.FORWARD
   */
  readonly unmatchedPreflights?: UnmatchedPreflights;
}
