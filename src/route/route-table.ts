import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { claim } from '../ground/one-writer';
import { PerApp } from '../ground/per-app';
import { HostReference, IHostRef } from '../host/host';
import { httpPorts, portList, portOf } from '../host/host-port';
import { httpCovers } from '../match/http-cover';
import { takesAll } from '../match/takes-all';
import { DelegateReference } from './delegate-ref';
import { Delegation } from './delegations';
import { hostOfDestination, isOf } from './destination-spec';
import { HttpRoute, HttpRouteOptions } from './http-route';
import { httpRouteSpec } from './http-route-spec';
import { routePlace } from './route-id';
import { TcpRouteTable } from './tcp-route-table';
import { TlsRouteTable } from './tls-route-table';

/** Whose routes they are. */
export interface RouteScope {
  /** The host that the routes are for; a gateway has none. */
  readonly owner?: HostReference;
  /** The names under which clients call it; the owner's name if it has one. */
  readonly hosts?: readonly string[];
  /** The namespace of the VirtualService; the owner's if it has one. */
  readonly namespace?: string;
  /** The routes are those that somebody else left to this VirtualService. */
  readonly delegate?: DelegateReference;
}

const tables = new PerApp(() => new Map<string, RouteTable>());

/** The routes of one owner in their order: the first that takes a request decides, so the catch-all is the last. TCP and TLS routes stand beside. */
export class RouteTable {
  /** The routes that clients in the mesh follow to a host, if a construct of this app writes them. */
  static of(place: IConstruct, host: IHostRef): RouteTable | undefined {
    return tables.of(place).get(host.hostRef.fqdn);
  }

  /** Makes the routes that clients in the mesh follow to a host. There is one writer of them. */
  static forHost(writer: IConstruct, host: HostReference): RouteTable {
    claim(writer, `VirtualService of ${host.fqdn}`, 'add routes and versions to that one, or name another Service');
    const table = new RouteTable(writer, { owner: host });
    tables.of(writer).set(host.fqdn, table);
    return table;
  }

  readonly tcp: TcpRouteTable;
  readonly tls: TlsRouteTable;
  /** The controller that makes the routes in the cluster, if one does; then there are none here. */
  keeper?: string;

  private readonly owner?: HostReference;
  private readonly routes = new Map<string, HttpRoute>();
  private last?: HttpRoute;

  constructor(private readonly place: IConstruct, private readonly scope: RouteScope = {}) {
    const { owner, hosts = owner ? [owner.fqdn] : [] } = scope;
    this.owner = owner;
    this.tcp = new TcpRouteTable(place, owner);
    this.tls = new TlsRouteTable(place, { hosts, owner });
  }

  get isEmpty(): boolean {
    return this.routes.size === 0;
  }

  /** The route that takes what no other takes; without it those requests get 404. */
  get catchAll(): HttpRoute | undefined {
    return this.last?.isCatchAll ? this.last : undefined;
  }

  add(id: string, options: HttpRouteOptions): HttpRoute {
    const place = routePlace(this.place, id, this.routes.keys());
    this.checkPosition(id);
    const spec = httpRouteSpec(place, id, options, this.owner);
    this.checkPorts(place, spec);
    this.checkClaims(place, spec);
    this.checkReached(place, spec);
    this.checkDelegation(place, spec);
    const route = HttpRoute._of(id, !spec.match || spec.match.some(takesAll), spec);
    this.routes.set(id, route);
    this.last = route;
    return route;
  }

  /**
   * The routes as they stand in a VirtualService. `port` is for destinations that keep the port which the client called:
   * a gateway has other ports than the host, so it has to name one of the host's.
   */
  toSpec(port?: number): networking.HTTPRoute[] {
    const specs = [...this.routes.values()].map((route) => route._spec);
    return port === undefined || !this.keepsPorts ? specs : specs.map((spec) => withPort(spec, this.owner!, port));
  }

  private get keepsPorts(): boolean {
    return this.owner !== undefined && httpPorts(this.owner).length > 1;
  }

  private checkPosition(id: string): void {
    const { place, catchAll } = this;
    if (catchAll) {
      fail(place, `route '${id}' comes after the catch-all '${catchAll.name}', which takes every request`, 'add it before, or give that one a match');
    }
  }

  /** A match that a route before takes whole is a mistake, whatever its own route does. What delegates may leave requests over. */
  private checkReached(place: string, spec: networking.HTTPRoute): void {
    for (const { name, _spec } of this.routes.values()) {
      if (_spec.delegate) continue;
      const taken = spec.match?.findIndex((match) => _spec.match?.some((earlier) => httpCovers(earlier, match))) ?? -1;
      if (taken >= 0) {
        fail(place, `${spec.match!.length === 1 ? 'its match' : `match ${taken + 1}`} is never reached, route '${name}' before takes all its requests`,
          'add it before that one, or match more narrowly there');
      }
    }
  }

  private checkClaims(place: string, spec: networking.HTTPRoute): void {
    const { owner, delegate } = this.scope;
    if (!owner && !delegate) return;
    const names = spec.match?.flatMap(({ headers, withoutHeaders }) => Object.keys({ ...headers, ...withoutHeaders }));
    const claimed = names?.find((name) => name.startsWith('@'));
    if (claimed) fail(place, `it matches '${claimed}', claims of a token are known at gateways only`, 'add the route to an exposed host of a gateway');
  }

  private checkDelegation(place: string, spec: networking.HTTPRoute): void {
    const { match, delegate } = spec;
    const { delegate: own, owner, namespace = owner?.namespace } = this.scope;
    if (own && delegate) fail(place, 'it delegates, but is a delegated route itself', 'delegate to both from the VirtualService with hosts');
    if (own) Delegation.of(this.place, own).addInner({ place, spec });
    if (delegate) Delegation.of(this.place, delegate as DelegateReference).addOuter({ place, matches: match, namespace });
  }

  private checkPorts(place: string, spec: networking.HTTPRoute): void {
    const { owner } = this;
    if (!owner) return;
    if (httpPorts(owner).length === 0) {
      fail(place, `HTTP routes do not apply to ${owner.fqdn}, its ports are ${portList(owner)}`, 'declare an HTTP port, e.g. ServicePort.http(8080)');
    }
    for (const { port } of spec.match ?? []) {
      if (port !== undefined) portOf(place, owner, port);
    }
  }
}

function withPort(spec: networking.HTTPRoute, owner: HostReference, number: number): networking.HTTPRoute {
  const named = <T extends { readonly destination: networking.Destination }>(to: T): T =>
    (!to.destination.port && isOf(owner, hostOfDestination(to.destination)!) ? { ...to, destination: { ...to.destination, port: { number } } } : to);
  return { ...spec, route: spec.route?.map(named), mirrors: spec.mirrors?.map(named) };
}
