import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail, oneOf } from '../ground/fail';
import { IMeshRef } from '../ground/mesh-ref';
import { claim } from '../ground/one-writer';
import { apiObjectOf } from '../host/api-object-of';

const INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';
const DATAPLANE_MODE = 'istio.io/dataplane-mode';

/** istiod injects no pod of these, whatever their labels say. */
const NEVER_INJECTED = ['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'];

type Labels = Readonly<Record<string, string | undefined>>;

/** Claims the namespace of the chart's cluster for one writer of its label. */
export function claimNamespace(writer: IConstruct, name: string): void {
  claim(writer, `Namespace '${name}' of chart '${Chart.of(writer).node.path}'`, 'make or enrol it once');
}

/** Labels an object that somebody else made so that its pods get the mesh's proxy. */
export function enrollExisting(place: IConstruct, mesh: IMeshRef, namespace: IConstruct): void {
  const { name, metadata } = apiObjectOf(place, 'namespace', namespace, 'Namespace');
  claimNamespace(namespace, name);
  const present = Object.fromEntries([INJECTION, REVISION, DATAPLANE_MODE].map((key) => [key, metadata.getLabel(key)]));
  const { key, value } = enrolmentLabel(place, name, present, mesh);
  metadata.addLabel(key, value);
}

/** The label that enrols a namespace: `istio-injection` or `istio.io/rev`. It must have only one of them, the former would win. */
export function enrolmentLabel(place: IConstruct, name: string, present: Labels, mesh: IMeshRef): { readonly key: string; readonly value: string } {
  if (NEVER_INJECTED.includes(name)) {
    fail(place, `namespace '${name}' cannot join the mesh, istiod injects no pod of ${oneOf(NEVER_INJECTED)}`, 'use another namespace');
  }
  const { revision } = mesh.meshRef;
  const label = revision === '' ? { key: INJECTION, value: 'enabled' } : { key: REVISION, value: revision };
  const allowed: Labels = { [DATAPLANE_MODE]: 'none', [label.key]: label.value };
  for (const key of [INJECTION, REVISION, DATAPLANE_MODE]) refuse(place, name, key, present[key], allowed[key]);
  return label;
}

function refuse(place: IConstruct, name: string, key: string, value: string | undefined, allowed: string | undefined): void {
  if (value === undefined || value === allowed) return;
  const instead = allowed ? `'${allowed}' is allowed` : 'it must not have that label';
  fail(place, `namespace '${name}' has the label ${key}=${value}, which keeps this mesh's proxies away (${instead})`,
    'remove the label, or leave the namespace out of this mesh');
}
