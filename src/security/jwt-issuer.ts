import { Jwks } from './jwks';

/** A header in which requests bring tokens. */
export interface JwtHeader {
  /** The name of the header. */
  readonly name: string;
  /**
   * What stands before the token, with the space if there is one: `Bearer `.
   * @default - nothing
   */
  readonly prefix?: string;
}

/** A header that gets the value of a claim. */
export interface ClaimToHeader {
  /** The claim; `.` leads into nested ones, e.g. `realm.name`. */
  readonly claim: string;
  /** The header, of letters, digits, `-` and `_`. */
  readonly header: string;
}

/**
 * Who makes tokens, and how they are taken: a rule of a RequestAuthentication.
 *
 * @see https://istio.io/latest/docs/reference/config/security/jwt/#JWTRule
 */
export interface JwtIssuer {
  /**
   * The issuer as its tokens name it in their claim `iss`, to the letter: a final `/` counts.
   * @default - any issuer whose tokens the keys verify, e.g. tenants that share keys; then the keys need a URL
   */
  readonly issuer?: string;
  /**
   * Its public keys.
   * @default Jwks.discovered()
   */
  readonly jwks?: Jwks;
  /**
   * For whom tokens have to be made: one of these stands in their claim `aud`. Tokens for others are refused with 403.
   * @default - anybody, also others than this application
   */
  readonly audiences?: string[];
  /**
   * Headers in which requests bring tokens.
   * @default - `Authorization` behind `Bearer `, and the query parameter `access_token`; none if `fromParams` or `fromCookies` is given
   */
  readonly fromHeaders?: JwtHeader[];
  /**
   * Parameters of the query in which requests bring tokens. They are easily written to logs.
   * @default - `access_token`; none if `fromHeaders` or `fromCookies` is given
   */
  readonly fromParams?: string[];
  /**
   * Cookies in which requests bring tokens.
   * @default - none
   */
  readonly fromCookies?: string[];
  /**
   * Whether the request keeps the token on its way on. A service behind a gateway that asks for the token needs it, and so does whom it calls.
   * @default false
   */
  readonly forwardOriginalToken?: boolean;
  /**
   * A header that gets the claims of the token, as base64url of JSON. What the client says there is removed.
   * @default - none
   */
  readonly outputPayloadToHeader?: string;
  /**
   * Headers that get claims which are texts, numbers or booleans; others as base64url of JSON. What the client says there is removed.
   * @default - none
   */
  readonly outputClaimToHeaders?: ClaimToHeader[];
  /**
   * Claims that are lists written with spaces, so that policies see their parts. `scope` and `permission` always are. At most 64.
   * @default - none besides those two
   */
  readonly spaceDelimitedClaims?: string[];
}
