import { GatewayTls } from '../../src/gateway/gateway-tls';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { TlsVersion } from '../../src/gateway/tls-version';
import { validateObject } from '../schema/validate';
import { ingressChart, only } from './synth';

function gateway(...listeners: Listener[]): any {
  const chart = ingressChart();
  const ingress = new IngressGateway(chart, 'ingress');
  listeners.forEach((listener, i) => ingress.addListener(`listener-${i}`, listener));
  return only(chart, 'Gateway');
}

const tls = GatewayTls.simple('shop-tls');

test('an HTTP listener is a server on port 80', () => {
  expect(gateway(Listener.http({ hosts: ['shop.example.com'] })).spec.servers).toEqual([
    { port: { number: 80, name: 'listener-0', protocol: 'HTTP' }, hosts: ['shop.example.com'] },
  ]);
});

test('an HTTPS listener is a server on port 443 with the credential', () => {
  expect(gateway(Listener.https({ hosts: ['*.example.com'], tls })).spec.servers).toEqual([
    { port: { number: 443, name: 'listener-0', protocol: 'HTTPS' }, hosts: ['*.example.com'], tls: { mode: 'SIMPLE', credentialName: 'shop-tls' } },
  ]);
});

test.each<[string, Listener, object]>([
  ['HTTP/2', Listener.http2({ hosts: ['*'] }), { port: { number: 80, protocol: 'HTTP2' } }],
  ['gRPC', Listener.grpc({ hosts: ['*'], port: 9000 }), { port: { number: 9000, protocol: 'GRPC' } }],
  ['gRPC for browsers', Listener.grpcWeb({ hosts: ['*'] }), { port: { number: 80, protocol: 'GRPC-Web' } }],
  ['any protocol over TLS', Listener.tls({ hosts: ['a.example.com'], tls }), { port: { number: 443, protocol: 'TLS' }, tls: { mode: 'SIMPLE' } }],
  ['TLS that it passes on', Listener.tlsPassthrough({ hosts: ['*.example.com'] }), { port: { number: 443, protocol: 'TLS' }, hosts: ['*.example.com'], tls: { mode: 'PASSTHROUGH' } }],
  ["the mesh's TLS that it passes on", Listener.autoPassthrough(), { port: { number: 15443, protocol: 'TLS' }, hosts: ['*.local'], tls: { mode: 'AUTO_PASSTHROUGH' } }],
  ['bytes', Listener.tcp({ port: 9000 }), { port: { number: 9000, protocol: 'TCP' }, hosts: ['*'] }],
  ['MongoDB', Listener.mongo({ port: 27017 }), { port: { protocol: 'Mongo' } }],
  ['MySQL', Listener.mysql({ port: 3306 }), { port: { protocol: 'MySQL' } }],
  ['Redis', Listener.redis({ port: 6379 }), { port: { protocol: 'Redis' } }],
])('a listener takes %s', (_, listener, expected) => {
  const object = gateway(listener);
  expect(validateObject(object)).toEqual([]);
  expect(object.spec.servers).toMatchObject([expected]);
});

test('address and name of the statistics can be said', () => {
  expect(gateway(Listener.http({ hosts: ['*'], bind: '2001:db8::7', serverName: 'front' })).spec.servers).toMatchObject([{ bind: '2001:db8::7', name: 'front' }]);
});

test('VirtualServices of one namespace only may answer for a host', () => {
  expect(gateway(Listener.http({ hosts: ['a.example.com', '*.b.example.com'], virtualServiceNamespace: 'shop' })).spec.servers[0].hosts).toEqual([
    'shop/a.example.com', 'shop/*.b.example.com']);
});

test('the oldest version of TLS can be said', () => {
  const [server] = gateway(Listener.https({ hosts: ['*'], tls: GatewayTls.simple('shop-tls', { minVersion: TlsVersion.V1_3 }) })).spec.servers;
  expect(server.tls).toMatchObject({ minProtocolVersion: 'TLSV1_3' });
});

test('the port can be said', () => {
  expect(gateway(Listener.http({ hosts: ['*'], port: 8080 })).spec.servers[0].port.number).toBe(8080);
});

test('a redirecting listener sends clients to HTTPS', () => {
  expect(gateway(Listener.http({ hosts: ['*'], httpsRedirect: true })).spec.servers[0].tls).toEqual({ httpsRedirect: true });
});

test('hosts are written in lower case, as SNI and Host headers are compared', () => {
  expect(gateway(Listener.http({ hosts: ['Shop.Example.com'] })).spec.servers[0].hosts).toEqual(['shop.example.com']);
});

test('HTTPS listeners with different hosts share a port, each with its certificate', () => {
  const { servers } = gateway(
    Listener.https({ hosts: ['*.example.com'], tls }),
    Listener.https({ hosts: ['pay.example.com'], tls: GatewayTls.simple('pay-tls') }),
  ).spec;
  expect(servers).toMatchObject([{ tls: { credentialName: 'shop-tls' } }, { tls: { credentialName: 'pay-tls' } }]);
});

test('HTTP listeners with different hosts share a port', () => {
  const { servers } = gateway(Listener.http({ hosts: ['a.example.com'] }), Listener.http({ hosts: ['b.example.com'], httpsRedirect: true })).spec;
  expect(servers).toMatchObject([{ port: { number: 80 } }, { port: { number: 80 } }]);
});

test.each<[string, Listener[], string]>([
  ['two protocols on one port', [Listener.http({ hosts: ['a.example.com'] }), Listener.https({ hosts: ['b.example.com'], port: 80, tls })],
    `listener 'listener-1' wants HTTPS on port 80, where listener 'listener-0' has HTTP, one protocol a port is allowed; give it another port`],
  ['an HTTPS host twice on a port', [Listener.https({ hosts: ['a.example.com'], tls }), Listener.https({ hosts: ['a.example.com'], tls })],
    `listener 'listener-1' serves 'a.example.com' on port 443, where listener 'listener-0' serves 'a.example.com'; `
    + 'name the host in one of them: its name decides on the certificate'],
  ['overlapping HTTP hosts on a port', [Listener.http({ hosts: ['*'], httpsRedirect: true }), Listener.http({ hosts: ['a.example.com'] })],
    `listener 'listener-1' serves 'a.example.com' on port 80, where listener 'listener-0' serves '*'; name the host in one of them, or give it another port`],
  ['a wildcard over an HTTP host on a port', [Listener.http({ hosts: ['*.example.com'] }), Listener.http({ hosts: ['b.example.org', 'a.example.com'] })],
    "listener 'listener-1' serves 'a.example.com' on port 80, where listener 'listener-0' serves '*.example.com'"],
  ['a port out of range', [Listener.http({ hosts: ['*'], port: 70000 })],
    `listener 'listener-0' has port 70000, 1 to 65535 are allowed; give a port of that range, e.g. 8080`],
  ['a port of the proxy itself', [Listener.http({ hosts: ['*'], port: 15021 })],
    `listener 'listener-0' has port 15021, on which the proxy itself listens (as on 15000, 15004, 15020, 15021, 15053, 15090); choose another port, e.g. 8080`],
  ['no hosts', [Listener.http({ hosts: [] })],
    `listener 'listener-0' has no hosts, at least one is needed; name them, e.g. 'shop.example.com', or '*' for every host`],
  ['a URL for a host', [Listener.http({ hosts: ['http://shop.example.com'] })],
    `host of listener 'listener-0' 'http://shop.example.com' is not a host (a DNS name, '*.' and a DNS name, or '*'); `
    + `write the host without scheme, port or path, e.g. 'shop.example.com'`],
  ['a host twice in one listener', [Listener.http({ hosts: ['a.example.com', 'A.example.com'] })],
    `listener 'listener-0' names host 'a.example.com' twice; name it once`],
  ['an address that is none', [Listener.tcp({ port: 9000, bind: 'localhost' })],
    "listener 'listener-0' is bound to 'localhost', which is no address; write e.g. '192.0.2.7' or '2001:db8::7'"],
  ['a namespace that is none', [Listener.http({ hosts: ['*'], virtualServiceNamespace: '*' })], "virtualServiceNamespace of listener 'listener-0' '*' is not a DNS label"],
  ['TLS of which a program without types says nothing', [Listener.https({ hosts: ['*'] } as never)],
    `listener 'listener-0' ends TLS without a credential; give tls, e.g. GatewayTls.simple('shop-tls')`],
  ['a credential of another namespace', [Listener.https({ hosts: ['*'], tls: GatewayTls.simple('shop/cert') })],
    `credential name 'shop/cert' has a namespace, but Secrets are read from the gateway's own namespace only; put the Secret there and give its name alone, 'cert'`],
  ['a credential with the suffix of a CA', [Listener.https({ hosts: ['*'], tls: GatewayTls.simple('shop-cacert') })],
    `credential name 'shop-cacert' ends in '-cacert', which Istio keeps for the Secrets that hold only a CA; rename the Secret, e.g. 'shop'`],
  ['a credential that is no DNS name', [Listener.https({ hosts: ['*'], tls: GatewayTls.simple('Shop_TLS') })],
    `credential name 'Shop_TLS' is not a DNS name (labels of lower case letters, digits and '-', joined by dots); rename it, e.g. 'shop-tls'`],
])('an error is %s', (_, listeners, message) => {
  expect(() => gateway(...listeners)).toThrow(`IngressGateway 'edge/ingress': ${message}`);
});

test('an error is an id that is no name of a port', () => {
  expect(() => new IngressGateway(ingressChart(), 'ingress').addListener('My Listener', Listener.http({ hosts: ['*'] }))).toThrow(
    `IngressGateway 'edge/ingress': listener 'My Listener' is not a DNS label`);
});

test('an error is an id that is taken', () => {
  const ingress = new IngressGateway(ingressChart(), 'ingress');
  ingress.addListener('http', Listener.http({ hosts: ['a.example.com'] }));
  expect(() => ingress.addListener('http', Listener.http({ hosts: ['b.example.com'] }))).toThrow(
    `IngressGateway 'edge/ingress': there is a listener 'http' already; add each listener once, under an id of its own`);
});

test('an error is a gateway without listeners, said at synthesis', () => {
  const chart = ingressChart();
  new IngressGateway(chart, 'ingress');
  expect(chart.node.findChild('ingress').node.validate()).toEqual([
    `IngressGateway 'edge/ingress': it has no listener, at least one is needed; add one with addListener()`]);
});
