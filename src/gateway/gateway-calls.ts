import { Construct } from 'constructs';
import { networking } from '../api';
import { placeOf } from '../ground/fail';
import { IClientRef } from '../host/client';
import { HostReference } from '../host/host';
import { destinationsAt, destinationsOf, destinationsOfRoute, RoutedDestination } from '../route/route-destinations';
import { RouteTable } from '../route/route-table';
import { CallGraph } from '../security/call-graph';
import { GatewayReference } from './gateway-ref';

/** What a gateway sends to the hosts behind it are calls of its proxies: who exposes a host, or routes to one, declares that. */
export class GatewayCalls {
  private readonly caller?: IClientRef;

  public constructor(private readonly place: Construct, { proxies }: GatewayReference) {
    this.caller = proxies && { clientRef: proxies };
  }

  /** Calls of a host that follow its routes in the mesh, while there are none here. */
  public exposed(host: HostReference, port: number, counts?: () => boolean): void {
    this.add({ to: host, port }, true, counts);
  }

  /** Calls of the hosts to which a route leads. */
  public routed(route: networking.HTTPRoute): void {
    for (const destination of destinationsOfRoute(this.place, route)) this.add(destination, false);
  }

  /** Calls of the hosts that share connections. */
  public connected(shares: networking.RouteDestination[]): void {
    for (const destination of destinationsAt('', shares)) this.add(destination, false);
  }

  /** Errors about delegated routes that lead where nobody declared a call: they may be added after the route that delegates. */
  public missing(table: RouteTable): string[] {
    const { place, caller } = this;
    if (!caller) return [];
    const graph = CallGraph.of(place);
    const missing = destinationsOf(place, table).filter(({ to }) => graph.isWatched(to.namespace) && !graph.has(caller, to.fqdn));
    return missing.map(({ route, to }) => (
      `${placeOf(place)}: the delegated route '${route}' leads to ${to.fqdn}, and nobody declared that the gateway calls that; declare it by calledBy() of its MeshService, `
      + 'or add that route before the one that delegates'
    ));
  }

  private add({ to, port }: Omit<RoutedDestination, 'route'>, followsRoutes: boolean, counts?: () => boolean): void {
    const { place, caller } = this;
    if (!caller) return;
    const conditions = port === undefined || to.ports.length === 1 ? {} : { ports: [port] };
    CallGraph.of(place).addEdge({ place, caller, host: to, conditions, ofGateway: true, followsRoutes, counts });
  }
}

/** The calls by connections: of the hosts that share them, else of the host itself. */
export function callsOfConnections(
  place: Construct, gateway: GatewayReference, host: HostReference, port: number, shares?: networking.RouteDestination[],
): void {
  const calls = new GatewayCalls(place, gateway);
  if (shares) calls.connected(shares);
  else calls.exposed(host, port);
}
