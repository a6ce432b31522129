import { ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { gatewayapi, networking } from '../api';
import { RouteHome } from '../dialect/backend-ref';
import { ForeignBackend, foreignBackends } from '../dialect/foreign-backends';
import { listenerName } from '../dialect/gateway-listeners';
import { grpcRules } from '../dialect/grpc-rules';
import { httpRouteRules } from '../dialect/http-rules';
import { tcpRule, tlsRule } from '../dialect/l4-rules';
import { ReferenceGrants } from '../dialect/reference-grants';
import { fail, placeOf } from '../ground/fail';
import { dnsName } from '../ground/names';
import { HostReference } from '../host/host';
import { covers } from '../host/host-cover';
import { PortProtocol, ServicePort } from '../host/service-port';
import { Carried } from './carried';
import { gatewayParent } from './gateway-api-gateway';
import { GatewayReference } from './gateway-ref';
import { Listener } from './listener';

const MAX_HOSTNAMES = 16;

/** For what a gateway has routes, and where. */
export interface GatewayApiRoutesProps {
  /** The id of the exposed host, which ends the name of the route. */
  readonly id: string;
  readonly gateway: () => GatewayReference;
  readonly hosts: string[];
  readonly named?: Listener[];
  readonly carried: Carried;
  /** The host that is exposed. */
  readonly backend: HostReference;
  readonly port: ServicePort;
}

/**
 * The route of an exposed host as an object of the Gateway API, attached to the listeners that serve it. It stands in the namespace
 * of the gateway, whose owner alone decides who answers for a public name; a ReferenceGrant lets it reach Services of other namespaces.
 */
export class GatewayApiRoutes {
  private readonly home: RouteHome;
  private readonly metadata: ApiObjectMetadata;

  public constructor(private readonly place: Construct, private readonly props: GatewayApiRoutesProps) {
    const { name, namespace } = props.gateway();
    this.home = { namespace, port: props.port.number };
    this.metadata = { name: dnsName(place, 'name of the route', `${name}-${props.id}`), namespace };
  }

  /** An HTTPRoute, or a GRPCRoute for a port of gRPC. What it returns checks the routes as they are then. */
  public http(routes: () => networking.HTTPRoute[]): () => void {
    const { place, metadata, props: { port, hosts } } = this;
    if (hosts.length > MAX_HOSTNAMES) {
      fail(place, `it has ${hosts.length} public hosts, the Gateway API allows ${MAX_HOSTNAMES} in a route`, 'expose some of them apart, use a wildcard, or Dialect.ISTIO');
    }
    const http = () => httpRouteRules(placeOf(place), routes(), this.home);
    const hostnames = hosts.includes('*') ? undefined : hosts;
    if (port.protocol === PortProtocol.GRPC) {
      const rules = () => grpcRules(placeOf(place), http());
      new gatewayapi.GRPCRoute(place, 'GRPCRoute', { metadata, spec: Lazy.any({ produce: () => ({ parentRefs: this.parents(), hostnames, rules: rules() }) }) });
      return this.granted(() => foreignBackends('GRPCRoute', rules()));
    }
    new gatewayapi.HTTPRoute(place, 'HTTPRoute', { metadata, spec: Lazy.any({ produce: () => ({ parentRefs: this.parents(), hostnames, rules: http() }) }) });
    return this.granted(() => foreignBackends('HTTPRoute', http()));
  }

  public tcp(route: () => networking.RouteDestination[]): void {
    const { place, metadata } = this;
    const rules = () => [tcpRule(placeOf(place), [{ route: route() }], this.home)!];
    new gatewayapi.TCPRoute(place, 'TCPRoute', { metadata, spec: Lazy.any({ produce: () => ({ parentRefs: this.parents(), rules: rules() }) }) });
    this.granted(() => foreignBackends('TCPRoute', rules()))();
  }

  public tls(route: () => networking.RouteDestination[]): void {
    const { place, metadata, props: { hosts } } = this;
    const written = () => tlsRule(placeOf(place), { match: [{ sniHosts: hosts }], route: route() }, this.home)!;
    new gatewayapi.TLSRoute(place, 'TLSRoute', { metadata, spec: Lazy.any({ produce: () => ({ parentRefs: this.parents(), ...written() }) }) });
    this.granted(() => foreignBackends('TLSRoute', written().rules))();
  }

  /** Lets the route reach Services of other namespaces: that of the host, and those that the routes name when they are checked. */
  private granted(backends: () => ForeignBackend[]): () => void {
    const { place, home, props: { backend } } = this;
    const known = new Set<string>();
    const grant = (namespace: string) => {
      if (namespace === home.namespace || known.has(namespace)) return;
      known.add(namespace);
      ReferenceGrants.of(place, home.namespace, namespace).allow(backends);
    };
    if (backend.fqdn.includes('.svc.')) grant(backend.namespace);
    place.node.addValidation({ validate: () => this.mistakes(backends, known) });
    return () => backends().forEach(({ namespace }) => grant(namespace));
  }

  /** What is wrong with routes that the host has in the mesh, which may come after the gateway. */
  private mistakes(backends: () => ForeignBackend[], known: Set<string>): string[] {
    try {
      const missing = new Set(backends().map(({ namespace }) => namespace).filter((namespace) => !known.has(namespace)));
      return [...missing].map((namespace) => (
        `${placeOf(this.place)}: the routes that its host has in the mesh lead to namespace '${namespace}', which lets no routes of this gateway in; add them here with addRoute()`
      ));
    } catch (error) {
      return [(error as Error).message];
    }
  }

  /** The listeners that serve one of the hosts: they have one host each. */
  private parents(): gatewayapi.ParentReference[] {
    const { gateway, hosts, named, carried } = this.props;
    const { name, listeners, listenerNames = [] } = gateway();
    return listeners.flatMap((listener, i) => {
      if (listener._carries !== carried || (named && !named.includes(listener))) return [];
      return listener.hosts.flatMap((served, j) => (
        carried === 'TCP' || hosts.some((host) => covers(served, host)) ? [gatewayParent(name, listenerName(listenerNames[i], j))] : []
      ));
    });
  }
}
