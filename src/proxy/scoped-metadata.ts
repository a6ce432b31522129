import { Construct } from 'constructs';
import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';
import { claim } from '../ground/one-writer';
import { PolicyScope } from '../security/policy-scope';

/**
 * Name and namespace of the one object of a kind for a scope: `default` for a namespace or the mesh, the construct's id for a workload.
 * A second writer of the scope, or of the name, is refused.
 */
export function scopedMetadata(place: Construct, kind: string, id: string, cover: PolicyScope): { name: string; namespace: string } {
  if (cover._targetRefs(place)) {
    fail(place, `it can't cover the ${cover._name}, a ${kind} covers the mesh, namespaces or workloads`, 'cover one of these, e.g. PolicyScope.workload(namespace, labels)');
  }
  const ofWorkload = cover._selector(place) !== undefined;
  const name = ofWorkload ? dnsName(place, 'name', id) : 'default';
  const namespace = cover._namespace(place);
  claim(place, `${kind} ${namespace}/${name}`, 'cover that scope once; for a workload the id is the name');
  if (ofWorkload) claim(place, `${kind} of the ${cover._text}`, 'cover that workload once');
  return { name, namespace };
}
