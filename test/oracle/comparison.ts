import { Mesh } from '../../src/mesh/mesh';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Manifests, newChart } from '../mesh/synth';
import { comparableObject } from './object-form';

/** The objects of a mesh with these tags. */
export function meshManifests(props: MeshProps, tags: readonly string[] = []): any[] {
  const chart = newChart();
  const mesh = new Mesh(chart, 'mesh', props);
  for (const tag of tags) mesh.addTag(tag);
  return new Manifests(chart).all;
}

/** The objects in the form in which they are compared, by kind, namespace (`-` for objects of the cluster) and name. */
export function byName(objects: readonly any[]): Record<string, object> {
  const result = Object.fromEntries(objects.map((object) => (
    [`${object.kind} ${object.metadata.namespace ?? '-'} ${object.metadata.name}`, comparableObject(object)]
  )));
  if (Object.keys(result).length < objects.length) throw new Error('two objects have the same kind, namespace and name');
  return result;
}

/** The last cells of the rows in the tables of those sections of a page. */
export function reasonsIn(page: string, ...sections: string[]): string[] {
  const texts = page.split(/^## /m).filter((text) => sections.includes(text.split('\n')[0]));
  const cells = texts.flatMap((text) => [...text.matchAll(/^\|.*\| ([^|]+) \|$/gm)].map(([, cell]) => cell));
  return [...new Set(cells.filter((cell) => !/^(-+|reason)$/.test(cell)))].sort();
}
