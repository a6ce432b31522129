import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus28 from 'cdk8s-plus-28';
import * as kplus33 from 'cdk8s-plus-33';
import { Construct } from 'constructs';
import { Hosts } from '../../src/host/hosts';
import { PortProtocol, ServicePort } from '../../src/host/service-port';

const chart = (namespace?: string) => new Chart(new App(), 'shop', { namespace });

function service(scope: Construct, spec: object, metadata: object = { name: 'reviews' }): ApiObject {
  return new ApiObject(scope, 'reviews', { apiVersion: 'v1', kind: 'Service', metadata, spec });
}

function protocolOf(port: object): PortProtocol {
  return Hosts.ofService(service(chart('shop'), { ports: [{ port: 8080, ...port }] })).hostRef.ports[0].protocol;
}

test('a Service of cdk8s-plus-28 is a host', () => {
  const reviews = new kplus28.Service(chart('shop'), 'reviews', {
    metadata: { name: 'reviews' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }],
  });
  expect(Hosts.ofService(reviews).hostRef).toMatchObject({
    name: 'reviews', namespace: 'shop', fqdn: 'reviews.shop.svc.cluster.local',
    ports: [{ name: 'http', number: 80, targetPort: 8080, protocol: PortProtocol.HTTP }],
  });
});

test('a Service of cdk8s-plus-33 is a host', () => {
  const reviews = new kplus33.Service(chart('shop'), 'reviews', { metadata: { name: 'reviews' }, ports: [{ name: 'grpc-api', port: 90 }] });
  expect(Hosts.ofService(reviews).hostRef).toMatchObject({
    fqdn: 'reviews.shop.svc.cluster.local', ports: [{ name: 'grpc-api', number: 90, targetPort: 90, protocol: PortProtocol.GRPC }],
  });
});

test('a plain ApiObject is a host', () => {
  const host = Hosts.ofService(service(chart(), { ports: [{ port: 80, targetPort: 'web' }] }), { namespace: 'shop', clusterDomain: 'corp.local' });
  expect(host.hostRef.fqdn).toBe('reviews.shop.svc.corp.local');
  expect(host.hostRef.ports[0].targetPort).toBeUndefined();
  expect(host.destinationRef).toEqual({ host: host.hostRef });
});

test.each<[object, PortProtocol]>([
  [{ appProtocol: 'grpc', name: 'http' }, PortProtocol.GRPC],
  [{ appProtocol: 'kubernetes.io/h2c' }, PortProtocol.HTTP2],
  [{ appProtocol: 'kubernetes.io/ws' }, PortProtocol.HTTP],
  [{ appProtocol: 'kubernetes.io/wss' }, PortProtocol.HTTPS],
  [{ name: 'grpc-web-ui' }, PortProtocol.GRPC_WEB],
  [{ name: 'http-metrics' }, PortProtocol.HTTP],
  [{ name: 'web' }, PortProtocol.AUTO],
  [{ name: 'auto' }, PortProtocol.AUTO],
  [{}, PortProtocol.AUTO],
  [{ port: 3306 }, PortProtocol.TCP],
  [{ protocol: 'UDP', name: 'http' }, PortProtocol.UDP],
])('the protocol of %j is what istiod takes it for', (port, protocol) => {
  expect(protocolOf(port)).toBe(protocol);
});

test('a host made elsewhere is named', () => {
  expect(Hosts.named({ name: 'ratings', namespace: 'shop', ports: [ServicePort.http(80)] }).hostRef)
    .toMatchObject({ name: 'ratings', namespace: 'shop', fqdn: 'ratings.shop.svc.cluster.local', ports: [{ number: 80 }] });
});

test('what is not a Service is refused', () => {
  const map = new ApiObject(chart(), 'map', { apiVersion: 'v1', kind: 'ConfigMap' });
  expect(() => Hosts.ofService(map)).toThrow(`ApiObject 'shop/map': Service 'shop/map' is a ConfigMap, a Service is allowed; pass the construct of the Service`);
});

test('a construct without an object is refused', () => {
  expect(() => Hosts.ofService(new Construct(chart(), 'x'))).toThrow(
    `Construct 'shop/x': Service 'shop/x' has no API object; pass a construct of cdk8s-plus, or an ApiObject`);
});

test('a Service without ports is refused', () => {
  expect(() => Hosts.ofService(service(chart('shop'), {}))).toThrow(
    `ApiObject 'shop/reviews': the Service has no ports; add its ports before it is read here`);
});

test('a Service without namespace is refused', () => {
  expect(() => Hosts.ofService(service(chart(), { ports: [{ port: 80 }] }))).toThrow(
    `ApiObject 'shop/reviews': the Service has no namespace; give its chart a namespace, or say it: Hosts.ofService(service, { namespace: 'shop' })`);
});

test.each<[object, string]>([
  [{ ports: [] }, `Hosts.named('shop/ratings'): has no ports, at least one is needed; say what it serves, e.g. ports: [ServicePort.http(8080)]`],
  [{ name: 'Ratings' }, `Hosts.named('shop/Ratings'): Service name 'Ratings' is not a DNS label`],
  [{ name: 'x'.repeat(64) }, `has 64 characters, at most 63 are allowed; shorten it; names are never cut silently`],
  [{ namespace: 'my shop' }, `namespace 'my shop' is not a DNS label`],
  [{ clusterDomain: 'cluster_local' }, `clusterDomain 'cluster_local' is not a DNS name`],
  [{ ports: [ServicePort.http(80), ServicePort.http(81)] }, `two ports are named 'http'; name them apart, e.g. ServicePort.http(81, { name: 'http-admin' })`],
  [{ ports: [ServicePort.http(80), ServicePort.grpc(80)] }, `two ports have the number 80; keep one of them`],
])('a bad name is refused: %j', (wrong, message) => {
  expect(() => Hosts.named({ name: 'ratings', namespace: 'shop', ports: [ServicePort.http(80)], ...wrong })).toThrow(message);
});

test('TCP and UDP may share a number', () => {
  const ports = [ServicePort.tcp(53), ServicePort.udp(53)];
  expect(Hosts.named({ name: 'dns', namespace: 'kube-system', ports }).hostRef.ports).toHaveLength(2);
});
