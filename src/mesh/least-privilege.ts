import { Construct } from 'constructs';
import { fail } from '../ground/fail';
import { IMeshRef } from '../ground/mesh-ref';
import { LeastPrivilegeOptions } from '../privilege/least-privilege-options';
import { PrivilegedNamespace } from '../privilege/privileged-namespace';

/** What `leastPrivilege()` of a mesh does, below the mesh: one construct for each namespace. Returns that around all of them. */
export function leastPrivilegeOf(mesh: IMeshRef & Construct, options: LeastPrivilegeOptions): Construct {
  const scope = mesh.node.tryFindChild('LeastPrivilege') as Construct | undefined ?? new Construct(mesh, 'LeastPrivilege');
  if (options.namespaces.length === 0) fail(mesh, 'leastPrivilege() names no namespaces', `name one at least, e.g. namespaces: ['shop']`);
  for (const namespace of options.namespaces) {
    if (scope.node.tryFindChild(namespace)) fail(mesh, `the privileges of namespace '${namespace}' were said already`, 'say them once for each namespace');
    new PrivilegedNamespace(scope, namespace, mesh, options);
  }
  return scope;
}
