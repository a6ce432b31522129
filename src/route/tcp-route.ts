import { networking } from '../api';
import { TcpMatch } from '../match/tcp-match';
import { ConnectionAction } from './connection-action';

/** What a TCP route is made of. */
export interface TcpRouteOptions {
  /**
   * Which connections the route takes: those that fulfil one of the matches.
   * @default - all connections that no route before takes (the catch-all, which has to be the last route)
   */
  readonly match?: TcpMatch[];

  /** What happens to the connections. */
  readonly action: ConnectionAction;
}

/**
 * A route for connections whose bytes the proxies do not look at. Made by `addTcpRoute`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#TCPRoute
 */
export class TcpRoute {
  /** @internal */
  public static _of(name: string, isCatchAll: boolean, spec: networking.TCPRoute): TcpRoute {
    return new TcpRoute(name, isCatchAll, spec);
  }

  /** The name of the route in errors; Istio has none for it. */
  public readonly name: string;
  /** Whether the route takes every connection. */
  public readonly isCatchAll: boolean;
  /** @internal */
  public readonly _spec: networking.TCPRoute;

  private constructor(name: string, isCatchAll: boolean, spec: networking.TCPRoute) {
    this.name = name;
    this.isCatchAll = isCatchAll;
    this._spec = spec;
  }
}
