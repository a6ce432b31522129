import { Construct } from 'constructs';
import { networking } from '../api';
import { fail, placeOf } from '../ground/fail';
import { DestinationReference, IDestination } from '../host/destination';
import { HostReference, IHostRef } from '../host/host';
import { DestinationPolicy } from '../policy/destination-policy';
import { HostRules } from '../policy/host-rules';
import { HttpRoute, HttpRouteOptions } from '../route/http-route';
import { RouteTable } from '../route/route-table';
import { writeVirtualService } from '../route/virtual-service';
import { CallGraph } from '../security/call-graph';
import { EgressAccess } from './egress-access';
import { declareClients } from './egress-calls';
import { EgressClients } from './egress-clients';
import { EgressGatewayReference } from './egress-gateway-ref';
import { EgressProps } from './egress-options';
import { EgressPassage } from './egress-passage';
import { EgressRouting } from './egress-routing';
import { EgressVisibility } from './egress-visibility';
import { Origination } from './origination';

/**
 * The way of workloads to a host outside of the mesh: who may call it, through which gateway, and who encrypts.
 *
 * Emits what that takes: a `VirtualService` for the way to the gateway and one for the way from there to the host, a `Gateway`, the mesh's mutual
 * TLS between clients and gateway and TLS to the host in a `DestinationRule` each, and an `AuthorizationPolicy` where a gateway of this program
 * refuses all but `from`. All of it is in the namespace of the host, but for what belongs to the gateway.
 *
 * What the gateway sends out over HTTP has no `x-forwarded-client-cert`, the header in which it would tell who the client is.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/
 */
export class Egress extends Construct implements IHostRef, IDestination {
  /** The host, by the one of its names that is meant. */
  public readonly hostRef: HostReference;

  private readonly routing: EgressRouting;
  private readonly passage?: EgressPassage;
  private readonly exportTo?: readonly string[];
  private routes?: RouteTable;

  public constructor(scope: Construct, id: string, props: EgressProps) {
    super(scope, id);
    const { host, tls } = props;
    const hostRef = this.hostRef = host.named(props.hostName ?? host.hosts[0]).hostRef;
    const gateway = props.via?.egressGatewayRef;
    const clients = props.from && new EgressClients(this, props.from);
    const visibility = new EgressVisibility(this, { host, hostRef, gateway, clients });
    visibility.check();
    const origination = tls?._origination(this, hostRef);
    const passage = this.passage = gateway && new EgressPassage(this, gateway, hostRef, props.subset);
    if (origination) this.originate(origination, gateway !== undefined);
    if (gateway && !gateway.ports && clients) new EgressAccess(this, 'Access', { gateway, clients, host: hostRef });

    this.exportTo = host._exportTo;
    if (props.from) declareClients(this, hostRef, props.from);
    CallGraph.of(this).addEgress({ place: this, host: hostRef, gateway, from: clients?.atGateway });
    this.routing = new EgressRouting({ host: hostRef, clients, passage, routes: () => this.routes });
    if (gateway || visibility.refusesSome) this.makeVirtualServices(gateway);
  }

  public get destinationRef(): DestinationReference {
    return { host: this.hostRef };
  }

  /**
   * Adds a route for HTTP requests to the host, which the gateway follows, or without one the clients' own proxies. Routes are tried in the order
   * of the calls, and the first whose match fits decides; the last has no match and takes all the rest.
   */
  public addRoute(id: string, options: HttpRouteOptions): HttpRoute {
    this.refuseSources(id, options);
    const routes = this.routes ?? this.makeVirtualServices();
    if (routes.isEmpty) this.node.addValidation({ validate: () => this.missingCatchAll(routes) });
    return routes.add(id, options);
  }

  private originate({ tls, ports }: Origination, atGateway: boolean): void {
    const { hostRef } = this;
    const { credentialName } = tls._toSpec(this, hostRef.namespace);
    if (!atGateway && credentialName !== undefined && !credentialName.startsWith('configmap://')) {
      fail(this, `TLS towards ${hostRef.fqdn} takes certificates of Secret '${credentialName}', but the sidecars of clients read no Secrets and would send plain text`,
        'send it through a gateway with via, or give caConfigMap, or files that are mounted into the proxies, or select the clients by a ClientPolicy');
    }
    const rules = HostRules.of(this, this);
    const policy = DestinationPolicy.tls(atGateway ? tls._atGateways : tls);
    if (ports.length === hostRef.ports.length) rules.addPolicy(this, policy);
    else for (const { number } of ports) rules.addPolicy(this, policy, { port: number });
  }

  /** The routes of clients, and of the gateway; the host's routes have one writer. */
  private makeVirtualServices(gateway?: EgressGatewayReference): RouteTable {
    const { hostRef: { name }, routing, exportTo } = this;
    const routes = this.routes = RouteTable.forHost(this, this.hostRef);
    this.makeVirtualService('VirtualService', name, () => ({ exportTo: exportTo && [...exportTo], ...routing.ofClients() }));
    if (gateway) {
      this.makeVirtualService('AtGateway', `${name}-at-${gateway.name}`, () => (
        { gateways: [this.passage!.gateway], exportTo: [gateway.namespace], ...routing.ofGateway() }
      ));
    }
    return routes;
  }

  private makeVirtualService(id: string, name: string, rest: () => Partial<networking.VirtualServiceSpec>): void {
    const { namespace, fqdn } = this.hostRef;
    writeVirtualService(this, { name, namespace }, () => ({ hosts: [fqdn], ...rest() }), id);
  }

  /** Who may call is one question, where a request goes another; and at a gateway nobody knows the labels of the client. */
  private refuseSources(id: string, { match }: HttpRouteOptions): void {
    for (const one of match ?? []) {
      const { sourceLabels, sourceNamespace, gateways } = one._toSpec(this);
      if (sourceLabels || sourceNamespace || gateways) {
        fail(this, `route '${id}' matches on who calls, of which from decides`, 'say it by from, and match on the request');
      }
    }
  }

  private missingCatchAll({ catchAll }: RouteTable): string[] {
    if (catchAll) return [];
    return [`${placeOf(this)}: no route takes what the others do not match, those requests get 404; add a last route without match`];
  }
}
