import { Model } from '../../src/model/model';
import { modelOf } from './model-of';

const HOST = 'reviews.shop.svc.cluster.local';

const rule = (namespace: string, name: string, spec: string, created = '') => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: ${name}, namespace: ${namespace}${created && `, creationTimestamp: "${created}"`} }
spec: ${spec}
---`;

const policy = (simple: string, more = '') => `{ host: ${HOST}, trafficPolicy: { loadBalancer: { simple: ${simple} } }${more} }`;
const inEffect = (model: Model, namespace: string, labels?: Record<string, string>) =>
  model.destinationRules.inEffect({ name: HOST, namespace: 'shop' }, { namespace, labels });
const names = (model: Model, namespace: string, labels?: Record<string, string>) =>
  inEffect(model, namespace, labels)?.resources.map(({ fullName }) => fullName);

describe('The DestinationRule in effect', () => {
  test('is that of the client, else of the host, else of the root namespace', () => {
    const model = modelOf(rule('client', 'a', policy('RANDOM')) + rule('shop', 'b', policy('RANDOM')) + rule('istio-system', 'c', policy('RANDOM')));
    const other = modelOf(rule('client', 'a', policy('RANDOM')) + rule('istio-system', 'c', policy('RANDOM')));
    expect([names(model, 'client'), names(model, 'other'), names(other, 'other')]).toEqual([['client/a'], ['shop/b'], ['istio-system/c']]);
  });

  test('is that of the host before that of the root namespace for clients of the root namespace', () => {
    const model = modelOf(rule('shop', 'b', policy('RANDOM')) + rule('istio-system', 'c', '{ host: "*.local" }'));
    expect(names(model, 'istio-system')).toEqual(['shop/b']);
  });

  test('is a private one of the root namespace for its clients alone', () => {
    const model = modelOf(rule('shop', 'b', policy('RANDOM')) + rule('istio-system', 'c', policy('RANDOM', ', exportTo: ["."]')));
    expect([names(model, 'istio-system'), names(model, 'other')]).toEqual([['istio-system/c'], ['shop/b']]);
  });

  test('is the one with the most specific host of its namespace', () => {
    const model = modelOf(rule('client', 'all', '{ host: "*" }') + rule('client', 'local', '{ host: "*.local" }') + rule('shop', 'b', policy('RANDOM')));
    expect(names(model, 'client')).toEqual(['client/local']);
  });

  test('means short names of its own namespace', () => {
    expect(names(modelOf(rule('shop', 'a', '{ host: reviews }')), 'other')).toEqual(['shop/a']);
  });

  test('is none that is not exported to the client', () => {
    const model = modelOf(rule('shop', 'a', policy('RANDOM', ', exportTo: [".", friends]')));
    expect(['shop', 'friends', 'other'].map((namespace) => names(model, namespace))).toEqual([['shop/a'], ['shop/a'], undefined]);
  });

  test('is private where the mesh says so', () => {
    const model = modelOf(rule('shop', 'a', policy('RANDOM')), { defaultDestinationRuleExportTo: ['.'] });
    expect(['shop', 'other'].map((namespace) => names(model, namespace))).toEqual([['shop/a'], undefined]);
  });
});

describe('DestinationRules of one host in one namespace', () => {
  const young = rule('shop', 'a', policy('RANDOM', ', subsets: [{ name: v1 }, { name: v2, labels: { version: v2 } }]'), '2026-02-01T00:00:00Z');
  const old = rule('shop', 'b', policy('ROUND_ROBIN', ', subsets: [{ name: v1, labels: { version: v1 } }]'), '2026-01-01T00:00:00Z');

  test('become one: the policy and the subsets of the oldest win, other subsets are added', () => {
    expect(inEffect(modelOf(young + old), 'other')).toMatchObject({
      resources: [{ name: 'b' }, { name: 'a' }],
      trafficPolicy: { value: { loadBalancer: { simple: 'ROUND_ROBIN' } }, resource: { name: 'b' }, path: ['spec', 'trafficPolicy'] },
      subsets: [{ name: 'v1', labels: { version: 'v1' } }, { name: 'v2', resource: { name: 'a' }, path: ['spec', 'subsets', 1] }],
    });
  });

  test('that lose are told', () => {
    expect(inEffect(modelOf(young + old), 'other')?.ignored).toMatchObject([
      { resource: { name: 'a' }, path: ['spec', 'trafficPolicy'] }, { resource: { name: 'a' }, path: ['spec', 'subsets', 0] },
    ]);
  });

  test('of no known age are taken by name', () => {
    expect(names(modelOf(rule('shop', 'b', policy('RANDOM')) + rule('shop', 'a', policy('RANDOM'))), 'other')).toEqual(['shop/a', 'shop/b']);
  });

  test('take the policy of a younger one if the oldest has none', () => {
    expect(inEffect(modelOf(rule('shop', 'a', `{ host: ${HOST} }`) + rule('shop', 'b', policy('RANDOM'))), 'other')).toMatchObject({ trafficPolicy: { resource: { name: 'b' } } });
  });

  test('stay apart if they are exported to others: clients that see both take the last', () => {
    const model = modelOf(rule('shop', 'a', policy('RANDOM', ', exportTo: [one]')) + rule('shop', 'b', policy('RANDOM', ', exportTo: [two]')));
    expect(['one', 'two'].map((namespace) => names(model, namespace))).toEqual([['shop/a'], ['shop/b']]);
  });

  test('join one that is exported to fewer namespaces', () => {
    const model = modelOf(rule('shop', 'a', policy('RANDOM', ', exportTo: [one]')) + rule('shop', 'b', policy('RANDOM', ', exportTo: [one, two]')));
    expect(['one', 'two'].map((namespace) => names(model, namespace))).toEqual([['shop/a', 'shop/b'], undefined]);
  });

  test('hold for certain workloads first', () => {
    const model = modelOf(rule('shop', 'a', policy('RANDOM')) + rule('shop', 'b', policy('RANDOM', ', workloadSelector: { matchLabels: { app: a } }')));
    expect([names(model, 'shop', { app: 'a' }), names(model, 'shop', { app: 'b' }), names(model, 'shop'), names(model, 'other', { app: 'a' })])
      .toEqual([['shop/b'], ['shop/a'], ['shop/a'], ['shop/a']]);
  });

  test('stay apart if they hold for different workloads', () => {
    const special = (name: string) => rule('shop', name, policy('RANDOM', `, workloadSelector: { matchLabels: { app: ${name} } }`));
    const model = modelOf(special('a') + special('b'));
    expect(['a', 'b'].map((app) => names(model, 'shop', { app }))).toEqual([['shop/a'], ['shop/b']]);
  });

  test('are found by their host', () => {
    expect(modelOf(young + old + rule('bank', 'c', policy('RANDOM'))).destinationRules.ofHost(HOST).map(({ namespace }) => namespace).sort()).toEqual(['bank', 'shop']);
  });
});
