import { Chart } from 'cdk8s';
import { ExportTo } from '../../src/host/export-to';
import { ClientPolicy, ClientPolicyProps } from '../../src/policy/client-policy';
import { ClientTls } from '../../src/policy/client-tls';
import { DestinationPolicy } from '../../src/policy/destination-policy';
import { silent, warnings } from '../ground/warnings';
import { objects } from '../service/objects';
import { ratings, TestRule } from './rule';

silent();

const limit = (maxConnections: number) => DestinationPolicy.connectionPool({ maxConnections });
const pool = (maxConnections: number) => ({ connectionPool: { tcp: { maxConnections } } });

const add = (chart: Chart, id: string, props: Partial<ClientPolicyProps> = {}) =>
  new ClientPolicy(chart, id, { host: ratings, policies: [limit(1)], namespace: 'shop', ...props });
const rules = (chart: Chart): any[] => objects(chart, 'DestinationRule');

test('the clients of a namespace have a rule there, which only they see', () => {
  const { chart } = new TestRule();
  add(chart, 'shop-to-ratings');
  expect(rules(chart)).toMatchObject([{
    metadata: { name: 'shop-to-ratings', namespace: 'shop' },
    spec: { host: 'ratings.data.svc.cluster.local', trafficPolicy: pool(1), exportTo: ['shop'] },
  }]);
});

test('it repeats what the host says, versions included, also what is said later', () => {
  const rule = new TestRule();
  add(rule.chart, 'shop-to-ratings');
  rule.add(DestinationPolicy.tls(ClientTls.istioMutual())).version('v1');
  const [, client] = rules(rule.chart).sort((a, b) => a.metadata.namespace.localeCompare(b.metadata.namespace));
  expect(client.spec).toEqual({
    host: 'ratings.data.svc.cluster.local',
    trafficPolicy: { ...pool(1), tls: { mode: 'ISTIO_MUTUAL' } },
    subsets: [{ name: 'v1', labels: { version: 'v1' } }],
    exportTo: ['shop'],
  });
});

test('it goes before what ports and versions say', () => {
  const rule = new TestRule().version('v1').add(limit(7), { version: 'v1' }).add(limit(8), { port: 9080 });
  add(rule.chart, 'shop-to-ratings');
  const client = rules(rule.chart).find(({ metadata }) => metadata.namespace === 'shop');
  const portLevelSettings = [{ port: { number: 9080 }, ...pool(1) }];
  expect(client.spec).toMatchObject({
    trafficPolicy: { ...pool(1), portLevelSettings },
    subsets: [{ name: 'v1', trafficPolicy: { ...pool(1), portLevelSettings } }],
  });
});

test('clients that are selected leave a rule to the others, that of the host', () => {
  const rule = new TestRule().add(limit(100));
  add(rule.chart, 'cart', { clients: { app: 'cart' } });
  add(rule.chart, 'till', { clients: { app: 'till' } });
  const made = new Map(rules(rule.chart).map(({ metadata, spec }) => [`${metadata.namespace}/${metadata.name}`, spec]));
  expect([...made.keys()].sort()).toEqual(['data/ratings', 'shop/cart', 'shop/ratings.data', 'shop/till']);
  expect(made.get('shop/cart')).toEqual({
    host: 'ratings.data.svc.cluster.local', trafficPolicy: pool(1), workloadSelector: { matchLabels: { app: 'cart' } }, exportTo: ['.'],
  });
  expect(made.get('shop/ratings.data')).toEqual({ host: 'ratings.data.svc.cluster.local', trafficPolicy: pool(100), exportTo: ['shop'] });
});

test.each([true, false])('unless there is one for all clients of the namespace (first: %s)', (first) => {
  const { chart } = new TestRule();
  if (first) add(chart, 'all');
  add(chart, 'cart', { clients: { app: 'cart' } });
  if (!first) add(chart, 'all');
  expect(rules(chart).map(({ metadata }) => metadata.name).sort()).toEqual(['all', 'cart']);
});

test('in the namespace of the host the others have the rule of the host', () => {
  const rule = new TestRule().add(limit(100));
  add(rule.chart, 'cart', { namespace: 'data', clients: { app: 'cart' } });
  expect(rules(rule.chart).map(({ metadata, spec }) => [metadata.name, spec.exportTo])).toEqual([['ratings', undefined], ['cart', ['.']]]);
});

test('the rule beside it is exported by name, for Istio would lose one that is exported to its own namespace as the other is', () => {
  const rule = new TestRule().add(limit(100));
  rule.rules.exportTo(rule.chart, ExportTo.ownNamespace());
  add(rule.chart, 'cart', { namespace: 'data', clients: { app: 'cart' } });
  expect(rules(rule.chart).map(({ metadata, spec }) => [metadata.name, spec.exportTo])).toEqual([['ratings', ['data']], ['cart', ['.']]]);
});

test('sidecars that are selected read the Secret', () => {
  const { chart } = new TestRule();
  add(chart, 'cart', { clients: { app: 'cart' }, policies: [DestinationPolicy.tls(ClientTls.simple({ credentialName: 'ratings-ca' }))] });
  expect(warnings(chart)).toEqual([]);
  add(chart, 'all', { policies: [DestinationPolicy.tls(ClientTls.simple({ credentialName: 'ratings-ca' }))] });
  expect(warnings(chart).length).toBe(1);
});

test('what is said of all clients of a namespace, or of the same ones, is said once', () => {
  const { chart } = new TestRule();
  add(chart, 'cart', { clients: { app: 'cart' } });
  expect(() => add(chart, 'again', { clients: { app: 'cart' } })).toThrow(
    `ClientPolicy 'bookinfo/again': the DestinationRule of ratings.data.svc.cluster.local for app=cart of shop is written by ClientPolicy 'bookinfo/cart' `
    + 'already, one writer is allowed; put all policies into one of them');
});

test.each<[Partial<ClientPolicyProps>, string]>([
  [{ policies: [] }, 'has no policies, at least one is needed; say what the clients do otherwise'],
  [{ namespace: 'data' }, 'all clients of namespace data are meant, which has the rule of ratings.data.svc.cluster.local itself; add the policies to the host'],
  [{ namespace: 'Shop' }, `namespace 'Shop' is not a DNS label`],
  [{ clients: {} }, 'clients is empty, at least one label is needed'],
])('bad clients are refused %#', (props, message) => {
  expect(() => add(new TestRule().chart, 'cart', props)).toThrow(`ClientPolicy 'bookinfo/cart': ${message}`);
});

test('the namespace is that of the chart, if it has one', () => {
  const { chart } = new TestRule();
  add(chart, 'all', { namespace: undefined });
  expect(rules(chart)[0].metadata.namespace).toBe('bookinfo');
  expect(() => add(new Chart(chart, 'nowhere'), 'all', { namespace: undefined })).toThrow(
    `neither the props nor the chart name a namespace; say that of the clients, e.g. namespace: 'shop'`);
});

test('what would be lost for a port of the host is refused', () => {
  const rule = new TestRule().add(limit(8), { port: 9080 });
  expect(() => add(rule.chart, 'all', { policies: [DestinationPolicy.retryBudget({ percent: 10 })] })).toThrow(
    'the retryBudget of ratings.data.svc.cluster.local does not hold for port 9080');
});
