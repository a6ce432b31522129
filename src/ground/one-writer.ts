import { IConstruct } from 'constructs';
import { fail, placeOf } from './fail';

const registries = new WeakMap<IConstruct, Map<string, IConstruct>>();

/**
 * Claims the one place that writes a resource of the mesh, e.g. `DestinationRule of reviews.shop.svc.cluster.local`.
 * Istio merges or ignores a second writer silently, so within one app the second claim throws, naming both.
 */
export function claim(writer: IConstruct, resource: string, cure: string): void {
  const claims = claimsOf(writer);
  const first = claims.get(resource);
  if (first) fail(writer, `the ${resource} is written by ${placeOf(first)} already, one writer is allowed`, cure);
  claims.set(resource, writer);
}

function claimsOf(writer: IConstruct): Map<string, IConstruct> {
  const { root } = writer.node;
  let claims = registries.get(root);
  if (!claims) registries.set(root, claims = new Map());
  return claims;
}
