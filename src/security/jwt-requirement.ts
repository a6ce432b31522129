import { JwtIssuer } from './jwt-issuer';
import { Operation } from './operation';

/** A claim that tokens have to have. */
export interface RequiredClaim {
  /** Its name; further names lead into nested claims. */
  readonly path: string[];
  /**
   * Texts, one of which it is, or has if it is a list: whole, or with `*` first or last. Istio compares no numbers and no booleans.
   * @default - any text, or a list of them
   */
  readonly values?: string[];
}

/** What requests have to have of a JWT. */
export interface JwtRequirement {
  /**
   * Requests that pass without: those that one of these takes, e.g. health checks of a load balancer. A token that they bring is still verified,
   * and refused with 401 if it is not valid. Only with conditions without `not...`. Hosts exempt whoever names them, so go by them at gateways only.
   * @default - none
   */
  readonly exempt?: Operation[];
  /**
   * For whom the token has to be made: one of these. Narrower than the audiences of the issuers.
   * @default - as the issuers say
   */
  readonly audiences?: string[];
  /**
   * Scopes that the token has to have, all of these: parts of its claim `scope`.
   * @default - none
   */
  readonly scopes?: string[];
  /**
   * Claims that the token has to have, all of these.
   * @default - none
   */
  readonly claims?: RequiredClaim[];
  /**
   * The ports that speak HTTP. For `access` of a service those of its Service, elsewhere those on which the Pods listen.
   * @default - all of HTTP if the ports are known; otherwise all, where Istio refuses what is not HTTP
   */
  readonly ports?: number[];
  /**
   * Whether proxies only count and log what would be refused. Invalid tokens are refused all the same.
   * @default false
   * @see https://istio.io/latest/docs/tasks/security/authorization/authz-dry-run/
   */
  readonly dryRun?: boolean;
}

/** Whose tokens requests to a service have to have, and what of these. */
export interface RequireJwtOptions extends JwtRequirement {
  /** Who makes the tokens. At least one. */
  readonly issuers: JwtIssuer[];
}
