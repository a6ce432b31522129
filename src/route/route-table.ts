import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail, placeOf } from '../ground/fail';
import { claim } from '../ground/one-writer';
import { HostReference, IHostRef } from '../host/host';
import { httpPorts, portList, portOf } from '../host/host-port';
import { takesAll } from '../match/takes-all';
import { HttpRoute, HttpRouteOptions } from './http-route';
import { httpRouteSpec } from './http-route-spec';

const tables = new WeakMap<IConstruct, Map<string, RouteTable>>();

/** The routes of one owner in their order: the first that takes a request decides, so the catch-all is the last. */
export class RouteTable {
  /** The routes that clients in the mesh follow to a host, if a construct of this app writes them. */
  static of(place: IConstruct, host: IHostRef): RouteTable | undefined {
    return tables.get(place.node.root)?.get(host.hostRef.fqdn);
  }

  /** Makes the routes that clients in the mesh follow to a host. There is one writer of them. */
  static forHost(writer: IConstruct, host: HostReference): RouteTable {
    claim(writer, `VirtualService of ${host.fqdn}`, 'add routes and versions to that one, or name another Service');
    const { root } = writer.node;
    let known = tables.get(root);
    if (!known) tables.set(root, known = new Map());
    const table = new RouteTable(writer, host);
    known.set(host.fqdn, table);
    return table;
  }

  private readonly routes = new Map<string, HttpRoute>();
  private last?: HttpRoute;

  /** `owner` is the host that the routes are for; a gateway has none. */
  constructor(private readonly place: IConstruct, private readonly owner?: HostReference) {}

  get isEmpty(): boolean {
    return this.routes.size === 0;
  }

  /** The route that takes what no other takes; without it those requests get 404. */
  get catchAll(): HttpRoute | undefined {
    return this.last?.isCatchAll ? this.last : undefined;
  }

  add(id: string, options: HttpRouteOptions): HttpRoute {
    this.checkPosition(id);
    const place = `${placeOf(this.place)}: route '${id}'`;
    const spec = httpRouteSpec(place, id, options, this.owner);
    this.checkPorts(place, spec);
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
    return port === undefined || !this.keepsPorts ? specs : specs.map((spec) => withPort(spec, this.owner!.fqdn, port));
  }

  private get keepsPorts(): boolean {
    return this.owner !== undefined && httpPorts(this.owner).length > 1;
  }

  private checkPosition(id: string): void {
    const { place, catchAll, routes } = this;
    if (id === '') fail(place, 'a route has an empty id', `give it a name, e.g. 'main'; it stands in access logs`);
    if (routes.has(id)) fail(place, `has a route '${id}' already, it has ${[...routes.keys()].join(', ')}`, 'name them apart');
    if (catchAll) {
      fail(place, `route '${id}' comes after the catch-all '${catchAll.name}', which takes every request`, 'add it before, or give that one a match');
    }
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

function withPort(spec: networking.HTTPRoute, fqdn: string, number: number): networking.HTTPRoute {
  const named = <T extends { readonly destination: networking.Destination }>(to: T): T =>
    (to.destination.host === fqdn && !to.destination.port ? { ...to, destination: { ...to.destination, port: { number } } } : to);
  return { ...spec, route: spec.route?.map(named), mirrors: spec.mirrors?.map(named) };
}
