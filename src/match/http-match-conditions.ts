import { IRouteGateway } from '../host/route-gateway';
import { HttpMethod } from './http-method';
import { StringMatch } from './string-match';

/** A cookie of a request. */
export interface CookieMatch {
  /** The name of the cookie; upper and lower case differ. */
  readonly name: string;
  /** Its value. A regex should not fit what stands behind the cookie: write `[^;]*` for any text. */
  readonly value: StringMatch;
}

/** A claim of a JWT. */
export interface ClaimMatch {
  /** The name of the claim; further names lead into nested claims. */
  readonly path: string[];
  /** Its value, or one of its values if it is a list. Texts only: Istio compares no numbers and no booleans. */
  readonly value: StringMatch;
}

/** The conditions of one `HttpMatch`; a request has to fulfil all of them. */
export interface HttpMatchConditions {
  /**
   * The path of the request, without the query; begins with `/`.
   * @default - any path
   */
  readonly uri?: StringMatch;

  /**
   * Whether upper and lower case are the same in an exact or prefix `uri`.
   * @default false
   */
  readonly ignoreUriCase?: boolean;

  /**
   * The scheme of the request, `http` or `https`.
   * @default - any scheme
   */
  readonly scheme?: StringMatch;

  /**
   * The methods, one of which the request has.
   * @default - any method
   */
  readonly methods?: HttpMethod[];

  /**
   * The authority (HTTP/1.1: the `Host` header) of the request.
   * @default - any authority among the hosts of the route
   */
  readonly authority?: StringMatch;

  /**
   * Headers by name in lower case, e.g. `x-request-id`; all of them have to match.
   * @default - any headers
   */
  readonly headers?: { [name: string]: StringMatch };

  /**
   * Headers by name in lower case, none of which may match.
   * @default - none
   */
  readonly withoutHeaders?: { [name: string]: StringMatch };

  /**
   * Parameters of the query by name; all of them have to match.
   * @default - any query
   */
  readonly queryParams?: { [name: string]: StringMatch };

  /**
   * A cookie of the request. Not together with a header `cookie`.
   * @default - any cookies
   */
  readonly cookie?: CookieMatch;

  /**
   * Claims of the JWT that a `JwtAuthentication` of the gateway accepted; all of them have to match. At gateways only.
   * @default - any claims, also no JWT
   */
  readonly claims?: ClaimMatch[];

  /**
   * Claims of the JWT, none of which may match; so a request without a JWT fits. At gateways only.
   * @default - none
   */
  readonly withoutClaims?: ClaimMatch[];

  /**
   * The port of the host that the client called.
   * @default - any port
   */
  readonly port?: number;

  /**
   * Labels of the calling workload. Selects whose proxies get the route; gateways never fit.
   * @default - any workload
   */
  readonly sourceLabels?: { [key: string]: string };

  /**
   * The namespace of the calling workload. Selects whose proxies get the route.
   * @default - any namespace
   */
  readonly sourceNamespace?: string;

  /**
   * The gateways, one of which the request comes through. `RouteGateway.MESH` stands for requests that come through none.
   * Not together with `sourceLabels` and `sourceNamespace`, which Istio ignores then.
   * @default - all for which the routes are
   */
  readonly gateways?: IRouteGateway[];

  /**
   * A name for the match, which stands in access logs behind that of the route.
   * @default - none
   */
  readonly name?: string;

  /**
   * What the statistics of these requests begin with, in each proxy: `vhost.<name>.route.<statPrefix>.*`. No condition.
   * @default - no statistics for the route
   */
  readonly statPrefix?: string;
}
