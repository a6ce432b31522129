import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { HostReference } from '../host/host';
import { tcpPorts } from '../host/host-port';
import { sourceCovers, sourcesMeet } from '../match/source-cover';
import { checkConnectionPorts, ConnectionPorts } from './connection-ports';
import { routePlace } from './route-id';
import { TcpRoute, TcpRouteOptions } from './tcp-route';

type Match = networking.L4MatchAttributes;

const PORTS: ConnectionPorts = { kind: 'TCP', of: tcpPorts, example: 'ServicePort.tcp(9000)' };

/** The TCP routes of one owner in their order: the first that takes a connection decides. */
export class TcpRouteTable {
  private readonly routes = new Map<string, TcpRoute>();

  /** `owner` is the host that the routes are for; a gateway has none. */
  constructor(private readonly place: IConstruct, private readonly owner?: HostReference) {}

  get isEmpty(): boolean {
    return this.routes.size === 0;
  }

  add(id: string, { match, action }: TcpRouteOptions): TcpRoute {
    const { owner, routes } = this;
    const place = routePlace(this.place, id, routes.keys());
    if (match?.length === 0) fail(place, 'match is empty', 'give a match, or leave it out to take every connection');
    const spec = { match: match?.map((one) => one._toSpec(place)), route: action._toSpec(place, owner, tcpPorts) };
    if (owner) checkConnectionPorts(place, PORTS, owner, spec.match ?? []);
    for (const one of spec.match ?? [{}]) this.checkReached(place, one);
    const route = TcpRoute._of(id, !match, spec);
    routes.set(id, route);
    return route;
  }

  toSpec(): networking.TCPRoute[] {
    return [...this.routes.values()].map((route) => route._spec);
  }

  private checkReached(place: string, match: Match): void {
    for (const { name, _spec } of this.routes.values()) {
      for (const earlier of _spec.match ?? [{}]) {
        if (covers(earlier, match)) {
          fail(place, `a match is never reached, route '${name}' before takes all its connections`, 'add it before that one, or tell them apart');
        }
        const subnet = sourcesMeet(earlier, match) ? shared(earlier, match) : undefined;
        if (subnet) {
          fail(place, `destination subnet '${subnet}' is one of route '${name}' too, the proxies refuse both`, 'name it in one of them, or tell them apart by port');
        }
      }
    }
  }
}

function covers(wide: Match, narrow: Match): boolean {
  const { destinationSubnets } = wide;
  return sourceCovers(wide, narrow)
    && (!destinationSubnets || (narrow.destinationSubnets?.every((subnet) => destinationSubnets.includes(subnet)) ?? false));
}

function shared(a: Match, b: Match): string | undefined {
  return a.destinationSubnets?.find((subnet) => b.destinationSubnets?.includes(subnet));
}
