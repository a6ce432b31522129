import { ExportTo } from '../../src/host/export-to';
import { ServicePort } from '../../src/host/service-port';
import { DestinationPolicy } from '../../src/policy/destination-policy';
import { HashKey } from '../../src/policy/hash-key';
import { LoadBalancing } from '../../src/policy/load-balancing';
import { MeshService } from '../../src/service/mesh-service';
import { bookinfoChart, object } from './objects';

const limit = DestinationPolicy.connectionPool({ maxConnections: 1 });
const random = DestinationPolicy.loadBalancing(LoadBalancing.random());

function reviews(exportTo?: ExportTo): MeshService {
  return new MeshService(bookinfoChart(), 'reviews', { ports: [ServicePort.http(9080)], exportTo });
}

const spec = (service: MeshService) => object(service.node.scope as any, 'DestinationRule').spec;

test('a version has policies of its own', () => {
  const service = reviews();
  const v1 = service.addVersion('v1', { labels: { version: 'v1' }, policies: [random] });
  v1.addPolicy(limit);
  expect(spec(service).subsets).toEqual([{
    name: 'v1', labels: { version: 'v1' }, trafficPolicy: { loadBalancer: { simple: 'RANDOM' }, connectionPool: { tcp: { maxConnections: 1 } } },
  }]);
});

test('for a port, too', () => {
  const service = reviews();
  service.addVersion('v1', { labels: { version: 'v1' } }).addPolicy(limit, { port: 9080 });
  expect(spec(service).subsets[0].trafficPolicy).toEqual({
    portLevelSettings: [{ port: { number: 9080 }, connectionPool: { tcp: { maxConnections: 1 } } }],
  });
});

test('a port of the service has policies of its own', () => {
  const service = reviews();
  service.addPolicy(limit, { port: 9080 });
  expect(spec(service).trafficPolicy).toEqual({ portLevelSettings: [{ port: { number: 9080 }, connectionPool: { tcp: { maxConnections: 1 } } }] });
});

test('a second policy of one kind for a version is refused', () => {
  const v1 = reviews().addVersion('v1', { labels: { version: 'v1' }, policies: [limit] });
  expect(() => v1.addPolicy(limit)).toThrow(
    `MeshService 'bookinfo/reviews': the connectionPool of version 'v1' of reviews.bookinfo.svc.cluster.local is set by MeshService 'bookinfo/reviews' already`);
});

test('a hash together with a simple policy of one version is refused', () => {
  const hash = DestinationPolicy.loadBalancing(LoadBalancing.consistentHash(HashKey.header('x-user')));
  expect(() => reviews().addVersion('v1', { labels: { version: 'v1' }, policies: [random, hash] })).toThrow(
    "the loadBalancer of version 'v1' of reviews.bookinfo.svc.cluster.local is set by MeshService 'bookinfo/reviews' already, one writer is allowed; choose one");
});

test('policies are seen where the service is', () => {
  const service = reviews(ExportTo.namespaces('bookinfo', 'shop'));
  service.addPolicy(limit);
  expect(spec(service).exportTo).toEqual(['bookinfo', 'shop']);
});

test('policies that nobody sees are refused', () => {
  const service = reviews(ExportTo.nowhere());
  expect(() => service.addPolicy(limit)).toThrow(`MeshService 'bookinfo/reviews': exportTo is nowhere()`);
});
