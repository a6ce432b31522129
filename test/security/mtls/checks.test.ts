import { networking } from '../../../src/api';
import { MtlsMode } from '../../../src/security/mtls-mode';
import { PolicyScope } from '../../../src/security/policy-scope';
import { CART, MESH, SHOP, Town } from './town';

let town: Town;
beforeEach(() => { town = new Town(); });

const checks = (cover = SHOP, id = 'shop') => town.strict(id, { cover, stage: MtlsMode.PERMISSIVE }).checks;
const found = (text: string, cover = SHOP, id?: string) => checks(cover, id).find(({ before }) => before.includes(text))!.found;

test('each step has its checks, in order', () => {
  expect(checks().map(({ stage, promql, command }) => [stage, promql ? 'PromQL' : command ? 'command' : 'text'])).toEqual([
    ['PERMISSIVE', 'command'], ['STRICT', 'command'], ['STRICT', 'command'], ['STRICT', 'PromQL'], ['STRICT', 'PromQL'], ['STRICT', 'PromQL'],
    ['STRICT', 'text'], ['STRICT', 'text'], ['STRICT', 'text'],
  ]);
});

test('a query shows the plain text that workloads took', () => {
  const series = 'istio_requests_total{reporter="destination", connection_security_policy!="mutual_tls", destination_workload_namespace="shop"}';
  expect(checks().map(({ promql }) => promql)).toContain('sum by (destination_workload_namespace, destination_workload, source_workload_namespace, source_workload) '
    + `(increase(${series}[7d]) > 0 or (${series} unless ${series} offset 7d) > 0)`);
});

test.each([
  [PolicyScope.mesh(MESH), '!="mutual_tls"}'],
  [CART, 'destination_workload_namespace="shop", destination_app="cart"}'],
  [PolicyScope.workload('shop', { tier: 'web', version: 'v2' }), 'destination_workload_namespace="shop", destination_version="v2"}'],
])('it asks for those who are covered', (cover, text) => {
  const queries = checks(cover).flatMap(({ promql }) => promql ?? []);
  expect(queries.map((query) => query.includes(text))).toEqual([true, true, true]);
  expect(queries.map((query) => /\((istio_\w+)\{/.exec(query)?.[1])).toEqual([
    'istio_requests_total', 'istio_tcp_connections_opened_total', 'istio_tcp_received_bytes_total',
  ]);
});

test.each([
  [PolicyScope.mesh(MESH), 'kubectl get pods -A -o json'], [SHOP, 'kubectl get pods -n shop -o json'], [CART, `kubectl get pods -n shop -l 'app=cart' -o json`],
])('a command asks for those who are covered', (cover, text) => {
  expect(checks(cover)[0].command).toContain(text);
});

test('rules that turn mutual TLS off are found', () => {
  town.cart();
  town.rule({ host: 'cart', trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: networking.ClientTLSSettingsTLSmode.DISABLE } }] } });
  expect(found('No DestinationRule')).toEqual([`DestinationRule shop/cart (ApiObject 'town/DestinationRule-cart')`]);
});

test('workloads without a proxy are found', () => {
  town.namespace('shop', { 'istio-injection': 'enabled' });
  town.namespace('legacy');
  town.deployment('report', {}, 'legacy');
  town.deployment('cart');
  town.deployment('agent', { spec: { hostNetwork: true } });
  expect(found('The Pods have a proxy')).toEqual(['Deployment shop/agent']);
  expect(found('No request comes in plain text', CART, 'cart')).toEqual(['Deployment legacy/report', 'Deployment shop/agent']);
});

test('headless Services are found', () => {
  town.cart({ clusterIP: 'None' });
  expect(found('headless Services')).toEqual(['Service shop/cart']);
});

test('ports that are probed or read are found', () => {
  town.object('StatefulSet', 'db', { apiVersion: 'apps/v1', spec: { template: {
    metadata: { annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090' } },
    spec: { containers: [{ name: 'db', livenessProbe: { tcpSocket: { port: 5432 } }, readinessProbe: { grpc: { port: 5433 } } }] },
  } } });
  expect(found('Probes of the kubelet')).toEqual(['StatefulSet shop/db: readiness probe 5433, liveness probe 5432, metrics 9090']);
});

test('jobs are workloads, too', () => {
  const spec = { hostNetwork: true, containers: [{ name: 'main' }] };
  town.object('CronJob', 'night', { apiVersion: 'batch/v1', spec: { jobTemplate: { spec: { template: { spec } } } } });
  town.object('Pod', 'once', { spec });
  expect(found('The Pods have a proxy')).toEqual(['CronJob shop/night', 'Pod shop/once']);
});

test('Services that the outside reaches are found', () => {
  town.cart({ type: 'LoadBalancer' });
  expect(found('Nobody comes from outside of the cluster')).toEqual(['Service shop/cart (LoadBalancer)']);
});
