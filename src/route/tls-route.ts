import { networking } from '../api';
import { TlsMatch } from '../match/tls-match';
import { ConnectionAction } from './connection-action';

/** What a TLS route is made of. */
export interface TlsRouteOptions {
  /**
   * Which connections the route takes: those that fulfil one of the matches.
   * @default - all connections to the names of the host that the routes are for
   */
  readonly match?: TlsMatch[];

  /** What happens to the connections. */
  readonly action: ConnectionAction;
}

/**
 * A route for TLS connections that the proxies do not open. Made by `addTlsRoute`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSRoute
 */
export class TlsRoute {
  /** @internal */
  public static _of(name: string, spec: networking.TLSRoute): TlsRoute {
    return new TlsRoute(name, spec);
  }

  /** The name of the route in errors; Istio has none for it. */
  public readonly name: string;
  /** @internal */
  public readonly _spec: networking.TLSRoute;

  private constructor(name: string, spec: networking.TLSRoute) {
    this.name = name;
    this._spec = spec;
  }
}
