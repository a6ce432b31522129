import { ApiObject, App, Chart } from 'cdk8s';
import { ConstructTree } from './construct-tree';
import { Dependencies } from './dependencies';
import { ObjectRenderer } from './object-renderer';
import { OneObject } from './one-object';
import { Manifest, SynthDocument } from './synth-document';
import { SynthOrder } from './synth-order';

/** One synthesis of an app: traversed, validated and sorted once, its documents rendered one by one as they are asked for. */
export class Synthesis {
  /** The charts in the order of writing. */
  public readonly charts: readonly Chart[];
  /** Whether charts depend on each other, so that the order shows in the names of their files. */
  public readonly numbered: boolean;
  private readonly order: SynthOrder;
  private readonly renderer: ObjectRenderer;

  constructor(app: App) {
    const tree = new ConstructTree(app);
    tree.validate();
    const dependencies = new Dependencies(tree);
    this.order = new SynthOrder(tree, dependencies);
    this.charts = this.order.charts;
    this.numbered = dependencies.betweenCharts;
    this.renderer = new ObjectRenderer(app);
  }

  /** The objects that belong to a chart itself, sorted. */
  public objectsOf(chart: Chart): ApiObject[] {
    return this.order.objectsOf(chart);
  }

  /** The documents of all charts. */
  public * documents(): Iterable<SynthDocument> {
    for (const chart of this.charts) yield* this.documentsOf(chart);
  }

  /** What a chart's `toJson()` returns, in the order of writing. */
  public documentsOf(chart: Chart): Iterable<SynthDocument> {
    return chart.toJson === Chart.prototype.toJson ? this.objectDocumentsOf(chart) : this.ownDocumentsOf(chart);
  }

  /** What the `toJson()` of each object of a chart returns, even of a chart that renders itself otherwise. */
  public * objectDocumentsOf(chart: Chart): Iterable<SynthDocument<ApiObject>> {
    const once = new OneObject();
    for (const object of this.objectsOf(chart)) {
      const document = this.renderer.render(object);
      if (document.manifest) once.claim(object, document.manifest);
      yield document;
    }
  }

  private * ownDocumentsOf(chart: Chart): Iterable<SynthDocument> {
    const once = new OneObject();
    for (const manifest of Object.values(chart.toJson()) as (Manifest | undefined)[]) {
      if (manifest) once.claim(chart, manifest);
      yield this.renderer.print(chart, manifest);
    }
  }
}
