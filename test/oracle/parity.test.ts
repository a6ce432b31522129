import { readFileSync } from 'fs';
import { join } from 'path';
import { Mesh } from '../../src/mesh/mesh';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Manifests, newChart } from '../mesh/synth';
import { Difference, differences } from './difference';
import { buildGoTools, GoTools } from './go-tools';
import { comparableObject } from './object-form';
import { OPTION_VARIANTS } from './option-variants';
import { isMeant, MEANT_DIFFERENCES } from './parity-differences';
import { MESH_VARIANTS } from './parity-variants';
import { upstreamManifests } from './upstream-manifests';

jest.setTimeout(20 * 60_000);

const VARIANTS = { ...MESH_VARIANTS, ...OPTION_VARIANTS };

let found: Record<string, Difference[]>;
let upstreamKinds: Set<string>;

beforeAll(() => {
  const tools: GoTools = buildGoTools();
  upstreamKinds = new Set();
  found = Object.fromEntries(Object.entries(VARIANTS).map(([name, { props, tags, upstream }]) => {
    const theirs = upstreamManifests(tools, upstream);
    for (const { kind } of theirs) upstreamKinds.add(kind);
    return [name, differences(byName(ours(props, tags)), byName(theirs))];
  }));
});

function ours(props: MeshProps, tags: string[] = []): any[] {
  const chart = newChart();
  const mesh = new Mesh(chart, 'mesh', props);
  for (const tag of tags) mesh.addTag(tag);
  return new Manifests(chart).all;
}

function byName(objects: any[]): Record<string, object> {
  const named = objects.map((object) => [`${object.kind} ${object.metadata.namespace ?? '-'} ${object.metadata.name}`, comparableObject(object)]);
  const result = Object.fromEntries(named);
  expect(Object.keys(result)).toHaveLength(objects.length);
  return result;
}

/** The last cells of the rows in the tables of a page. */
function reasons(page: string): string[] {
  const sections = page.split(/^## /m).filter((section) => /^(Objects|Contents)\n/.test(section));
  return sections.flatMap((section) => [...section.matchAll(/^\|.*\| ([^|]+) \|$/gm)].map(([, cell]) => cell).filter((cell) => !/^(-+|reason)$/.test(cell)));
}

test.each(Object.keys(VARIANTS))('%s: nothing differs from the charts but what is meant', (name) => {
  expect(found[name].filter((difference) => !MEANT_DIFFERENCES.some((meant) => isMeant(difference, meant)))).toEqual([]);
});

test('each meant difference exists', () => {
  const all = Object.values(found).flat();
  expect(MEANT_DIFFERENCES.filter((meant) => !all.some((difference) => isMeant(difference, meant)))).toEqual([]);
});

test('the page says every meant difference, and no other', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'parity.md'), 'utf8');
  expect([...new Set(reasons(page))].sort()).toEqual([...new Set(MEANT_DIFFERENCES.map(({ reason }) => reason))].sort());
});

test('every kind of the control plane is compared', () => {
  expect([...upstreamKinds].sort()).toEqual([
    'ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'CustomResourceDefinition', 'Deployment', 'HorizontalPodAutoscaler', 'MutatingWebhookConfiguration',
    'NetworkPolicy', 'PodDisruptionBudget', 'Role', 'RoleBinding', 'Service', 'ServiceAccount', 'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration',
  ]);
});
