import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { hostName } from '../ground/names';
import { IRouteGateway } from '../host/route-gateway';
import { connectionSpec } from './connection-spec';

/** The conditions of one `TlsMatch`; a connection has to fulfil all of them. */
export interface TlsMatchConditions {
  /**
   * The server names (SNI), one of which the client asks for: DNS names, `*.` before one for all names below it.
   * Proxies take the route with the most specific name, whatever the order of the routes.
   * @default - the names of the host that the routes are for
   */
  readonly sniHosts?: string[];

  /**
   * The port of the host that the client called; at a gateway the port of the listener.
   * @default - any port
   */
  readonly port?: number;

  /**
   * Addresses (`10.1.2.3`) or subnets (`10.1.0.0/16`), one of which the client called. For hosts with several addresses, in the mesh only.
   * @default - any address of the host
   */
  readonly destinationSubnets?: string[];

  /**
   * Labels of the calling workload. Selects whose proxies get the route.
   * @default - any workload
   */
  readonly sourceLabels?: { [key: string]: string };

  /**
   * The namespace of the calling workload. Selects whose proxies get the route.
   * @default - any namespace
   */
  readonly sourceNamespace?: string;

  /**
   * The gateways, one of which the connection comes through. `RouteGateway.MESH` stands for those that come through none.
   * @default - all for which the routes are
   */
  readonly gateways?: IRouteGateway[];
}

/**
 * Which TLS connections a route takes, by what their first message says in clear. The proxies do not open them.
 * The conditions of one match all have to hold; several matches of a route are alternatives.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSMatchAttributes
 */
export class TlsMatch {
  /** All of the conditions. */
  public static all(conditions: TlsMatchConditions): TlsMatch {
    return new TlsMatch(conditions);
  }

  /** One of these server names (SNI). */
  public static sniHosts(...names: string[]): TlsMatch {
    return new TlsMatch({ sniHosts: names });
  }

  private constructor(private readonly conditions: TlsMatchConditions) {}

  /** `hosts` are the names of the host that the routes are for. @internal */
  public _toSpec(place: IConstruct | string, hosts: readonly string[]): networking.TLSMatchAttributes {
    const { sniHosts } = this.conditions;
    return { sniHosts: sniHosts ? serverNames(place, sniHosts) : [...hosts], ...connectionSpec(place, this.conditions) };
  }
}

function serverNames(place: IConstruct | string, names: string[]): string[] {
  if (names.length === 0) fail(place, 'sniHosts is empty, at least one is needed', 'name one, or leave sniHosts out for the names of the host');
  const lower = names.map((name) => hostName(place, 'server name', name, true).toLowerCase());
  const twice = lower.find((name, i) => lower.indexOf(name) !== i);
  if (twice) fail(place, `sniHosts names '${twice}' twice`, 'name it once');
  return lower;
}
