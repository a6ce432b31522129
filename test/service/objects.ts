import { App, Chart, Testing } from 'cdk8s';

/** A chart of namespace `bookinfo` in an app of its own. */
export function bookinfoChart(app = new App(), id = 'bookinfo'): Chart {
  return new Chart(app, id, { namespace: 'bookinfo' });
}

/** The objects of a kind that a chart makes. */
export function objects(chart: Chart, kind: string): any[] {
  return Testing.synth(chart).filter((object: any) => object.kind === kind);
}

/** The only object of a kind that a chart makes. */
export function object(chart: Chart, kind: string): any {
  const found = objects(chart, kind);
  if (found.length !== 1) throw new Error(`${found.length} objects of kind ${kind}`);
  return found[0];
}
