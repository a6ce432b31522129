import { readFileSync } from 'fs';
import { join } from 'path';
import { byName, meshManifests, reasonsIn } from './comparison';
import { Difference, differences } from './difference';
import { buildGoTools } from './go-tools';
import { installationOf, outcomeDifferences } from './installation-outcome';
import { CA_ROWS, ISTIOD_ROWS } from './matrix-control-plane';
import { INJECTION_ROWS, PROXY_ROWS } from './matrix-injection';
import { CONFIG_ROWS, OBJECT_ROWS, REVISION_ROWS } from './matrix-mesh';
import { PLATFORM_ROWS, PROFILE_ROWS } from './matrix-platforms';
import { REMOTE_ROWS } from './matrix-remote';
import { MatrixRow } from './matrix-row';
import { NODE_AGENT_DIFFERENCES } from './node-agent-differences';
import { OPTION_VARIANTS } from './option-variants';
import { isMeant, MEANT_DIFFERENCES } from './parity-differences';
import { MESH_VARIANTS } from './parity-variants';
import { upstreamManifests } from './upstream-manifests';

jest.setTimeout(20 * 60_000);

const VARIANTS: MatrixRow[] = Object.entries({ ...MESH_VARIANTS, ...OPTION_VARIANTS }).map(([title, variant]) => ({ title, ...variant }));
const INJECTION: readonly MatrixRow[] = [...PROXY_ROWS, ...INJECTION_ROWS];
const MATRIX: readonly MatrixRow[] = [
  ...VARIANTS, ...ISTIOD_ROWS, ...CA_ROWS, ...CONFIG_ROWS, ...OBJECT_ROWS, ...REVISION_ROWS, ...INJECTION,
  ...PROFILE_ROWS, ...PLATFORM_ROWS, ...REMOTE_ROWS,
];
const byTitle = (rows: readonly MatrixRow[]) => rows.map((row) => [row.title, row] as const);

const tools = buildGoTools();
const met = new Set<object>();
const upstreamKinds = new Set<string>();

function isExplained(difference: Difference): boolean {
  const meant = [...MEANT_DIFFERENCES, ...NODE_AGENT_DIFFERENCES].filter((one) => isMeant(difference, one));
  meant.forEach((one) => met.add(one));
  return meant.length > 0;
}

test.each(byTitle(MATRIX))('%s: the objects are those of the charts, but for what is meant', (_, { props, tags, upstream }) => {
  const theirs = upstreamManifests(tools, upstream);
  theirs.forEach(({ kind }) => upstreamKinds.add(kind));
  const found = differences(byName(meshManifests(props, tags)), byName(theirs));
  expect(found.filter((difference) => !isExplained(difference))).toEqual([]);
});

test.each(byTitle(INJECTION))('%s: Istio makes the same pods and gateways of both', (_, { props, upstream }) => {
  const [ours, theirs] = [meshManifests(props), upstreamManifests(tools, upstream)].map((objects) => installationOf(objects, upstream.revision));
  expect(outcomeDifferences(tools, ours, theirs)).toEqual([]);
});

test('the profile empty makes nothing, as a program without a mesh', () => {
  expect(upstreamManifests(tools, { profile: 'empty' })).toEqual([]);
});

test('each meant difference exists', () => {
  expect(MEANT_DIFFERENCES.filter((one) => !met.has(one))).toEqual([]);
});

test('the page says every meant difference, and no other', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'parity.md'), 'utf8');
  expect(reasonsIn(page, 'Objects', 'Contents')).toEqual([...new Set(MEANT_DIFFERENCES.map(({ reason }) => reason))].sort());
});

test('every kind is compared', () => {
  expect([...upstreamKinds].sort()).toEqual([
    'ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'CustomResourceDefinition', 'DaemonSet', 'Deployment', 'EndpointSlice', 'HorizontalPodAutoscaler',
    'MutatingWebhookConfiguration', 'NetworkAttachmentDefinition', 'NetworkPolicy', 'PodDisruptionBudget', 'Role', 'RoleBinding', 'Service',
    'ServiceAccount', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration',
  ]);
});

test('every setting has a title of its own', () => {
  const titles = MATRIX.map(({ title }) => title);
  expect(titles.filter((title, i) => titles.indexOf(title) < i)).toEqual([]);
});
