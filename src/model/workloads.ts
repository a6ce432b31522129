import { Host } from './host';
import { Inventory } from './inventory';
import { LabelIndex } from './label-index';
import { MeshSettings } from './mesh-settings';
import { Workload } from './workload';
import { workloadsIn } from './workload-objects';

/** All workloads, indexed by their labels. */
export class Workloads {
  private readonly index: LabelIndex<Workload>;

  constructor(inventory: Inventory, private readonly mesh: MeshSettings) {
    this.index = new LabelIndex(workloadsIn(inventory));
  }

  get all(): readonly Workload[] {
    return this.index.all;
  }

  /** The workloads that carry all of the labels, in that namespace or, without one, in any. No labels select all. */
  select(labels: Readonly<Record<string, string>>, namespace?: string): readonly Workload[] {
    return this.index.select(labels, namespace);
  }

  /** The workloads to which a Service or ServiceEntry leads; none if it has no selector. */
  of({ selector, namespace }: Host): readonly Workload[] {
    return selector ? this.index.select(selector, namespace) : [];
  }

  /** The workloads that a policy of that namespace with that selector holds for: a policy of the root namespace for those of all. */
  underPolicy(selector: Readonly<Record<string, string>>, namespace: string): readonly Workload[] {
    return this.index.select(selector, namespace === this.mesh.rootNamespace ? undefined : namespace);
  }
}
