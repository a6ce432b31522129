import { readFileSync } from 'fs';
import { join } from 'path';
import { byName, meshManifests, reasonsIn } from './comparison';
import { Difference, differences } from './difference';
import { buildGoTools } from './go-tools';
import { NODE_AGENT_DIFFERENCES } from './node-agent-differences';
import { NODE_AGENT_VARIANTS } from './node-agents';
import { isMeant, MEANT_DIFFERENCES } from './parity-differences';
import { upstreamManifests } from './upstream-manifests';

jest.setTimeout(20 * 60_000);

const tools = buildGoTools();
const found: Difference[] = [];
const compared = new Set<string>();
const isExplained = (difference: Difference) => [...MEANT_DIFFERENCES, ...NODE_AGENT_DIFFERENCES].some((meant) => isMeant(difference, meant));

test.each(Object.entries(NODE_AGENT_VARIANTS))('%s: nothing differs from the charts but what is meant', (_, { props, upstream }) => {
  const theirs = upstreamManifests(tools, upstream);
  theirs.filter(({ metadata }) => /^(istio-cni|ztunnel|node-proxy)/.test(metadata.name)).forEach(({ kind }) => compared.add(kind));
  const all = differences(byName(meshManifests(props)), byName(theirs));
  found.push(...all);
  expect(all.filter((difference) => !isExplained(difference))).toEqual([]);
});

test('each meant difference exists', () => {
  expect(NODE_AGENT_DIFFERENCES.filter((meant) => !found.some((difference) => isMeant(difference, meant)))).toEqual([]);
});

test('the page says every meant difference, and no other', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'parity.md'), 'utf8');
  expect(reasonsIn(page, 'Node agents')).toEqual([...new Set(NODE_AGENT_DIFFERENCES.map(({ reason }) => reason))].sort());
});

test('every kind of the agents is compared', () => {
  expect([...compared].sort()).toEqual([
    'ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'DaemonSet', 'NetworkAttachmentDefinition', 'NetworkPolicy', 'ResourceQuota', 'ServiceAccount',
  ]);
});
