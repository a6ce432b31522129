import { GROUP, Inventory } from './inventory';
import { MeshSettings } from './mesh-settings';
import { oldestFirst } from './oldest-first';
import { isPlainObject, labelsOf, objectsOf, textsOf } from './plain';
import { Resource } from './resource';
import { Selecting, SelectorIndex } from './selector-index';
import { SidecarScope } from './sidecar-scope';
import { Workload } from './workload';

interface SelectingSidecar extends Selecting {
  readonly resource: Resource;
}

/**
 * Which Sidecar says what the proxy of a workload knows.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/
 */
export class Sidecars {
  private readonly withSelector: SelectorIndex<SelectingSidecar>;
  private readonly ofNamespace = new Map<string, Resource>();

  constructor(inventory: Inventory, private readonly mesh: MeshSettings) {
    const sidecars = oldestFirst(inventory.ofKind(GROUP.networking, 'Sidecar'));
    const selects = ({ spec }: Resource) => isPlainObject(spec.workloadSelector);
    this.withSelector = new SelectorIndex(sidecars.filter(selects).map((resource) => ({
      resource, namespace: resource.namespace, selector: labelsOf((resource.spec.workloadSelector as { labels?: unknown }).labels),
    })));
    for (const resource of sidecars.filter((sidecar) => !selects(sidecar)).reverse()) this.ofNamespace.set(resource.namespace, resource);
  }

  /** The Sidecar of a workload: the oldest that selects it, else that of its namespace, else that of the root namespace. */
  inEffect(workload: Workload): Resource | undefined {
    const [selecting] = this.withSelector.selecting(workload);
    return selecting?.resource ?? this.ofNamespace.get(workload.namespace) ?? this.ofNamespace.get(this.mesh.rootNamespace);
  }

  /** What the proxy of a workload knows of the mesh. */
  scopeOf(workload: Workload): SidecarScope {
    const sidecar = this.inEffect(workload);
    const listeners = objectsOf(sidecar?.spec.egress).map(({ value }) => textsOf(value.hosts));
    return new SidecarScope(listeners.length > 0 ? listeners : [['*/*']], workload.namespace, sidecar);
  }
}
