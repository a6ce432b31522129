import { IConstruct } from 'constructs';
import { fail, placeOf } from '../ground/fail';
import { groupOf, identityOf } from './one-object';
import { Manifest } from './synth-document';

interface Taken {
  readonly place: IConstruct;
  readonly identity?: string;
}

/** The names of the files or folders of charts in one folder. */
export class ChartNames {
  private readonly taken = new Map<string, IConstruct>();

  public claim(name: string, chart: IConstruct): string {
    const first = this.taken.get(name);
    if (first) {
      fail(chart, `its output has the name '${name}', which ${placeOf(first)} has already, one chart a name is allowed`, 'give one of them another id');
    }
    this.taken.set(name, chart);
    return name;
  }
}

/**
 * The names of the files in a folder of one object a file: `Kind.name`, as cdk8s names them. Where cdk8s would write a
 * second object into the file of a first one, which is lost then, the second gets its namespace and its API group added.
 */
export class ObjectNames {
  private readonly taken = new Map<string, Taken>();

  public claim(manifest: Manifest, place: IConstruct): string {
    const identity = identityOf(manifest);
    const names = namesOf(manifest);
    for (const name of names) {
      const first = this.taken.get(name);
      if (!first) {
        this.taken.set(name, { place, identity });
        return name;
      }
      if (first.identity === identity) this.refuse(place, name, first.place);
    }
    return this.refuse(place, names[0], this.taken.get(names[0])!.place);
  }

  private refuse(place: IConstruct, name: string, first: IConstruct): never {
    fail(place, `its file '${name}' is written by ${placeOf(first)} already, one object a file is allowed`,
      'write a folder or a file a chart (YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE or FILE_PER_CHART), or give it another name');
  }
}

function namesOf(manifest: Manifest): string[] {
  const name = `${manifest.kind}.${manifest.metadata?.name}`;
  const namespaced = manifest.metadata?.namespace ? `${name}.${manifest.metadata.namespace}` : name;
  return [name, namespaced, `${namespaced}.${groupOf(manifest)}`].map((text) => text.replace(/[^0-9a-zA-Z-_.]/g, ''));
}
