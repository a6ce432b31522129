import { App, Chart } from 'cdk8s';
import { ExternalHost } from '../../src/host/external-host';
import { HostResolution } from '../../src/host/host-resolution';
import { ServicePort } from '../../src/host/service-port';
import { CircuitBreaker } from '../../src/policy/circuit-breaker';
import { RouteAction } from '../../src/route/route-action';
import { MeshService } from '../../src/service/mesh-service';

function program() {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const host = new ExternalHost(chart, 'ratings', {
    hosts: ['ratings.example.com'],
    ports: [ServicePort.http(80)],
    resolution: HostResolution.endpoints({ address: '203.0.113.1', labels: { version: 'v1' } }, { address: '203.0.113.2', labels: { version: 'v2' } }),
  });
  const spec = (kind: string) => chart.toJson().find((object) => object.kind === kind)?.spec;
  return { chart, host, spec };
}

test('an external host has versions that choose endpoints by their labels, and a canary', () => {
  const { chart, host, spec } = program();
  const ratings = new MeshService(chart, 'ratings-service', { host });
  const stable = ratings.addVersion('v1', { labels: { version: 'v1' } });
  const canary = ratings.addVersion('v2', { labels: { version: 'v2' } });
  ratings.canary({ stable, canary, weight: 10 });
  expect(spec('DestinationRule')).toEqual({
    host: 'ratings.example.com', subsets: [{ name: 'v1', labels: { version: 'v1' } }, { name: 'v2', labels: { version: 'v2' } }],
  });
  expect(spec('VirtualService')).toMatchObject({
    hosts: ['ratings.example.com'],
    http: [{ route: [{ destination: { host: 'ratings.example.com', subset: 'v1' }, weight: 90 }, { destination: { subset: 'v2' }, weight: 10 }] }],
  });
});

test('a policy holds for an external host', () => {
  const { chart, host, spec } = program();
  new CircuitBreaker(chart, 'breaker', { host, maxConnections: 10 });
  expect(spec('DestinationRule')).toMatchObject({ host: 'ratings.example.com', trafficPolicy: { connectionPool: { tcp: { maxConnections: 10 } } } });
});

test('a route of a service forwards to an external host', () => {
  const { chart, host, spec } = program();
  const reviews = new MeshService(chart, 'reviews', { ports: [ServicePort.http(80)] });
  reviews.addRoute('all', { action: RouteAction.forward(host) });
  expect(spec('VirtualService').http[0].route).toEqual([{ destination: { host: 'ratings.example.com' } }]);
});
