import { Duration } from 'cdk8s';

/** From where a browser sends the cookie. */
export enum FlaggerSameSite { STRICT = 'STRICT', LAX = 'LAX', NONE = 'NONE' }

/**
 * A cookie by which clients stay at the canary that answered them once.
 *
 * @see https://docs.flagger.app/tutorials/istio-progressive-delivery#session-affinity
 */
export interface FlaggerSessionAffinity {
  /** The name of the canary's cookie. Flagger makes its value for each canary. */
  readonly cookieName: string;
  /**
   * The name of a cookie by which other clients stay at the stable version for an interval of the analysis.
   * @default - they do not stay
   */
  readonly primaryCookieName?: string;
  /**
   * How long the canary's cookie lasts, in whole seconds.
   * @default Duration.days(1)
   */
  readonly maxAge?: Duration;
  /**
   * The host to which the cookie is sent.
   * @default - that of the request
   */
  readonly domain?: string;
  /**
   * The path below which the cookie is sent.
   * @default - that of the request
   */
  readonly path?: string;
  /**
   * Whether the cookie is hidden from scripts.
   * @default false
   */
  readonly httpOnly?: boolean;
  /**
   * Whether the cookie is sent over HTTPS only.
   * @default false
   */
  readonly secure?: boolean;
  /**
   * Whether the cookie is kept apart for each top-level site.
   * @default false
   */
  readonly partitioned?: boolean;
  /**
   * Whether the cookie is sent with requests from other sites.
   * @default - the browser decides
   */
  readonly sameSite?: FlaggerSameSite;
}
