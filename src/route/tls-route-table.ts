import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { HostReference } from '../host/host';
import { tlsPorts } from '../host/host-port';
import { sourceCovers, sourcesMeet } from '../match/source-cover';
import { checkConnectionPorts, ConnectionPorts } from './connection-ports';
import { routePlace } from './route-id';
import { TlsRoute, TlsRouteOptions } from './tls-route';

type Match = networking.TLSMatchAttributes;

const PORTS: ConnectionPorts = { kind: 'TLS', of: tlsPorts, example: 'ServicePort.tls(443)' };

/** Whose routes they are. */
export interface TlsRouteScope {
  /** The names that clients ask for if a match does not say it. */
  readonly hosts: readonly string[];
  /** The host that the routes are for; a gateway has none. */
  readonly owner?: HostReference;
}

/**
 * The TLS routes of one owner. Proxies tell them apart by the server name, the most specific first, and refuse a name that stands
 * twice; the order only counts for matches that ask for the same names.
 */
export class TlsRouteTable {
  private readonly routes = new Map<string, TlsRoute>();

  constructor(private readonly place: IConstruct, private readonly scope: TlsRouteScope) {}

  get isEmpty(): boolean {
    return this.routes.size === 0;
  }

  add(id: string, { match, action }: TlsRouteOptions): TlsRoute {
    const { routes, scope: { hosts, owner } } = this;
    const place = routePlace(this.place, id, routes.keys());
    if (match?.length === 0) fail(place, 'match is empty', 'give a match, or leave it out to take all connections to the host');
    const matches = match?.map((one) => one._toSpec(place, hosts)) ?? [{ sniHosts: [...hosts] }];
    const route = action._toSpec(place, owner, tlsPorts);
    if (owner) checkConnectionPorts(place, PORTS, owner, matches);
    for (const one of matches) this.checkReached(place, one);
    const added = TlsRoute._of(id, { match: matches, route });
    routes.set(id, added);
    return added;
  }

  toSpec(): networking.TLSRoute[] {
    return [...this.routes.values()].map((route) => route._spec);
  }

  /** The names that the routes ask for, each once. */
  get sniHosts(): string[] {
    return [...new Set(this.toSpec().flatMap(({ match }) => match.flatMap(({ sniHosts }) => sniHosts)))];
  }

  private checkReached(place: string, match: Match): void {
    for (const { name, _spec } of this.routes.values()) {
      for (const earlier of _spec.match) {
        if (!sourcesMeet(earlier, match)) continue;
        if (sameNames(earlier, match)) {
          if (!sourceCovers(earlier, match)) continue;
          fail(place, `a match is never reached, route '${name}' takes all its connections`, 'add it before that one, or tell them apart');
        }
        const host = shared(earlier, match);
        if (host) fail(place, `server name '${host}' is one of route '${name}' too, the proxies refuse both`, 'name it in one of them');
      }
    }
  }
}

/** Whether istiod takes two matches for the same one and writes the first only. */
function sameNames(a: Match, b: Match): boolean {
  return [a.sniHosts.join(), a.destinationSubnets?.join()].join('|') === [b.sniHosts.join(), b.destinationSubnets?.join()].join('|');
}

function shared(a: Match, b: Match): string | undefined {
  const subnets = a.destinationSubnets ?? [];
  const apart = a.destinationSubnets && b.destinationSubnets ? !subnets.some((subnet) => b.destinationSubnets!.includes(subnet)) : false;
  const alone = !a.destinationSubnets !== !b.destinationSubnets;
  return apart || alone ? undefined : a.sniHosts.find((host) => b.sniHosts.includes(host));
}
