import { App, Chart } from 'cdk8s';
import { Mesh } from '../../src/mesh/mesh';
import { MeshProps } from '../../src/mesh/mesh-props';

export const newChart = (namespace?: string) => new Chart(new App(), 'prod', { namespace });

/** All objects of a mesh, by kind and name. */
export function synth(props?: MeshProps): Manifests {
  const chart = newChart();
  new Mesh(chart, 'mesh', props);
  return new Manifests(chart);
}

/** What a mesh with bad input throws. */
export const refusal = (props: MeshProps) => () => new Mesh(newChart(), 'mesh', props);

/** The objects of a chart. */
export class Manifests {
  public readonly all: any[];

  public constructor(chart: Chart) {
    this.all = chart.toJson();
  }

  /** The one object of a kind and name. */
  public get(kind: string, name: string): any {
    const found = this.all.filter((object) => object.kind === kind && object.metadata.name === name);
    expect(found).toHaveLength(1);
    return found[0];
  }

  public names(kind: string): string[] {
    return this.all.filter((object) => object.kind === kind).map((object) => object.metadata.name);
  }

  /** The container of istiod. */
  public get istiod(): any {
    return this.all.find((object) => object.kind === 'Deployment').spec.template.spec.containers[0];
  }

  /** istiod's environment; `undefined` for variables whose value comes from elsewhere. */
  public get env(): Record<string, string | undefined> {
    return Object.fromEntries(this.istiod.env.map(({ name, value }: any) => [name, value]));
  }
}
