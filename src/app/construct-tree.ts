import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/**
 * What one traversal (preorder) of an app finds.
 * A construct is known by its index; its subtree is the range from it to `ends[index]`.
 */
export class ConstructTree {
  public readonly constructs: IConstruct[] = [];
  /** One past the last construct of each construct's subtree. */
  public readonly ends: number[] = [];
  /** The scope of each construct; -1 for the root. */
  public readonly parents: number[] = [];
  /** The nearest chart at or above each construct. */
  public readonly charts: (Chart | undefined)[] = [];
  private indexes?: Map<IConstruct, number>;

  constructor(root: IConstruct) {
    this.visit(root, -1, undefined);
  }

  /** The index of a construct; undefined for one of another app. */
  public indexOf(construct: IConstruct): number | undefined {
    this.indexes ??= new Map(this.constructs.map((member, index) => [member, index]));
    return this.indexes.get(construct);
  }

  public isObject(index: number): boolean {
    return ApiObject.isApiObject(this.constructs[index]);
  }

  public isChart(index: number): boolean {
    return index >= 0 && this.charts[index] === this.constructs[index];
  }

  /** The constructs right below one. */
  public * childrenOf(index: number): Iterable<number> {
    for (let child = index + 1; child < this.ends[index]; child = this.ends[child]) yield child;
  }

  /** The ApiObjects at or below a construct that belong to the same chart as it does. */
  public * objectsUnder(index: number): Iterable<number> {
    for (let at = index; at < this.ends[index]; at++) {
      if (this.charts[at] === this.charts[index] && this.isObject(at)) yield at;
    }
  }

  /** Runs every validation once, and throws what they found as cdk8s does. */
  public validate(): void {
    const errors: string[] = [];
    for (const { node } of this.constructs) {
      for (const error of node.validate()) errors.push(`[${node.path}] ${error}`);
    }
    if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
  }

  private visit(construct: IConstruct, parent: number, above: Chart | undefined): void {
    const index = this.constructs.push(construct) - 1;
    const chart = Chart.isChart(construct) ? construct as Chart : above;
    this.parents.push(parent);
    this.charts.push(chart);
    this.ends.push(0);
    for (const child of construct.node.children) this.visit(child, index, chart);
    this.ends[index] = this.constructs.length;
  }
}
