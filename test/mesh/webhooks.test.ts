import { Manifests, synth } from './synth';

const DEFAULT_VALIDATOR = 'istiod-default-validator';

function injections(manifests: Manifests, name: string): Record<string, any> {
  return Object.fromEntries(manifests.get('MutatingWebhookConfiguration', name).webhooks.map((hook: any) => [hook.name.split('.sidecar')[0], hook]));
}

test('the default revision injects by its two labels, of namespaces and of pods', () => {
  const hooks = injections(synth(), 'istio-sidecar-injector');
  expect(Object.keys(hooks)).toEqual(['rev.namespace', 'rev.object', 'namespace', 'object']);
  expect(hooks.namespace.namespaceSelector.matchExpressions).toEqual([{ key: 'istio-injection', operator: 'In', values: ['enabled'] }]);
  expect(hooks.object.objectSelector.matchExpressions).toEqual([
    { key: 'sidecar.istio.io/inject', operator: 'In', values: ['true'] }, { key: 'istio.io/rev', operator: 'DoesNotExist' },
  ]);
});

test('a named revision injects by its own label only', () => {
  const hooks = injections(synth({ revision: 'canary' }), 'istio-sidecar-injector-canary');
  expect(Object.keys(hooks)).toEqual(['rev.namespace', 'rev.object']);
  expect(hooks['rev.namespace'].namespaceSelector.matchExpressions).toEqual([
    { key: 'istio.io/rev', operator: 'In', values: ['canary'] }, { key: 'istio-injection', operator: 'DoesNotExist' },
  ]);
  expect(hooks['rev.object'].objectSelector.matchExpressions).toContainEqual({ key: 'istio.io/rev', operator: 'In', values: ['canary'] });
});

test('pods that opt out are left alone', () => {
  const hooks = injections(synth(), 'istio-sidecar-injector');
  for (const hook of [hooks['rev.namespace'], hooks['rev.object'], hooks.namespace]) {
    expect(hook.objectSelector.matchExpressions).toContainEqual({ key: 'sidecar.istio.io/inject', operator: 'NotIn', values: ['false'] });
  }
});

test('no pod starts without its proxy because istiod is away', () => {
  const policies = Object.values(injections(synth(), 'istio-sidecar-injector')).map(({ failurePolicy }) => failurePolicy);
  expect(policies).toEqual(['Fail', 'Fail', 'Fail', 'Fail']);
});

test('a mesh outside of istio-system has an injector of its own name', () => {
  expect(synth({ namespace: 'mesh' }).names('MutatingWebhookConfiguration')).toEqual(['istio-sidecar-injector-mesh']);
});

test('objects of a revision are validated by it, all others by the default validator', () => {
  const manifests = synth({ revision: 'canary' });
  const [own] = manifests.get('ValidatingWebhookConfiguration', 'istio-validator-canary-istio-system').webhooks;
  const [rest] = manifests.get('ValidatingWebhookConfiguration', DEFAULT_VALIDATOR).webhooks;
  expect(own.objectSelector.matchExpressions).toEqual([{ key: 'istio.io/rev', operator: 'In', values: ['canary'] }]);
  expect(rest.objectSelector.matchExpressions).toEqual([{ key: 'istio.io/rev', operator: 'DoesNotExist' }]);
});

test("every webhook asks the revision's own istiod", () => {
  const services = synth({ revision: 'canary', namespace: 'mesh' }).all.flatMap(({ webhooks = [] }) => webhooks).map((hook: any) => hook.clientConfig.service);
  expect(new Set(services.map(({ namespace, name, port }: any) => `${namespace}/${name}:${port}`))).toEqual(new Set(['mesh/istiod-canary:443']));
});

test('what istiod writes at run time is not in the output', () => {
  const manifests = synth();
  expect(JSON.stringify(manifests.all.filter(({ webhooks }) => webhooks))).not.toContain('caBundle');
  for (const name of manifests.names('ValidatingWebhookConfiguration')) {
    expect(manifests.get('ValidatingWebhookConfiguration', name).webhooks[0]).not.toHaveProperty('failurePolicy');
  }
});

test('istiod finds the webhooks that it patches by the label of its revision', () => {
  const labels = synth({ revision: 'canary' }).all.filter(({ webhooks }) => webhooks).map(({ metadata }) => metadata.labels['istio.io/rev']);
  expect(labels).toEqual(['canary', 'canary', 'canary']);
});
