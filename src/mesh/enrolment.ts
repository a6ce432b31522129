import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { noteEnrolled } from '../ground/enrolled';
import { fail, oneOf } from '../ground/fail';
import { IMeshRef } from '../ground/mesh-ref';
import { claim } from '../ground/one-writer';
import { apiObjectOf } from '../host/api-object-of';
import { NEVER_INJECTED } from './control-plane/injection/never-injected';
import { DataPlaneMode } from './data-plane-mode';

const INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';
const DATAPLANE_MODE = 'istio.io/dataplane-mode';
const USE_WAYPOINT = 'istio.io/use-waypoint';

/** istio-cni leaves these alone. */
const NEVER_REDIRECTED = ['kube-system'];

type Labels = Readonly<Record<string, string | undefined>>;

/** Claims the namespace of the chart's cluster for one writer of its label. */
export function claimNamespace(writer: IConstruct, name: string): void {
  claim(writer, `Namespace '${name}' of chart '${Chart.of(writer).node.path}'`, 'make or enrol it once');
}

/** Labels an object that somebody else made so that its pods get the mesh's proxy. */
export function enrollExisting(place: IConstruct, mesh: IMeshRef, namespace: IConstruct, mode?: DataPlaneMode): void {
  const { name, metadata } = apiObjectOf(place, 'namespace', namespace, 'Namespace');
  claimNamespace(namespace, name);
  const present = Object.fromEntries([INJECTION, REVISION, DATAPLANE_MODE, USE_WAYPOINT].map((key) => [key, metadata.getLabel(key)]));
  const { key, value } = enrolmentLabel(place, name, present, mesh, mode);
  metadata.addLabel(key, value);
}

interface Label {
  readonly key: string;
  readonly value: string;
}

/** The label that enrols a namespace. It must have only one of them: `istio-injection` would win over `istio.io/rev`, and a sidecar over ztunnel. */
export function enrolmentLabel(place: IConstruct, name: string, present: Labels, mesh: IMeshRef, given?: DataPlaneMode): Label {
  const { ambient = false } = mesh.meshRef;
  const mode = given ?? (ambient ? DataPlaneMode.AMBIENT : DataPlaneMode.SIDECAR);
  if (mode === DataPlaneMode.AMBIENT && !ambient) {
    fail(place, `namespace '${name}' cannot join in mode '${mode}', the mesh has no ztunnel`, 'give the mesh DataPlane.ambient(), or leave out the mode');
  }
  checkReachable(place, name, mode);
  noteEnrolled(place, name, { ambient: mode === DataPlaneMode.AMBIENT, waypoint: present[USE_WAYPOINT] });
  const { label, allowed } = mode === DataPlaneMode.AMBIENT ? ambientLabel() : sidecarLabel(mesh);
  for (const key of [INJECTION, REVISION, DATAPLANE_MODE]) refuse(place, name, key, present[key], { ...allowed, [label.key]: label.value }[key]);
  return label;
}

function checkReachable(place: IConstruct, name: string, mode: DataPlaneMode): void {
  const [never, who] = mode === DataPlaneMode.AMBIENT ? [NEVER_REDIRECTED, 'istio-cni redirects'] : [NEVER_INJECTED, 'istiod injects'];
  if (never.includes(name)) fail(place, `namespace '${name}' cannot join the mesh, ${who} no pod of ${oneOf(never)}`, 'use another namespace');
}

function sidecarLabel({ meshRef: { revision } }: IMeshRef): { label: Label; allowed: Labels } {
  const label = revision === '' ? { key: INJECTION, value: 'enabled' } : { key: REVISION, value: revision };
  return { label, allowed: { [DATAPLANE_MODE]: 'none' } };
}

function ambientLabel(): { label: Label; allowed: Labels } {
  return { label: { key: DATAPLANE_MODE, value: 'ambient' }, allowed: { [INJECTION]: 'disabled' } };
}

function refuse(place: IConstruct, name: string, key: string, value: string | undefined, allowed: string | undefined): void {
  if (value === undefined || value === allowed) return;
  const instead = allowed ? `'${allowed}' is allowed` : 'it must not have that label';
  fail(place, `namespace '${name}' has the label ${key}=${value}, which keeps this mesh's proxies away (${instead})`,
    'remove the label, or leave the namespace out of this mesh');
}
