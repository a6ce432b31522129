import { Duration } from 'cdk8s';
import { networking } from '../api';
import { HttpMatch } from '../match/http-match';
import { CorsPolicy } from './cors-policy';
import { Fault } from './fault';
import { HttpHeaders } from './http-headers';
import { Mirror } from './mirror';
import { Retry } from './retry';
import { Rewrite } from './rewrite';
import { RouteAction } from './route-action';

/** What happens to requests on their way to the destination. */
export interface HttpTrafficOptions {
  /**
   * The time for a request with all its retries, at least 1 ms.
   * @default - no limit
   */
  readonly timeout?: Duration;

  /**
   * Whether failed requests are tried again.
   * @default - as the mesh says: two retries after connect-failure, refused-stream, unavailable, cancelled
   */
  readonly retry?: Retry;

  /**
   * A delay or an error that is made up for tests. Istio leaves out `timeout` and `retry` for requests that it hits.
   * @default - none
   */
  readonly fault?: Fault;

  /**
   * Destinations that get a copy of the requests.
   * @default - none
   */
  readonly mirrors?: Mirror[];

  /**
   * A change of the path or the authority.
   * @default - requests go on as they came
   */
  readonly rewrite?: Rewrite;

  /**
   * What happens to headers.
   * @default - headers stay as they are
   */
  readonly headers?: HttpHeaders;

  /**
   * Which pages of other origins may call from a browser.
   * @default - the destination answers that itself
   */
  readonly corsPolicy?: CorsPolicy;
}

/** What a route is made of. */
export interface HttpRouteOptions extends HttpTrafficOptions {
  /**
   * Which requests the route takes: those that fulfil one of the matches.
   * @default - all requests that no route before takes (the catch-all, which has to be the last route)
   */
  readonly match?: HttpMatch[];

  /** What happens to the requests. */
  readonly action: RouteAction;
}

/** A route for HTTP requests. Made by `addRoute`. */
export class HttpRoute {
  /** @internal */
  public static _of(name: string, isCatchAll: boolean, spec: networking.HTTPRoute): HttpRoute {
    return new HttpRoute(name, isCatchAll, spec);
  }

  /** The name of the route, which stands in access logs. */
  public readonly name: string;
  /** Whether the route takes every request. */
  public readonly isCatchAll: boolean;
  /** @internal */
  public readonly _spec: networking.HTTPRoute;

  private constructor(name: string, isCatchAll: boolean, spec: networking.HTTPRoute) {
    this.name = name;
    this.isCatchAll = isCatchAll;
    this._spec = spec;
  }
}
