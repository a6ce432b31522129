import { fail } from '../ground/fail';
import { ConstructTree } from './construct-tree';
import { Dependency } from './dependencies';

/** A vertex on the way down, and how far its edges are followed. */
interface Step {
  readonly vertex: number;
  readonly edges: readonly number[];
  next: number;
  /** Whether an edge was left out only for the construct that is open, so that others must come again. */
  partial: boolean;
}

/**
 * Sorts constructs so that each comes after what it depends on: the order of cdk8s's `DependencyGraph`,
 * found in linear time.
 *
 * cdk8s makes an edge from every ApiObject at or below a dependency's source to every one at or below its target, and
 * walks every path of them. Here two helping vertices a construct stand for those products: `inherited` (all that
 * objects at a construct depend on because of it or its scopes) and `group` (the objects at or below a construct).
 */
export class Topology {
  private readonly size: number;
  private readonly targets = new Map<number, number[]>();
  private readonly sorted: number[] = [];
  private readonly done = new Set<number>();
  /** The constructs that are open, the innermost last. */
  private readonly open = new Set<number>();
  private innermost: number[] = [];

  constructor(private readonly tree: ConstructTree, private readonly dependencies: readonly Dependency[]) {
    this.size = tree.constructs.length;
    for (const { source, target } of dependencies) {
      const targets = this.targets.get(source);
      if (targets) targets.push(target);
      else this.targets.set(source, [target]);
    }
  }

  /** @param constructs all between which the dependencies lead, in the order in which cdk8s comes across them */
  public sort(constructs: readonly number[]): number[] {
    const dependants = this.withDependants();
    for (const construct of constructs) if (!dependants.has(construct)) this.visit(construct);
    // Whatever no root leads to hangs on a cycle, which this finds.
    for (const construct of constructs) this.visit(construct);
    return this.sorted;
  }

  /** The constructs that something else depends on. */
  private withDependants(): Set<number> {
    const found = new Set<number>();
    const sourcesOf = new Map<number, Set<number>>();
    for (const { source, target } of this.dependencies) {
      found.add(target);
      let sources = sourcesOf.get(target);
      if (!sources) sourcesOf.set(target, sources = new Set());
      for (const object of this.tree.objectsUnder(source)) {
        if (sources.size === 2) break;
        sources.add(object);
      }
    }
    for (const [target, sources] of sourcesOf) {
      for (const object of this.tree.objectsUnder(target)) {
        if (sources.size > (sources.has(object) ? 1 : 0)) found.add(object);
      }
    }
    return found;
  }

  private visit(construct: number): void {
    if (this.done.has(construct)) return;
    const steps = [this.enter(construct)];
    while (steps.length > 0) {
      const step = steps[steps.length - 1];
      if (step.next === step.edges.length) {
        steps.pop();
        this.leave(step, steps[steps.length - 1]);
        continue;
      }
      const vertex = step.edges[step.next++];
      if (this.done.has(vertex)) continue;
      if (!this.open.has(vertex)) steps.push(this.enter(vertex));
      else if (this.isConstruct(step.vertex) || this.innermost[this.innermost.length - 1] !== vertex) this.cycle(vertex);
      else step.partial = true;
    }
  }

  private enter(vertex: number): Step {
    if (this.isConstruct(vertex)) {
      this.open.add(vertex);
      this.innermost.push(vertex);
    }
    return { vertex, edges: this.edgesOf(vertex), next: 0, partial: false };
  }

  private leave(step: Step, above: Step | undefined): void {
    if (this.isConstruct(step.vertex)) {
      this.open.delete(step.vertex);
      this.innermost.pop();
      this.done.add(step.vertex);
      this.sorted.push(step.vertex);
    } else if (!step.partial) {
      this.done.add(step.vertex);
    } else if (above && !this.isConstruct(above.vertex)) {
      above.partial = true;
    }
  }

  private edgesOf(vertex: number): number[] {
    const construct = vertex % this.size;
    const targets = this.targets.get(construct) ?? [];
    if (this.isConstruct(vertex)) return this.tree.isObject(construct) ? [...targets, this.inherited(construct)] : targets;
    if (vertex < this.group(0)) {
      const groups = targets.map((target) => this.group(target));
      return this.tree.isChart(construct) ? groups : [this.inherited(this.tree.parents[construct]), ...groups];
    }
    const parts = [...this.tree.childrenOf(construct)].filter((child) => !this.tree.isChart(child)).map((child) => this.group(child));
    return this.tree.isObject(construct) ? [construct, ...parts] : parts;
  }

  private isConstruct(vertex: number): boolean {
    return vertex < this.size;
  }

  private inherited(construct: number): number {
    return this.size + construct;
  }

  private group(construct: number): number {
    return 2 * this.size + construct;
  }

  private cycle(construct: number): never {
    const paths = [...this.innermost.slice(this.innermost.indexOf(construct)), construct]
      .map((member) => this.tree.constructs[member].node.path);
    return fail(this.tree.constructs[0], `Dependency cycle detected: ${paths.join(' => ')}`, 'remove one of these dependencies');
  }
}
