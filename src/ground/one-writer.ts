import { IConstruct } from 'constructs';
import { fail, placeOf } from './fail';
import { PerApp } from './per-app';

const registry = new PerApp(() => new Map<string, IConstruct>());

/**
 * Claims the one place that writes a resource of the mesh, e.g. `DestinationRule of reviews.shop.svc.cluster.local`.
 * Istio merges or ignores a second writer silently, so within one app the second claim throws, naming both.
 */
export function claim(writer: IConstruct, resource: string, cure: string): void {
  const claims = registry.of(writer);
  const first = claims.get(resource);
  if (first) fail(writer, `the ${resource} is written by ${placeOf(first)} already, one writer is allowed`, cure);
  claims.set(resource, writer);
}
