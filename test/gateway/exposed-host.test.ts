import { Chart } from 'cdk8s';
import { ExposeOptions } from '../../src/gateway/expose-options';
import { ExposedHost } from '../../src/gateway/exposed-host';
import { GatewayTls } from '../../src/gateway/gateway-tls';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { ServicePort } from '../../src/host/service-port';
import { HttpMatch } from '../../src/match/http-match';
import { StringMatch } from '../../src/match/string-match';
import { RouteAction } from '../../src/route/route-action';
import { RouteTable } from '../../src/route/route-table';
import { cart, ingressChart, only } from './synth';

const FQDN = 'cart.shop.svc.cluster.local';
const http = Listener.http({ hosts: ['*.example.com', 'example.org'] });
const https = Listener.https({ hosts: ['*.example.com'], tls: GatewayTls.simple('tls') });

function open(...listeners: Listener[]): { chart: Chart; ingress: IngressGateway } {
  const chart = ingressChart();
  const ingress = new IngressGateway(chart, 'ingress');
  listeners.forEach((listener) => ingress.addListener(`${listener.protocol.toLowerCase()}-${listener.port}`, listener));
  return { chart, ingress };
}

test('a host is served by a VirtualService of the gateway, which forwards to its port', () => {
  const { chart, ingress } = open(http);
  ingress.expose(cart(), { hosts: ['shop.example.com', 'example.org'] });
  expect(only(chart, 'VirtualService')).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'ingress-shop.example.com', namespace: 'istio-ingress' },
    spec: {
      hosts: ['shop.example.com', 'example.org'],
      gateways: ['istio-ingress/ingress'],
      exportTo: ['.'],
      http: [{ route: [{ destination: { host: FQDN, port: { number: 8080 } } }] }],
    },
  });
});

test('public names are written in lower case', () => {
  const { chart, ingress } = open(http);
  ingress.expose(cart(), { hosts: ['Shop.Example.com'] });
  expect(only(chart, 'VirtualService')).toMatchObject({ metadata: { name: 'ingress-shop.example.com' }, spec: { hosts: ['shop.example.com'] } });
});

test.each([['*', 'ingress-any'], ['*.example.com', 'ingress-any.example.com']])('%s makes the name %s', (host, name) => {
  const { chart, ingress } = open(Listener.http({ hosts: ['*'] }));
  ingress.expose(cart(), { hosts: [host] });
  expect(only(chart, 'VirtualService').metadata.name).toBe(name);
});

test('the id can be said', () => {
  const { chart, ingress } = open(http);
  expect(ingress.expose(cart(), { id: 'cart', hosts: ['shop.example.com'] }).node.path).toBe('edge/ingress/cart');
  expect(only(chart, 'VirtualService').metadata.name).toBe('ingress-cart');
});

test('the port can be said', () => {
  const { chart, ingress } = open(http);
  ingress.expose(cart(ServicePort.http(80), ServicePort.http(8081, { name: 'admin' })), { hosts: ['shop.example.com'], port: 8081 });
  expect(only(chart, 'VirtualService').spec.http).toEqual([{ route: [{ destination: { host: FQDN, port: { number: 8081 } } }] }]);
});

test('the only HTTP port among several is meant', () => {
  const { ingress } = open(http);
  expect(ingress.expose(cart(ServicePort.tcp(9000), ServicePort.grpc(9090)), { hosts: ['shop.example.com'] }).port).toBe(9090);
});

test('its own routes hold, in the order of the calls', () => {
  const { chart, ingress } = open(http);
  const shop = cart();
  const exposed = ingress.expose(shop, { hosts: ['shop.example.com'] });
  exposed.addRoute('api', { match: [HttpMatch.uriPrefix('/api')], action: RouteAction.respond(410) });
  exposed.addRoute('all', { action: RouteAction.forward(shop) });
  expect(only(chart, 'VirtualService').spec.http).toMatchObject([
    { name: 'api', match: [{ uri: { prefix: '/api' } }], directResponse: { status: 410 } },
    { name: 'all', route: [{ destination: { host: FQDN } }] },
  ]);
});

test('without routes of its own those of the mesh hold, also when they come later', () => {
  const { chart, ingress } = open(http);
  const shop = cart();
  ingress.expose(shop, { hosts: ['shop.example.com'] });
  const routes = RouteTable.forHost(chart, shop.hostRef);
  routes.add('beta', { match: [HttpMatch.header('x-beta', StringMatch.exact('yes'))], action: RouteAction.respond(503) });
  routes.add('all', { action: RouteAction.forward(shop) });
  expect(only(chart, 'VirtualService').spec.http).toEqual([
    { name: 'beta', match: [{ headers: { 'x-beta': { exact: 'yes' } } }], directResponse: { status: 503 } },
    { name: 'all', route: [{ destination: { host: FQDN } }] },
  ]);
});

test('routes of the mesh forward to the port that is exposed', () => {
  const { chart, ingress } = open(http);
  const shop = cart(ServicePort.http(80), ServicePort.http(8081, { name: 'admin' }));
  ingress.expose(shop, { hosts: ['shop.example.com'], port: 8081 });
  const routes = RouteTable.forHost(chart, shop.hostRef);
  routes.add('public', { match: [HttpMatch.all({ port: 80 })], action: RouteAction.respond(404) });
  routes.add('all', { action: RouteAction.forward(shop) });
  expect(only(chart, 'VirtualService').spec.http).toEqual([{ name: 'all', route: [{ destination: { host: FQDN, port: { number: 8081 } } }] }]);
});

test('with routes of its own those of the mesh do not hold', () => {
  const { chart, ingress } = open(http);
  const shop = cart();
  RouteTable.forHost(chart, shop.hostRef).add('mesh', { action: RouteAction.forward(shop) });
  ingress.expose(shop, { hosts: ['shop.example.com'] }).addRoute('edge', { action: RouteAction.forward(shop) });
  expect(only(chart, 'VirtualService').spec.http).toMatchObject([{ name: 'edge' }]);
});

test('it is served on all listeners of its names', () => {
  const { chart, ingress } = open(http, https);
  ingress.expose(cart(), { hosts: ['shop.example.com'] });
  expect(only(chart, 'VirtualService').spec.http[0]).not.toHaveProperty('match');
});

test('it can be served on some listeners only', () => {
  const { chart, ingress } = open(http, https);
  ingress.expose(cart(), { hosts: ['shop.example.com'], listeners: [https] });
  expect(only(chart, 'VirtualService').spec.http[0].match).toEqual([{ port: 443 }]);
});

test('a listener that redirects to HTTPS needs no other word', () => {
  const { chart, ingress } = open(Listener.http({ hosts: ['*'], httpsRedirect: true }), https);
  ingress.expose(cart(), { hosts: ['shop.example.com'] });
  expect(only(chart, 'VirtualService').spec.hosts).toEqual(['shop.example.com']);
});

test('a listener whose routes are of the namespace of the gateway serves it', () => {
  const { chart, ingress } = open(Listener.http({ hosts: ['*.example.com'], virtualServiceNamespace: 'istio-ingress' }));
  ingress.expose(cart(), { hosts: ['shop.example.com'] });
  expect(only(chart, 'VirtualService').spec.hosts).toEqual(['shop.example.com']);
});

test('an error is a listener whose routes are of another namespace', () => {
  const { ingress } = open(Listener.http({ hosts: ['*.example.com'], virtualServiceNamespace: 'shop' }));
  expect(() => ingress.expose(cart(), { id: 'cart', hosts: ['shop.example.com'] })).toThrow(
    "ExposedHost 'edge/ingress/cart': no listener serves 'shop.example.com' (listeners: HTTP 80 [*.example.com] for VirtualServices of 'shop')");
});

test('two gateways serve one public name', () => {
  const { chart, ingress } = open(http);
  const second = new IngressGateway(chart, 'second');
  second.addListener('http', http);
  ingress.expose(cart(), { hosts: ['shop.example.com'] });
  expect(() => second.expose(cart(), { hosts: ['shop.example.com'] })).not.toThrow();
});

test('another chart exposes its host at a gateway that it knows by reference', () => {
  const { chart, ingress } = open(http);
  const shop = new Chart(chart.node.root as any, 'shop', { namespace: 'shop' });
  new ExposedHost(shop, 'cart', { gateway: { gatewayRef: ingress.gatewayRef }, host: cart(), hosts: ['shop.example.com'] });
  expect(only(shop, 'VirtualService')).toMatchObject({ metadata: { name: 'ingress-cart', namespace: 'istio-ingress' }, spec: { gateways: ['istio-ingress/ingress'] } });
});

const options = (more: Partial<ExposeOptions>): ExposeOptions => ({ id: 'cart', hosts: ['shop.example.com'], ...more });

test.each<[string, ServicePort[], ExposeOptions, string]>([
  ['no public host', [], options({ hosts: [] }), `it has no public hosts, at least one is needed; name them, e.g. hosts: ['shop.example.com']`],
  ['a URL for a public host', [], options({ hosts: ['https://shop.example.com/'] }), `public host 'https://shop.example.com/' is not a host`],
  ['a public host twice', [], options({ hosts: ['a.example.com', 'A.example.com'] }), `it names public host 'a.example.com' twice; name it once`],
  ['a public host that no listener serves', [], options({ hosts: ['shop.example.net'] }),
    `no listener serves 'shop.example.net' (listeners: HTTP 80 [*.example.com, example.org], HTTP 8080 [*.example.net] redirecting to HTTPS); `
    + `add one with addListener() before, e.g. Listener.http({ hosts: ['shop.example.net'] })`],
  ['a public host wider than its listeners', [], options({ hosts: ['*'] }), `no listener serves '*'`],
  ['a listener of another gateway', [], options({ listeners: [https] }),
    `it names a listener that gateway 'istio-ingress/ingress' does not have; pass what addListener() of this gateway returned`],
  ['no port of several', [ServicePort.http(80), ServicePort.grpc(90)], options({}),
    `${FQDN} has several ports, 80 (HTTP), 90 (GRPC), and none is named; name it, e.g. port: 80`],
  ['a port that the host does not have', [ServicePort.http(80)], options({ port: 81 }), `${FQDN} has no port 81, it has 80 (HTTP)`],
  ['a port that speaks no HTTP', [ServicePort.mongo(27017)], options({}),
    `port 27017 of ${FQDN} speaks Mongo, HTTP is needed behind an HTTP or HTTPS listener; name a port that speaks HTTP, HTTP/2 or gRPC`],
  ['a VirtualService name that is none', [], options({ id: 'My Cart' }), `VirtualService name 'ingress-My Cart' is not a DNS name`],
])('an error is %s', (_, ports, given, message) => {
  const { ingress } = open(http, Listener.http({ hosts: ['*.example.net'], port: 8080, httpsRedirect: true }));
  expect(() => ingress.expose(cart(...ports), given)).toThrow(`ExposedHost 'edge/ingress/${given.id}': ${message}`);
});

test('an error is a gateway that listens nowhere yet', () => {
  const { ingress } = open();
  expect(() => ingress.expose(cart(), { hosts: ['shop.example.com'] })).toThrow(`no listener serves 'shop.example.com' (listeners: none)`);
});

test('an error at a listener of something else names the call for it', () => {
  const { ingress } = open(Listener.tlsPassthrough({ hosts: ['*.example.com'] }));
  expect(() => ingress.expose(cart(), { hosts: ['shop.example.com'] })).toThrow(
    "add one with addListener() before, e.g. Listener.http({ hosts: ['shop.example.com'] }), or use exposeTls() for TLS 443 [*.example.com]");
});

test('an error is a public name that is exposed already, which is named', () => {
  const { ingress } = open(http);
  ingress.expose(cart(), { id: 'first', hosts: ['shop.example.com'] });
  expect(() => ingress.expose(cart(), { id: 'second', hosts: ['example.org', 'shop.example.com'] })).toThrow(
    `ExposedHost 'edge/ingress/second': the route of 'shop.example.com' at gateway 'istio-ingress/ingress' is written by `
    + `ExposedHost 'edge/ingress/first' already, one writer is allowed; add a route there with addRoute(), its action may forward to any host`);
});

test('an error is a route after the catch-all', () => {
  const { ingress } = open(http);
  const host = cart();
  const shop = ingress.expose(host, { hosts: ['shop.example.com'] });
  shop.addRoute('all', { action: RouteAction.forward(host) });
  expect(() => shop.addRoute('late', { match: [HttpMatch.uriPrefix('/late')], action: RouteAction.forward(host) })).toThrow(
    "ExposedHost 'edge/ingress/shop.example.com': route 'late' comes after the catch-all 'all', which takes every request");
});

test('an error is an id that is taken', () => {
  const { ingress } = open(http);
  ingress.expose(cart(), { hosts: ['shop.example.com'] });
  expect(() => ingress.expose(cart(), { hosts: ['shop.example.com'] })).toThrow(
    `IngressGateway 'edge/ingress': 'shop.example.com' is exposed already, by ExposedHost 'edge/ingress/shop.example.com'; `
    + `add a route there with addRoute(), its action may forward to any host; or give another id`);
});
