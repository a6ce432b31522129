import { ApiObject, Chart } from 'cdk8s';
import { isArrayIndex } from './array-index';
import { ConstructTree } from './construct-tree';
import { Dependencies } from './dependencies';
import { Topology } from './topology';

/** The order in which cdk8s writes the charts of an app, and the objects of each chart. */
export class SynthOrder {
  public readonly charts: readonly Chart[];

  constructor(private readonly tree: ConstructTree, private readonly dependencies: Dependencies) {
    this.charts = this.sorted(0).filter((index) => tree.isChart(index)).map((index) => tree.constructs[index] as Chart);
  }

  public objectsOf(chart: Chart): ApiObject[] {
    const index = this.tree.indexOf(chart)!;
    return this.sorted(index)
      .filter((at) => this.tree.charts[at] === chart && this.tree.isObject(at))
      .map((at) => this.tree.constructs[at] as ApiObject);
  }

  /** The construct and all below it. */
  private sorted(top: number): number[] {
    const end = this.tree.ends[top];
    const range = Array.from({ length: end - top }, (_, offset) => top + offset);
    const constructs = top === 0 ? this.numberedFirst(range) : range;
    const inside = this.dependencies.within(top, end);
    return inside.length === 0 ? constructs : new Topology(this.tree, inside).sort(constructs);
  }

  /** cdk8s keeps constructs by their path in a JavaScript object, which puts paths that are array indexes first. */
  private numberedFirst(constructs: readonly number[]): number[] {
    const isNumbered = (index: number) => this.tree.parents[index] === 0 && isArrayIndex(this.tree.constructs[index].node.id);
    return [...constructs.filter(isNumbered), ...constructs.filter((index) => !isNumbered(index))];
  }
}
