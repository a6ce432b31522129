import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus28 from 'cdk8s-plus-28';
import * as kplus33 from 'cdk8s-plus-33';
import { IMeshRef } from '../../src/ground/mesh-ref';
import { Hosts } from '../../src/host/hosts';
import { PortProtocol, ServicePort } from '../../src/host/service-port';
import { HttpMatch } from '../../src/match/http-match';
import { StringMatch } from '../../src/match/string-match';
import { CircuitBreaker } from '../../src/policy/circuit-breaker';
import { DestinationPolicy } from '../../src/policy/destination-policy';
import { LoadBalancing } from '../../src/policy/load-balancing';
import { RouteAction } from '../../src/route/route-action';
import { RouteTable } from '../../src/route/route-table';
import { MeshService } from '../../src/service/mesh-service';
import { MeshServiceProps } from '../../src/service/mesh-service-props';
import { bookinfoChart, object, objects } from './objects';

const ports = [ServicePort.http(9080)];
const fqdn = 'reviews.bookinfo.svc.cluster.local';
const reviews = (chart: Chart, props: MeshServiceProps = { ports }) => new MeshService(chart, 'reviews', props);
const apiService = (chart: Chart, spec: object) =>
  new ApiObject(chart, 'svc', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80, name: 'http' }], ...spec } });

test('a service alone makes its Service', () => {
  const chart = bookinfoChart();
  const service = reviews(chart, { ports: [ServicePort.http(80, { targetPort: 8080 })], labels: { team: 'a' }, annotations: { 'x.io/y': 'z' } });
  expect(service.hostRef).toMatchObject({ name: 'reviews', namespace: 'bookinfo', fqdn });
  expect(chart.toJson()).toEqual([{
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'reviews', namespace: 'bookinfo', labels: { app: 'reviews', team: 'a' }, annotations: { 'x.io/y': 'z' } },
    spec: { selector: { app: 'reviews' }, ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP', appProtocol: 'http' }] },
  }]);
});

test('name, namespace and domain can be given', () => {
  const mesh: IMeshRef = { meshRef: { namespace: 'istio-system', revision: '', trustDomain: 'x', clusterDomain: 'corp.local' } };
  const service = new MeshService(new Chart(new App(), 'app'), 'x', { name: 'ratings', namespace: 'data', ports, mesh });
  expect(service.hostRef.fqdn).toBe('ratings.data.svc.corp.local');
  expect(service.destinationRef).toEqual({ host: service.hostRef });
});

test('it is found as a Service by other constructs', () => {
  expect(Hosts.ofService(reviews(bookinfoChart())).hostRef.fqdn).toBe(fqdn);
});

test('a Service of cdk8s-plus-28 is adopted', () => {
  const chart = bookinfoChart();
  const service = new kplus28.Service(chart, 'svc', { metadata: { name: 'web' }, ports: [{ port: 80, name: 'http' }], selector: kplus28.Pods.select(chart, 'pods', { labels: { app: 'web' } }) });
  expect(reviews(chart, { service }).hostRef).toMatchObject({ fqdn: 'web.bookinfo.svc.cluster.local', ports: [{ protocol: PortProtocol.HTTP }] });
  expect(objects(chart, 'Service')).toHaveLength(1);
});

test('a Service of cdk8s-plus-33 is adopted, and its versions carry what it selects', () => {
  const chart = bookinfoChart();
  const service = new kplus33.Service(chart, 'svc', { metadata: { name: 'web' }, ports: [{ port: 80, name: 'http' }], selector: kplus33.Pods.select(chart, 'pods', { labels: { tier: 'web' } }) });
  reviews(chart, { service }).addVersion('v1', { image: 'web:1' });
  expect(object(chart, 'Deployment')).toMatchObject({ metadata: { name: 'web-v1' }, spec: { selector: { matchLabels: { tier: 'web', version: 'v1' } } } });
});

test('a Service made elsewhere gets versions and routes', () => {
  const chart = bookinfoChart();
  const service = reviews(chart, { host: Hosts.named({ name: 'web', namespace: 'shop', ports }) });
  service.addRoute('all', { action: RouteAction.forward(service.addVersion('v1', { labels: { release: 'one' } })) });
  expect(objects(chart, 'Service')).toEqual([]);
  expect(object(chart, 'VirtualService')).toMatchObject({ metadata: { name: 'web', namespace: 'shop' }, spec: { hosts: ['web.shop.svc.cluster.local'] } });
});

test('routes become the VirtualService of the host', () => {
  const chart = bookinfoChart();
  const service = reviews(chart);
  const v1 = service.addVersion('v1', { image: 'reviews:1' });
  const jason = service.addRoute('jason', { match: [HttpMatch.header('end-user', StringMatch.exact('jason'))], action: RouteAction.forward(v1) });
  service.addRoute('rest', { action: RouteAction.forward(service) });
  expect(jason).toMatchObject({ name: 'jason', isCatchAll: false });
  expect(object(chart, 'VirtualService')).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'reviews', namespace: 'bookinfo' },
    spec: {
      hosts: [fqdn],
      http: [
        { name: 'jason', match: [{ headers: { 'end-user': { exact: 'jason' } } }], route: [{ destination: { host: fqdn, subset: 'v1' } }] },
        { name: 'rest', route: [{ destination: { host: fqdn } }] },
      ],
    },
  });
});

test('a match on presence alone stays in the output', () => {
  const chart = bookinfoChart();
  const service = reviews(chart);
  service.addRoute('traced', { match: [HttpMatch.header('x-trace', StringMatch.present())], action: RouteAction.forward(service) });
  service.addRoute('rest', { action: RouteAction.forward(service) });
  expect(object(chart, 'VirtualService').spec.http[0].match).toEqual([{ headers: { 'x-trace': {} } }]);
});

test('gateways find its routes', () => {
  const chart = bookinfoChart();
  const service = reviews(chart);
  service.addRoute('all', { action: RouteAction.forward(service) });
  expect(RouteTable.of(chart, service)?.toSpec()).toMatchObject([{ name: 'all' }]);
});

test('policies and a circuit breaker meet in the DestinationRule of the host', () => {
  const chart = bookinfoChart();
  const service = reviews(chart);
  service.addPolicy(DestinationPolicy.loadBalancing(LoadBalancing.random()));
  new CircuitBreaker(chart, 'breaker', { host: service, maxConnections: 1 });
  expect(object(chart, 'DestinationRule').spec).toEqual({
    host: fqdn, trafficPolicy: { loadBalancer: { simple: 'RANDOM' }, connectionPool: { tcp: { maxConnections: 1 } } },
  });
});

test('objects stand in the order in which they are needed', () => {
  const chart = bookinfoChart();
  const service = reviews(chart);
  service.addRoute('all', { action: RouteAction.forward(service.addVersion('v1', { image: 'reviews:1' })) });
  expect(chart.toJson().map(({ kind }: { kind: string }) => kind)).toEqual(['Service', 'ServiceAccount', 'Deployment', 'DestinationRule', 'VirtualService']);
});

test('routes without a catch-all are refused at synthesis', () => {
  const app = new App();
  const service = reviews(bookinfoChart(app));
  service.addRoute('api', { match: [HttpMatch.uriPrefix('/api')], action: RouteAction.forward(service) });
  expect(service.node.validate()).toEqual([
    `MeshService 'bookinfo/reviews': no route takes what the others do not match, those requests get 404; add a last route without match`]);
});

test('routes with a catch-all are valid', () => {
  const service = reviews(bookinfoChart());
  service.addRoute('all', { action: RouteAction.forward(service) });
  expect(service.node.validate()).toEqual([]);
});

test('a route after the catch-all is refused', () => {
  const service = reviews(bookinfoChart());
  service.addRoute('all', { action: RouteAction.forward(service) });
  expect(() => service.addRoute('late', { action: RouteAction.forward(service) })).toThrow(
    `MeshService 'bookinfo/reviews': route 'late' comes after the catch-all 'all', which takes every request`);
});

test('a port that the Service does not have is refused', () => {
  const service = reviews(bookinfoChart());
  expect(() => service.addRoute('all', { action: RouteAction.forward(service, { port: 80 }) })).toThrow(
    `MeshService 'bookinfo/reviews': route 'all': ${fqdn} has no port 80, it has 9080 (HTTP); name one of them, or add the port to the Service`);
});

test('two services of one host are refused', () => {
  const chart = bookinfoChart();
  reviews(chart);
  expect(() => new MeshService(chart, 'again', { name: 'reviews', ports })).toThrow(
    `MeshService 'bookinfo/again': the VirtualService of ${fqdn} is written by MeshService 'bookinfo/reviews' already, one writer is allowed`);
});

test('a namespace is needed', () => {
  expect(() => reviews(new Chart(new App(), 'app'))).toThrow(
    `MeshService 'app/reviews': neither the props nor the chart name a namespace; give the chart one: new Chart(app, 'shop', { namespace: 'shop' })`);
});

test('an adopted Service needs a namespace', () => {
  const chart = new Chart(new App(), 'app');
  expect(() => reviews(chart, { service: apiService(chart, {}) })).toThrow(`MeshService 'app/reviews': neither Service 'web' nor the chart has a namespace`);
});

test.each<[MeshServiceProps, string]>([
  [{}, 'has no ports, at least one is needed'],
  [{ ports, name: 'Reviews' }, `Service name 'Reviews' is not a DNS label`],
  [{ ports, name: 'r'.repeat(64) }, 'has 64 characters, at most 63 are allowed; shorten it; names are never cut silently'],
  [{ ports, namespace: 'a.b' }, `namespace 'a.b' is not a DNS label`],
  [{ ports, labels: { team: '-' } }, `labels 'team' '-' is not a label value`],
  [{ ports, serviceAccountName: 'A' }, `serviceAccountName 'A' is not a DNS name`],
  [{ ports, host: Hosts.named({ name: 'x', namespace: 'y', ports }) }, 'ports is given together with a Service that exists; leave it out, the Service has its own'],
])('bad props are refused: %#', (props, message) => {
  expect(() => reviews(bookinfoChart(), props)).toThrow(`MeshService 'bookinfo/reviews': ${message}`.replace(`': has 64`, `': Service name '${'r'.repeat(64)}' has 64`));
});

test('a construct and a host together are refused', () => {
  const chart = bookinfoChart();
  expect(() => reviews(chart, { service: apiService(chart, {}), host: Hosts.named({ name: 'x', namespace: 'y', ports }) })).toThrow(
    `MeshService 'bookinfo/reviews': both service and host are given, one is allowed; give the construct of the Service, or the host of one made elsewhere`);
});
