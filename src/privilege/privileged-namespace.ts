import { Construct } from 'constructs';
import { enrolledAs } from '../ground/enrolled';
import { fail, placeOf } from '../ground/fail';
import { IMeshRef } from '../ground/mesh-ref';
import { dnsLabel } from '../ground/names';
import { claim } from '../ground/one-writer';
import { inPhase } from '../ground/phase';
import { CallEdge } from '../security/call-edge';
import { CallGraph, GraphEgress, GraphGateway, GraphService, GraphWatcher } from '../security/call-graph';
import { CalledServices } from './called-services';
import { DefaultDenial } from './default-denial';
import { GatewayDoors } from './gateway-doors';
import { LeastPrivilege } from './least-privilege';
import { LeastPrivilegeOptions } from './least-privilege-options';
import { NetworkPolicies } from './network-policies';
import { PrivilegeSite } from './privilege-site';
import { reviewRoutes } from './route-review';
import { SidecarScopes } from './sidecar-scopes';

/** A namespace where nothing is allowed but declared calls. */
export class PrivilegedNamespace extends Construct implements GraphWatcher {
  private readonly services: CalledServices;
  private readonly doors: GatewayDoors;
  private readonly sidecars?: SidecarScopes;
  private readonly network?: NetworkPolicies;

  constructor(scope: Construct, namespace: string, mesh: IMeshRef, options: LeastPrivilegeOptions) {
    super(scope, namespace);
    inPhase(this, 'policies');
    const site = this.site(namespace, mesh, options);
    new DefaultDenial(this, 'DefaultDenial', site);
    this.services = new CalledServices(this, 'Services', site);
    this.doors = new GatewayDoors(this, 'Gateways', site);
    if (!site.dryRun && !site.ambient && (options.sidecars ?? true)) this.sidecars = new SidecarScopes(this, 'Sidecars', site);
    if (!site.dryRun && options.networkPolicies) this.network = new NetworkPolicies(this, 'NetworkPolicies', site, options.networkPolicies);
    this.node.addValidation({ validate: () => this.changedMode(site) });
    site.graph.watch(namespace, this);
    reviewRoutes(this);
  }

  service(service: GraphService): void {
    this.services.service(service);
    this.network?.service(service);
  }

  called(edge: CallEdge): void {
    this.services.called(edge);
    this.network?.called(edge);
  }

  calls(edge: CallEdge): void {
    this.sidecars?.calls(edge);
    this.network?.calls(edge);
  }

  gateway(gateway: GraphGateway): void {
    this.doors.gateway(gateway);
    this.network?.gateway(gateway);
  }

  egress(egress: GraphEgress): void {
    this.doors.egress(egress);
    this.network?.egress(egress);
  }

  private site(namespace: string, { meshRef: mesh }: IMeshRef, options: LeastPrivilegeOptions): PrivilegeSite {
    dnsLabel(this, 'namespace', namespace);
    if (namespace === mesh.namespace) {
      fail(this, `'${namespace}' is the root namespace of the mesh, where a policy is for all namespaces`,
        'name the namespaces that are meant, and leave the control plane to networkPolicy of the mesh');
    }
    claim(this, `least privilege of namespace '${namespace}'`, 'say it once for each namespace');
    const { ambient, waypoint } = this.mode(namespace, mesh.ambient);
    return { namespace, mesh, graph: CallGraph.of(this), dryRun: options.mode === LeastPrivilege.DRY_RUN, ambient, waypoint, options };
  }

  private mode(namespace: string, byDefault = false): { readonly ambient: boolean; readonly waypoint?: string } {
    const { ambient, waypoint } = enrolledAs(this, namespace) ?? { ambient: byDefault };
    return { ambient, waypoint: ambient && waypoint !== 'none' ? waypoint : undefined };
  }

  private changedMode({ namespace, ambient, waypoint, mesh }: PrivilegeSite): string[] {
    const now = this.mode(namespace, mesh.ambient);
    if (now.ambient === ambient && now.waypoint === waypoint) return [];
    return [`${placeOf(this)}: how the namespace joins the mesh was not known when its privileges were said; enrol it before leastPrivilege()`];
  }
}
