import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { networking } from '../api';
import { claim } from '../ground/one-writer';

/** Writes a VirtualService, the only one of its name: the API server would take a second one for a change of the first. */
export function writeVirtualService(
  place: Construct, metadata: { readonly name: string; readonly namespace: string }, spec: () => networking.VirtualServiceSpec, id = 'VirtualService',
): void {
  const { name, namespace } = metadata;
  claim(place, `VirtualService '${namespace}/${name}'`, 'name them apart');
  new networking.VirtualService(place, id, { metadata: { name, namespace }, spec: Lazy.any({ produce: spec }) });
}
