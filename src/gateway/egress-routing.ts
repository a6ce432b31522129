import { networking } from '../api';
import { HostReference } from '../host/host';
import { httpPorts } from '../host/host-port';
import { meshRoutesOfPort } from '../route/mesh-routes-of-port';
import { RouteTable } from '../route/route-table';
import { EgressClients } from './egress-clients';
import { EgressPassage } from './egress-passage';

type Match = networking.HTTPMatchRequest;
type Route = networking.HTTPRoute;
type Routes = Pick<networking.VirtualServiceSpec, 'http' | 'tls' | 'tcp'>;

/** In it a proxy tells the identity of its client, which is nobody's business outside. */
const CLIENT_CERTIFICATE = 'x-forwarded-client-cert';

/** What decides on the routes to a host outside. */
export interface EgressRoutingProps {
  readonly host: HostReference;
  readonly clients?: EgressClients;
  readonly passage?: EgressPassage;
  /** The routes that were added for the host. */
  readonly routes: () => RouteTable | undefined;
}

/**
 * The routes to a host outside: of its clients, and of the gateway between. They are of two VirtualServices, each for its own proxies: in one, a
 * gateway could send requests to itself, and Istio does not look at the labels of a client where a match names gateways.
 */
export class EgressRouting {
  public constructor(private readonly props: EgressRoutingProps) {}

  /** The routes of clients. */
  public ofClients(): Routes {
    const { host, passage } = this.props;
    return {
      http: some(httpPorts(host).flatMap(({ number }) => [...this.calls(number), ...this.refusal(number)])),
      tls: passage && some(host.ports.filter((port) => port._isTls).map(({ number }) => (
        { match: [{ port: number, sniHosts: [host.fqdn] }], route: [{ destination: passage.destination(number) }] }
      ))),
      tcp: passage && some(host.ports.filter((port) => port._isOpaque).map(({ number }) => (
        { match: [{ port: number }], route: [{ destination: passage.destination(number) }] }
      ))),
    };
  }

  /** The routes of the gateway. What is no HTTP comes to it as bytes, by the SNI of the mesh's own TLS. */
  public ofGateway(): Routes {
    const { host: { fqdn, ports }, host } = this.props;
    return {
      http: some(httpPorts(host).flatMap(({ number }) => this.toHost(number, [{ port: number }]).map(withoutIdentity))),
      tcp: some(ports.filter((port) => !port._isHttp).map(({ number }) => (
        { match: [{ port: number }], route: [{ destination: { host: fqdn, port: { number } } }] }
      ))),
    };
  }

  private calls(port: number): Route[] {
    const { passage, clients } = this.props;
    const match = clients?.sources.map((source) => ({ port, ...source })) ?? [{ port }];
    return passage ? [{ name: 'to-gateway', match, route: [{ destination: passage.destination(port) }] }] : this.toHost(port, match);
  }

  /** Without it, proxies that find no route of theirs would call the host themselves. */
  private refusal(port: number): Route[] {
    const { host, clients } = this.props;
    if (!clients) return [];
    return [{ name: 'refused', match: [{ port }], directResponse: { status: 403, body: { string: `${host.fqdn} is not open to this workload` } } }];
  }

  private toHost(port: number, from: Match[]): Route[] {
    const { host, routes } = this.props;
    const own = meshRoutesOfPort(routes()?.toSpec(port) ?? [], port);
    const all: Route[] = own.length > 0 ? own : [{ name: 'to-host', route: [{ destination: { host: host.fqdn, port: { number: port } } }] }];
    return all.map((route) => ({ ...route, match: (route.match ?? [{}]).flatMap((match) => from.map((also) => ({ ...match, ...also }))) }));
  }
}

function withoutIdentity(route: Route): Route {
  if (!route.route) return route;
  const { request, ...headers } = route.headers ?? {};
  return { ...route, headers: { ...headers, request: { ...request, remove: [...request?.remove ?? [], CLIENT_CERTIFICATE] } } };
}

function some<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}
