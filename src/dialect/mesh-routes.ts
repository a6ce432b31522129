import { ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { gatewayapi, networking } from '../api';
import { placeOf } from '../ground/fail';
import { dnsName } from '../ground/names';
import { HostReference } from '../host/host';
import { httpPorts, tcpPorts, tlsPorts } from '../host/host-port';
import { PortProtocol, ServicePort } from '../host/service-port';
import { meshRoutesOfPort } from '../route/mesh-routes-of-port';
import { RouteHome } from './backend-ref';
import { refuse } from './gap';
import { grpcRules } from './grpc-rules';
import { httpRouteRules, WrittenRule } from './http-rules';
import { tcpRule, tlsRule } from './l4-rules';

/**
 * The routes that clients in the mesh follow to a host, as objects of the Gateway API whose parent is its Service. They stand in
 * the namespace of the host, so they hold for the clients of all namespaces. A host with several ports has an object for each.
 */
export class MeshRoutes {
  private readonly made = new Set<string>();

  /** `hidden` is whether the routes are for the clients of some namespaces only, and nothing hides the Service from others. */
  constructor(private readonly owner: Construct, private readonly host: HostReference, hidden: boolean) {
    if (hidden) refuse(placeOf(owner), 'exportTo of routes to a Service that exists', 'hide the Service itself, by its annotation networking.istio.io/exportTo, or use Dialect.ISTIO');
  }

  /** Checks the HTTP routes as they are now, and makes their objects with the first of them. */
  http(routes: () => networking.HTTPRoute[]): void {
    this.refuseForeign();
    for (const port of httpPorts(this.host)) {
      const rules = () => this.httpRules(port, routes());
      if (port.protocol === PortProtocol.GRPC) this.grpcRoute(port, rules);
      else this.httpRoute(port, rules);
    }
  }

  /** The same for the ports of TCP that a route takes. */
  tcp(routes: () => networking.TCPRoute[]): void {
    this.refuseForeign();
    for (const port of tcpPorts(this.host)) {
      const rule = () => tcpRule(placeOf(this.owner), routes(), this.home(port));
      if (!rule()) continue;
      this.make('TCPRoute', this.nameOf(port), (metadata, id) => new gatewayapi.TCPRoute(this.owner, id, {
        metadata, spec: Lazy.any({ produce: (): gatewayapi.TCPRouteSpec => ({ parentRefs: this.parents(port), rules: [rule()!] }) }),
      }));
    }
  }

  /** A TLS route. Each server name has an object of its own, as istiod leaves out names unlike that of the Service where there are several. */
  tls(id: string, route: networking.TLSRoute): void {
    this.refuseForeign();
    for (const port of tlsPorts(this.host)) {
      const { hostnames = [], rules } = tlsRule(`${placeOf(this.owner)}: route '${id}'`, route, this.home(port)) ?? {};
      hostnames.forEach((hostname, i) => {
        const name = `${this.nameOf(port)}-${id}${i === 0 ? '' : `-${i + 1}`}`;
        const spec = { parentRefs: this.parents(port), hostnames: [hostname], rules: rules! };
        this.make('TLSRoute', name, (metadata, childId) => new gatewayapi.TLSRoute(this.owner, childId, { metadata, spec }));
      });
    }
  }

  private httpRoute(port: ServicePort, rules: () => WrittenRule[]): void {
    rules();
    this.make('HTTPRoute', this.nameOf(port), (metadata, id) => new gatewayapi.HTTPRoute(this.owner, id, {
      metadata, spec: Lazy.any({ produce: (): gatewayapi.HTTPRouteSpec => ({ parentRefs: this.parents(port), rules: rules() }) }),
    }));
  }

  private grpcRoute(port: ServicePort, http: () => WrittenRule[]): void {
    const rules = () => grpcRules(placeOf(this.owner), http());
    rules();
    this.make('GRPCRoute', this.nameOf(port), (metadata, id) => new gatewayapi.GRPCRoute(this.owner, id, {
      metadata, spec: Lazy.any({ produce: (): gatewayapi.GRPCRouteSpec => ({ parentRefs: this.parents(port), rules: rules() }) }),
    }));
  }

  private httpRules(port: ServicePort, routes: networking.HTTPRoute[]): WrittenRule[] {
    return httpRouteRules(placeOf(this.owner), meshRoutesOfPort(routes, port.number), this.home(port));
  }

  private make(kind: string, name: string, make: (metadata: ApiObjectMetadata, id: string) => void): void {
    const id = `${kind}-${name}`;
    if (this.made.has(id)) return;
    this.made.add(id);
    make({ name: dnsName(this.owner, `name of the ${kind}`, name), namespace: this.host.namespace }, id);
  }

  private home(port: ServicePort): RouteHome {
    return { namespace: this.host.namespace, port: port.number };
  }

  private nameOf({ number }: ServicePort): string {
    const { name, ports } = this.host;
    return ports.length === 1 ? name : `${name}-${number}`;
  }

  private parents({ number }: ServicePort): gatewayapi.ParentReference[] {
    const { name, ports } = this.host;
    return [{ group: '', kind: 'Service', name, port: ports.length === 1 ? undefined : number }];
  }

  private refuseForeign(): void {
    const { fqdn } = this.host;
    if (!fqdn.includes('.svc.')) refuse(placeOf(this.owner), `routes of ${fqdn}, which is no Service`, 'use Dialect.ISTIO');
  }
}
