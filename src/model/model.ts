import { AuthorizationInEffect, byAction } from './authorization';
import { DestinationRules } from './destination-rules';
import { Gateways } from './gateways';
import { Hosts } from './hosts';
import { Inventory } from './inventory';
import { MeshSettings } from './mesh-settings';
import { PeerAuthentications } from './peer-authentications';
import { Sidecars } from './sidecars';
import { VirtualServices } from './virtual-services';
import { Workload } from './workload';
import { principalOf } from './workload-identity';
import { WorkloadPolicies } from './workload-policies';
import { Workloads } from './workloads';

/** What manifests mean to Istio. All of it follows from the objects; it changes nothing and asks no cluster. */
export class Model {
  readonly hosts: Hosts;
  readonly workloads: Workloads;
  readonly destinationRules: DestinationRules;
  readonly virtualServices: VirtualServices;
  readonly gateways: Gateways;
  readonly sidecars: Sidecars;
  readonly peerAuthentications: PeerAuthentications;
  readonly authorizationPolicies: WorkloadPolicies;
  readonly requestAuthentications: WorkloadPolicies;

  /** @param mesh What the mesh says; what the objects' own ConfigMap of istiod says if it is left out. */
  constructor(readonly inventory: Inventory, readonly mesh: MeshSettings = MeshSettings.in(inventory)) {
    this.hosts = new Hosts(inventory, mesh);
    this.workloads = new Workloads(inventory, mesh);
    this.destinationRules = new DestinationRules(inventory, mesh);
    this.virtualServices = new VirtualServices(inventory, mesh);
    this.gateways = new Gateways(inventory, this.workloads);
    this.sidecars = new Sidecars(inventory, mesh);
    this.peerAuthentications = new PeerAuthentications(inventory, mesh);
    this.authorizationPolicies = new WorkloadPolicies(inventory, 'AuthorizationPolicy', mesh);
    this.requestAuthentications = new WorkloadPolicies(inventory, 'RequestAuthentication', mesh);
  }

  /** Who the workload is to others, as policies name it. */
  principalOf(workload: Workload): string {
    return principalOf(workload, this.mesh.trustDomain);
  }

  /** The AuthorizationPolicies that a workload's proxy asks. */
  authorizationOf(workload: Workload): AuthorizationInEffect {
    return byAction(this.authorizationPolicies.inEffect(workload));
  }
}
