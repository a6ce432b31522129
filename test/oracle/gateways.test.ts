import { injectorConfig } from '../../src/mesh/control-plane/injection/injection';
import { differences } from './difference';
import { explanations } from './explained';
import { gatewaysOf } from './gateways';
import { buildGoTools } from './go-tools';
import { deployed, KubeObject, upstreamInstallation } from './injector';
import { VARIANTS } from './installations';
import { comparable } from './pod-form';

jest.setTimeout(20 * 60_000);

const tools = buildGoTools();
const explained = explanations('gateways');

/** The objects by kind and name, pods in the form in which they are compared. */
function byName(objects: KubeObject[]): Record<string, object> {
  return Object.fromEntries(objects.map((object) => {
    const { kind, metadata, spec } = object;
    return [`${kind} ${metadata.name}`, { metadata, spec: kind === 'Deployment' ? { ...spec, template: comparable(object) } : spec }];
  }));
}

test.each(Object.entries(VARIANTS))('with %s, Gateways get the objects that upstream gives them', (_, { settings, upstream }) => {
  const theirs = upstreamInstallation(tools, upstream);
  const objects = gatewaysOf(theirs.revision);
  const expected = byName(deployed(tools, theirs, objects));
  const found = differences(byName(deployed(tools, { ...theirs, ...injectorConfig('Mesh', settings) }, objects)), expected);
  // An account, a Deployment and a Service for each; autoscaler and budget only where they are patched.
  expect(Object.keys(expected)).toHaveLength(3 * objects.filter(({ kind }) => kind === 'Gateway').length + 2 * 2);
  expect(found.filter(explained.lacks)).toEqual([]);
});

test('each explained difference of gateways exists, and has its reason in the documentation', () => {
  expect(explained.unused).toEqual([]);
  expect(explained.undocumented).toEqual([]);
});
