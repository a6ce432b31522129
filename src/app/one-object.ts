import { IConstruct } from 'constructs';
import { fail, placeOf } from '../ground/fail';
import { Manifest } from './synth-document';

/** Which object a manifest is to a cluster, in words; its version does not count. Undefined for one without a name. */
export function identityOf(manifest: Manifest): string | undefined {
  const { kind, metadata } = manifest;
  if (!metadata?.name) return undefined;
  const name = metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;
  return `${kind} '${name}' of ${groupOf(manifest)}`;
}

/** The API group of a manifest, `core` where the version says none. */
export function groupOf({ apiVersion }: Manifest): string {
  return apiVersion?.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : 'core';
}

/** Refuses a second object of one name in one chart: applied, the second would replace the first. */
export class OneObject {
  private readonly places = new Map<string, IConstruct>();

  public claim(place: IConstruct, manifest: Manifest): void {
    const identity = identityOf(manifest);
    if (identity === undefined) return;
    const first = this.places.get(identity);
    if (first) {
      fail(place, `the chart has ${identity} already, from ${placeOf(first)}, one object of a group, kind, namespace and name is allowed`,
        'drop one of them, or give it another name or namespace');
    }
    this.places.set(identity, place);
  }
}
