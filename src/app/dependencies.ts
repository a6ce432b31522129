import { Chart } from 'cdk8s';
import { ConstructTree } from './construct-tree';

/** One construct depends on another. */
export interface Dependency {
  readonly source: number;
  readonly target: number;
}

/**
 * The dependencies between the constructs of an app as cdk8s completes them: a chart also depends on the charts
 * right below it, and on the chart of whatever its constructs depend on.
 */
export class Dependencies {
  private readonly targets = new Map<number, Set<number>>();
  private crossesCharts = false;

  constructor(private readonly tree: ConstructTree) {
    const crossing = this.addDeclared();
    this.addNestedCharts();
    for (const [source, target] of crossing) this.add(tree.indexOf(source)!, tree.indexOf(target));
  }

  /** Whether any chart depends on another; cdk8s then numbers their files. */
  public get betweenCharts(): boolean {
    return this.crossesCharts;
  }

  /** What a construct depends on, in the order it was said. */
  public of(source: number): Iterable<number> {
    return this.targets.get(source) ?? [];
  }

  /** The dependencies that start and end in a range of constructs. */
  public within(from: number, to: number): Dependency[] {
    const inside: Dependency[] = [];
    for (let source = from; source < to && this.targets.size > 0; source++) {
      for (const target of this.of(source)) if (target >= from && target < to) inside.push({ source, target });
    }
    return inside;
  }

  private addDeclared(): [source: Chart, target: Chart][] {
    const crossing: [source: Chart, target: Chart][] = [];
    this.tree.constructs.forEach((construct, source) => {
      for (const dependency of construct.node.dependencies) {
        const [sourceChart, targetChart] = [Chart.of(construct), Chart.of(dependency)];
        if (sourceChart !== targetChart) {
          this.crossesCharts = true;
          crossing.push([sourceChart, targetChart]);
        }
        this.add(source, this.tree.indexOf(dependency));
      }
    });
    return crossing;
  }

  private addNestedCharts(): void {
    this.tree.parents.forEach((parent, index) => {
      if (!this.tree.isChart(index) || !this.tree.isChart(parent)) return;
      this.crossesCharts = true;
      this.add(parent, index);
    });
  }

  /** A target of another app does not order anything here. */
  private add(source: number, target: number | undefined): void {
    if (target === undefined) return;
    const targets = this.targets.get(source);
    if (targets) targets.add(target);
    else this.targets.set(source, new Set([target]));
  }
}
