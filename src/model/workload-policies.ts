import { Host } from './host';
import { GROUP, Inventory } from './inventory';
import { MeshSettings } from './mesh-settings';
import { oldestFirst } from './oldest-first';
import { labelsOf, objectOf } from './plain';
import { gatewayApiGatewayOf, isWaypoint, TargetRef, targetRefsOf } from './policy-attachment';
import { Resource } from './resource';
import { Selecting, SelectorIndex } from './selector-index';
import { Workload } from './workload';

interface Policy extends Selecting {
  readonly resource: Resource;
}

/** The policies of one kind that add up for a workload: AuthorizationPolicies, or RequestAuthentications. */
export class WorkloadPolicies {
  private readonly selecting: SelectorIndex<Policy>;
  /** Those with targets, by namespace, group, kind and name of the target. */
  private readonly targeting = new Map<string, Resource[]>();

  constructor(inventory: Inventory, kind: 'AuthorizationPolicy' | 'RequestAuthentication', private readonly mesh: MeshSettings) {
    const policies = oldestFirst(inventory.ofKind(GROUP.security, kind)).map((resource) => ({
      resource, namespace: resource.namespace, selector: labelsOf(objectOf(resource.spec.selector).matchLabels), targets: targetRefsOf(resource),
    }));
    this.selecting = new SelectorIndex(policies.filter(({ targets }) => targets.length === 0));
    for (const { resource, namespace, targets } of policies) {
      for (const target of targets) {
        const key = targetKey(target, namespace);
        this.targeting.set(key, this.targeting.get(key) ?? []);
        this.targeting.get(key)!.push(resource);
      }
    }
  }

  /** Those that hold for all requests to a workload: of the root namespace first, then of its own, the oldest first. */
  inEffect(workload: Workload): Resource[] {
    const { rootNamespace } = this.mesh;
    const namespaces = [...new Set([rootNamespace, workload.namespace])];
    const bySelector = isWaypoint(workload) ? [] : namespaces.flatMap((namespace) => this.selecting.selecting(workload, namespace));
    return [...bySelector.map(({ resource }) => resource), ...this.ofGateway(workload)];
  }

  /** Those that a waypoint enforces for a Service or ServiceEntry, besides its own. */
  forHost({ resource, isService }: Host): readonly Resource[] {
    const target: TargetRef = { group: isService ? GROUP.core : GROUP.networking, kind: isService ? 'Service' : 'ServiceEntry', name: resource.name };
    return this.targeting.get(targetKey(target, resource.namespace)) ?? [];
  }

  /** Those of the root namespace that hold for all waypoints. */
  forAllWaypoints(): readonly Resource[] {
    return this.targeting.get(targetKey({ group: GROUP.gatewayApi, kind: 'GatewayClass', name: 'istio-waypoint' }, this.mesh.rootNamespace)) ?? [];
  }

  private ofGateway(workload: Workload): readonly Resource[] {
    const name = gatewayApiGatewayOf(workload);
    return name === undefined ? [] : this.targeting.get(targetKey({ group: GROUP.gatewayApi, kind: 'Gateway', name }, workload.namespace)) ?? [];
  }
}

function targetKey({ group, kind, name }: TargetRef, namespace: string): string {
  return `${namespace} ${group}/${kind} ${name}`;
}
