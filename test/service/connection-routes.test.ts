import { ExportTo } from '../../src/host/export-to';
import { ServicePort } from '../../src/host/service-port';
import { TlsMatch } from '../../src/match/tls-match';
import { ConnectionAction } from '../../src/route/connection-action';
import { RouteAction } from '../../src/route/route-action';
import { MeshService } from '../../src/service/mesh-service';
import { MeshServiceProps } from '../../src/service/mesh-service-props';
import { bookinfoChart, object } from './objects';

const mongo = (props: Partial<MeshServiceProps> = {}, chart = bookinfoChart()) => {
  const service = new MeshService(chart, 'mongo', { ports: [ServicePort.mongo(27017)], ...props });
  return { chart, service, v1: service.addVersion('v1', { image: 'mongo:1' }) };
};
const secure = (chart = bookinfoChart(), id = 'secure') => ({ chart, service: new MeshService(chart, id, { ports: [ServicePort.https(443)] }) });

test('a TCP route stands in the VirtualService of the service', () => {
  const { chart, service, v1 } = mongo();
  expect(service.addTcpRoute('all', { action: ConnectionAction.forward(v1) })).toMatchObject({ name: 'all', isCatchAll: true });
  expect(object(chart, 'VirtualService')).toMatchObject({ metadata: { name: 'mongo', namespace: 'bookinfo' } });
  expect(object(chart, 'VirtualService').spec).toEqual({
    hosts: ['mongo.bookinfo.svc.cluster.local'],
    tcp: [{ route: [{ destination: { host: 'mongo.bookinfo.svc.cluster.local', subset: 'v1' } }] }],
  });
});

test('HTTP, TCP and TLS routes of a service share one VirtualService', () => {
  const chart = bookinfoChart();
  const service = new MeshService(chart, 'all', { ports: [ServicePort.http(80), ServicePort.tcp(90), ServicePort.tls(443)] });
  service.addTcpRoute('tcp', { action: ConnectionAction.forward(service) });
  service.addTlsRoute('tls', { action: ConnectionAction.forward(service) });
  service.addRoute('http', { action: RouteAction.forward(service) });
  const port = (number: number) => [{ destination: { host: 'all.bookinfo.svc.cluster.local', port: { number } } }];
  expect(object(chart, 'VirtualService').spec).toEqual({
    hosts: ['all.bookinfo.svc.cluster.local'],
    http: [{ name: 'http', route: port(80) }],
    tls: [{ match: [{ sniHosts: ['all.bookinfo.svc.cluster.local'] }], route: port(443) }],
    tcp: [{ route: port(90) }],
  });
});

test('a service is also known by the server names of its TLS routes', () => {
  const { chart, service } = secure();
  const action = ConnectionAction.forward(service);
  service.addTlsRoute('public', { match: [TlsMatch.sniHosts('shop.example.com', '*.shop.example.com', 'a.shop.example.com')], action });
  service.addTlsRoute('own', { action });
  expect(object(chart, 'VirtualService').spec.hosts).toEqual(['secure.bookinfo.svc.cluster.local', 'shop.example.com', '*.shop.example.com']);
});

test('a server name is that of one service', () => {
  const chart = bookinfoChart();
  const match = [TlsMatch.sniHosts('shop.example.com')];
  const { service } = secure(chart);
  service.addTlsRoute('public', { match, action: ConnectionAction.forward(service) });
  const { service: other } = secure(chart, 'other');
  expect(() => other.addTlsRoute('public', { match, action: ConnectionAction.forward(other) })).toThrow(
    `MeshService 'bookinfo/other': the VirtualService of shop.example.com is written by MeshService 'bookinfo/secure' already, one writer is allowed; name it in one`);
});

test('exportTo holds for the Service and its routes', () => {
  const { chart, service, v1 } = mongo({ exportTo: ExportTo.namespaces('bookinfo', 'shop'), annotations: { a: 'b' } });
  service.addTcpRoute('all', { action: ConnectionAction.forward(v1) });
  expect(object(chart, 'VirtualService').spec.exportTo).toEqual(['bookinfo', 'shop']);
  expect(object(chart, 'Service').metadata.annotations).toEqual({ 'a': 'b', 'networking.istio.io/exportTo': 'bookinfo,shop' });
});

test('exportTo nowhere is refused, it would hide routes from all who follow them', () => {
  expect(() => mongo({ exportTo: ExportTo.nowhere() })).toThrow(
    `MeshService 'bookinfo/mongo': exportTo is nowhere(), which Istio allows for hosts only; say ExportTo.ownNamespace()`);
});

test('exportTo is said once', () => {
  expect(() => mongo({ exportTo: ExportTo.everywhere(), annotations: { 'networking.istio.io/exportTo': '.' } })).toThrow(
    `MeshService 'bookinfo/mongo': both exportTo and annotation 'networking.istio.io/exportTo' are given, one is allowed; keep exportTo`);
});
