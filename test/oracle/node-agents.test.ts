import { readFileSync } from 'fs';
import { join } from 'path';
import { synth } from '../mesh/synth';
import { Difference, differences } from './difference';
import { buildGoTools } from './go-tools';
import { NODE_AGENT_DIFFERENCES } from './node-agent-differences';
import { NODE_AGENT_VARIANTS } from './node-agents';
import { comparableObject } from './object-form';
import { isMeant, MEANT_DIFFERENCES } from './parity-differences';
import { upstreamManifests } from './upstream-manifests';

jest.setTimeout(20 * 60_000);

/** What the charts cni and ztunnel make, and where istiod and the mesh's config have to agree with it. */
const AGENT = /^[A-Za-z]+ \S+ (istio-cni\S*|ztunnel|node-proxy\S*)$/;
const ISTIOD = /^(Deployment|ConfigMap) \S+ istio(d)?(-canary)?$/;

let found: Record<string, Difference[]>;
let compared: Set<string>;

beforeAll(() => {
  const tools = buildGoTools();
  compared = new Set();
  found = Object.fromEntries(Object.entries(NODE_AGENT_VARIANTS).map(([name, { props, upstream }]) => {
    const theirs = byName(upstreamManifests(tools, upstream));
    Object.keys(theirs).filter((key) => AGENT.test(key)).forEach((key) => compared.add(key.split(' ')[0]));
    return [name, differences(byName(synth(props).all), theirs)];
  }));
});

function byName(objects: any[]): Record<string, object> {
  const named = objects.map((object) => [`${object.kind} ${object.metadata.namespace ?? '-'} ${object.metadata.name}`, comparableObject(object)] as const);
  return Object.fromEntries(named.filter(([name]) => AGENT.test(name) || ISTIOD.test(name)));
}

const isExplained = (difference: Difference) => [...MEANT_DIFFERENCES, ...NODE_AGENT_DIFFERENCES].some((meant) => isMeant(difference, meant));

test.each(Object.keys(NODE_AGENT_VARIANTS))('%s: nothing differs from the charts but what is meant', (name) => {
  expect(found[name].filter((difference) => !isExplained(difference))).toEqual([]);
});

test('each meant difference exists', () => {
  const all = Object.values(found).flat();
  expect(NODE_AGENT_DIFFERENCES.filter((meant) => !all.some((difference) => isMeant(difference, meant)))).toEqual([]);
});

test('the page says every meant difference, and no other', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'parity.md'), 'utf8');
  const section = page.split(/^## /m).find((text) => text.startsWith('Node agents\n')) ?? '';
  const reasons = [...section.matchAll(/^\|.*\| ([^|]+) \|$/gm)].map(([, cell]) => cell).filter((cell) => !/^(-+|reason)$/.test(cell));
  expect([...new Set(reasons)].sort()).toEqual([...new Set(NODE_AGENT_DIFFERENCES.map(({ reason }) => reason))].sort());
});

test('every kind of the agents is compared', () => {
  expect([...compared].sort()).toEqual([
    'ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'DaemonSet', 'NetworkAttachmentDefinition', 'NetworkPolicy', 'ResourceQuota', 'ServiceAccount',
  ]);
});
