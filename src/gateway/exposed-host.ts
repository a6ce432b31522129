import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { dnsName, hostName } from '../ground/names';
import { claim } from '../ground/one-writer';
import { IHostRef } from '../host/host';
import { httpPorts, portList, portOf } from '../host/host-port';
import { PortProtocol } from '../host/service-port';
import { HttpRoute, HttpRouteOptions } from '../route/http-route';
import { RouteTable } from '../route/route-table';
import { GatewayReference, IGatewayRef } from './gateway-ref';
import { Listener } from './listener';
import { describe, serving } from './listener-set';
import { fromPorts, meshRoutesOfPort } from './routes-at-gateway';

/** How a host of the mesh is seen from outside. */
export interface ExposedHostOptions {
  /**
   * The names under which clients call it: DNS names, `*.` before one for all names below it, or `*`.
   * A listener of the gateway must serve each of them.
   */
  readonly hosts: string[];
  /**
   * The port of the host to which requests go.
   * @default - its only port, or its only HTTP port; an error if it has several
   */
  readonly port?: number;
  /**
   * The listeners on which it is exposed, of those that were added to the gateway.
   * @default - all that serve the names
   */
  readonly listeners?: Listener[];
}

/** What an exposed host is made of. */
export interface ExposedHostProps extends ExposedHostOptions {
  /** The gateway that clients come through. */
  readonly gateway: IGatewayRef;
  /** The host of the mesh that answers them. */
  readonly host: IHostRef;
}

/**
 * A host of the mesh that a gateway serves under public names: one `VirtualService`, the only one of these names at this gateway.
 *
 * Requests follow the routes added here. Without any they follow the routes that the host has in the mesh, so that a canary
 * holds for them too, and without those they go to the host's port.
 *
 * The object is named `<gateway>-<id>` and lives in the gateway's namespace, exported to it only: no sidecar loads it, the
 * mesh's `defaultVirtualServiceExportTo` cannot hide it from the gateway, and the gateway's owner alone decides who answers
 * for a public name. Destinations are full names, so they may be of any namespace.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/
 */
export class ExposedHost extends Construct {
  /** The names under which clients call it, in lower case. */
  public readonly hosts: string[];
  /** The port of the host to which requests go. */
  public readonly port: number;

  private readonly gateway: GatewayReference;
  private readonly host: IHostRef;
  private readonly listeners?: Listener[];
  private readonly routes: RouteTable;

  public constructor(scope: Construct, id: string, props: ExposedHostProps) {
    super(scope, id);
    this.gateway = props.gateway.gatewayRef;
    this.host = props.host;
    this.listeners = props.listeners;
    this.hosts = props.hosts.map((host) => host.toLowerCase());
    this.checkHosts();
    this.checkListeners();
    this.port = this.portFor(props.port);
    this.routes = new RouteTable(this);
    this.makeVirtualService(id);
  }

  /**
   * Adds a route. Routes are tried in the order of the calls; the first that matches wins, and a request that none
   * matches gets 404. With the first call the routes of the mesh hold here no more.
   *
   * Another service shares the public name by a route whose action forwards to it.
   */
  public addRoute(id: string, options: HttpRouteOptions): HttpRoute {
    return this.routes.add(id, options);
  }

  private checkHosts(): void {
    const { hosts, gateway } = this;
    if (hosts.length === 0) fail(this, 'it has no public hosts, at least one is needed', `name them, e.g. hosts: ['shop.example.com']`);
    hosts.forEach((host, i) => {
      hostName(this, 'public host', host, true);
      if (hosts.indexOf(host) !== i) fail(this, `it names public host '${host}' twice`, 'name it once');
      claim(this, `route of '${host}' at gateway '${gateway.namespace}/${gateway.name}'`, 'add a route there with addRoute(), its action may forward to any host');
    });
  }

  private checkListeners(): void {
    const { hosts, gateway, listeners = gateway.listeners } = this;
    if (listeners.some((listener) => !gateway.listeners.includes(listener))) {
      fail(this, `it names a listener that gateway '${gateway.namespace}/${gateway.name}' does not have`, 'pass what addListener() of this gateway returned');
    }
    for (const host of hosts) {
      if (serving(listeners, host).length === 0) {
        fail(this, `no listener serves '${host}' (listeners: ${describe(listeners)})`, `add one with addListener() before, e.g. Listener.http({ hosts: ['${host}'] })`);
      }
    }
  }

  private portFor(wanted?: number): number {
    const { hostRef } = this.host;
    const candidates = hostRef.ports.length === 1 ? hostRef.ports : httpPorts(hostRef);
    if (wanted === undefined && candidates.length !== 1) {
      fail(this, `${hostRef.fqdn} has several ports, ${portList(hostRef)}, and none is named`, `name it, e.g. port: ${(candidates[0] ?? hostRef.ports[0]).number}`);
    }
    const port = portOf(this, hostRef, wanted ?? candidates[0].number);
    if (!port._isHttp && port.protocol !== PortProtocol.HTTPS) {
      fail(this, `port ${port.number} of ${hostRef.fqdn} speaks ${port.protocol}, HTTP is needed behind an HTTP or HTTPS listener`,
        'name a port that speaks HTTP, HTTP/2 or gRPC');
    }
    return port.number;
  }

  private makeVirtualService(id: string): void {
    const { name, namespace } = this.gateway;
    new networking.VirtualService(this, 'VirtualService', {
      metadata: { name: dnsName(this, 'VirtualService name', `${name}-${id}`), namespace },
      spec: Lazy.any({
        produce: (): networking.VirtualServiceSpec => ({
          hosts: this.hosts, gateways: [`${namespace}/${name}`], exportTo: ['.'], http: this.httpRoutes(),
        }),
      }),
    });
  }

  private httpRoutes(): networking.HTTPRoute[] {
    const { listeners } = this;
    const routes = this.routes.isEmpty ? this.routesOfHost() : this.routes.toSpec();
    return listeners ? routes.map((route) => fromPorts(route, listeners.map((listener) => listener.port))) : routes;
  }

  private routesOfHost(): networking.HTTPRoute[] {
    const { port, host } = this;
    const routes = meshRoutesOfPort(RouteTable.of(this, host)?.toSpec(port) ?? [], port);
    return routes.length > 0 ? routes : [{ route: [{ destination: { host: host.hostRef.fqdn, port: { number: port } } }] }];
  }
}
