import { Construct } from 'constructs';
import { networking } from '../api';
import { Dialect } from '../dialect/dialect';
import { placeOf } from '../ground/fail';
import { claim } from '../ground/one-writer';
import { IHostRef } from '../host/host';
import { PortProtocol, ServicePort } from '../host/service-port';
import { destinationSpec } from '../route/destination-spec';
import { HttpRoute, HttpRouteOptions } from '../route/http-route';
import { meshRoutesOfPort } from '../route/mesh-routes-of-port';
import { RouteTable } from '../route/route-table';
import { warnOfUnknownClaims } from './claim-routes';
import { checkPublicHosts, exposedPort, gatewayVirtualService } from './exposure';
import { GatewayApiRoutes } from './gateway-api-routes';
import { GatewayCalls } from './gateway-calls';
import { IGatewayRef } from './gateway-ref';
import { Listener } from './listener';
import { fromPorts } from './routes-at-gateway';

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

  private readonly host: IHostRef;
  private readonly listeners?: Listener[];
  private readonly routes: RouteTable;
  private readonly calls: GatewayCalls;
  private readonly destination: networking.Destination;
  private readonly checkGatewayApi?: () => void;

  public constructor(scope: Construct, id: string, props: ExposedHostProps) {
    super(scope, id);
    const { gatewayRef } = props.gateway;
    this.host = props.host;
    this.listeners = props.listeners;
    this.hosts = props.hosts.map((host) => host.toLowerCase());
    checkPublicHosts(this, { hosts: this.hosts, gateway: gatewayRef, named: props.listeners, carried: 'HTTP', maker: 'Listener.http' });
    for (const host of this.hosts) {
      claim(this, `route of '${host}' at gateway '${gatewayRef.namespace}/${gatewayRef.name}'`, 'add a route there with addRoute(), its action may forward to any host');
    }
    const port = exposedPort(this, this.host.hostRef, { ...HTTP_PORT, number: props.port });
    this.port = port.number;
    this.destination = destinationSpec(placeOf(this), { host: this.host.hostRef }, this.port, undefined);
    this.routes = new RouteTable(this, { namespace: gatewayRef.namespace });
    this.calls = new GatewayCalls(this, gatewayRef);
    this.calls.exposed(this.host.hostRef, this.port, () => this.routes.isEmpty);
    this.node.addValidation({
      validate: () => [...this.missedRoutes(), ...this.calls.missing(this.routes), ...warnOfUnknownClaims(this, gatewayRef, this.routes.toSpec())],
    });
    if (gatewayRef.dialect === Dialect.GATEWAY_API) {
      this.checkGatewayApi = this.gatewayApiRoutes(id, props.gateway, port).http(() => this.allRoutes());
    } else {
      gatewayVirtualService(this, id, gatewayRef, this.hosts, () => ({ http: this.httpRoutes() }));
    }
  }

  /**
   * Adds a route. Routes are tried in the order of the calls; the first that matches wins, and a request that none
   * matches gets 404. With the first call the routes of the mesh hold here no more.
   *
   * Another service shares the public name by a route whose action forwards to it.
   */
  public addRoute(id: string, options: HttpRouteOptions): HttpRoute {
    const route = this.routes.add(id, options);
    this.calls.routed(route._spec);
    this.checkGatewayApi?.();
    return route;
  }

  private gatewayApiRoutes(id: string, gateway: IGatewayRef, port: ServicePort): GatewayApiRoutes {
    const { hosts, listeners: named, host: { hostRef } } = this;
    return new GatewayApiRoutes(this, { id, gateway: () => gateway.gatewayRef, hosts, named, carried: 'HTTP', backend: hostRef, port });
  }

  private allRoutes(): networking.HTTPRoute[] {
    return this.routes.isEmpty ? this.routesOfHost() : this.routes.toSpec();
  }

  private httpRoutes(): networking.HTTPRoute[] {
    const { listeners } = this;
    const routes = this.allRoutes();
    return listeners ? routes.map((route) => fromPorts(route, listeners.map((listener) => listener.port))) : routes;
  }

  /** Routes that a controller makes are not known here, so the requests would go past its canary. */
  private missedRoutes(): string[] {
    const { host: { hostRef }, hosts } = this;
    const keeper = RouteTable.of(this, this.host)?.keeper;
    if (!keeper || !this.routes.isEmpty) return [];
    return [`${placeOf(this)}: ${keeper} makes the routes of ${hostRef.fqdn}, and none of them holds here; give the gateway and '${hosts[0]}' to ${keeper} as gateways and hosts`];
  }

  private routesOfHost(): networking.HTTPRoute[] {
    const { port, host } = this;
    const routes = meshRoutesOfPort(RouteTable.of(this, host)?.toSpec(port) ?? [], port);
    return routes.length > 0 ? routes : [{ route: [{ destination: this.destination }] }];
  }
}

const HTTP_PORT = {
  usual: (port: ServicePort) => port._isHttp,
  fits: (port: ServicePort) => port._isHttp || port.protocol === PortProtocol.HTTPS,
  need: 'HTTP is needed behind an HTTP or HTTPS listener',
  cure: 'name a port that speaks HTTP, HTTP/2 or gRPC',
};
