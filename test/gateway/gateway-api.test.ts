import { App, Chart } from 'cdk8s';
import { Dialect } from '../../src/dialect/dialect';
import { CipherSuite } from '../../src/gateway/cipher-suite';
import { ClientCa } from '../../src/gateway/client-ca';
import { GatewayService } from '../../src/gateway/gateway-service';
import { GatewayTls } from '../../src/gateway/gateway-tls';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { TlsVersion } from '../../src/gateway/tls-version';
import { WARNING } from '../../src/ground/warning';
import { Hosts, ServiceHost } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { HttpMatch } from '../../src/match/http-match';
import { StringMatch } from '../../src/match/string-match';
import { ConnectionAction } from '../../src/route/connection-action';
import { RouteAction } from '../../src/route/route-action';
import { MeshService } from '../../src/service/mesh-service';
import { validateObject } from '../schema/validate';
import { ingressChart } from './synth';

const inNamespace = (namespace: string, name: string, ...ports: ServicePort[]): ServiceHost => Hosts.named({ name, namespace, ports });
const cart = (port = ServicePort.http(8080)) => inNamespace('istio-ingress', 'cart', port);

function edge(...listeners: Listener[]): { chart: Chart; gateway: IngressGateway } {
  const chart = ingressChart();
  const gateway = new IngressGateway(chart, 'edge', { dialect: Dialect.GATEWAY_API });
  listeners.forEach((listener, i) => gateway.addListener(`l${i}`, listener));
  return { chart, gateway };
}

const http = (...hosts: string[]) => Listener.http({ hosts });

function objects(chart: Chart, kind: string, group = 'gateway.networking.k8s.io'): any[] {
  const all: any[] = chart.toJson();
  expect(all.flatMap(validateObject)).toEqual([]);
  return all.filter((object) => object.kind === kind && object.apiVersion.startsWith(group));
}

const gatewayOf = (...listeners: Listener[]) => objects(edge(...listeners).chart, 'Gateway')[0].spec;

test('a Gateway finds the proxies by their Service', () => {
  const { chart } = edge(http('shop.example.com'));
  expect(objects(chart, 'Gateway', 'networking.istio.io')).toEqual([]);
  expect(objects(chart, 'Deployment', 'apps')).toHaveLength(1);
  expect(objects(chart, 'Gateway')).toEqual([{
    apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: expect.objectContaining({ name: 'edge', namespace: 'istio-ingress' }),
    spec: {
      gatewayClassName: 'istio',
      addresses: [{ type: 'Hostname', value: 'edge.istio-ingress.svc.cluster.local' }],
      listeners: [{ name: 'l0', hostname: 'shop.example.com', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } }],
    },
  }]);
});

test('a listener has one host, so one of several hosts is several', () => {
  expect(gatewayOf(http('a.example.com', '*.b.example.com'), Listener.http2({ hosts: ['*'], port: 81 })).listeners.map((one: any) => [one.name, one.hostname, one.protocol])).toEqual([
    ['l0', 'a.example.com', 'HTTP'], ['l0-2', '*.b.example.com', 'HTTP'], ['l1', undefined, 'HTTP'],
  ]);
});

test('TLS ends at a listener, with its certificates and cipher suites', () => {
  const tls = GatewayTls.simple('shop', { secondCredentialName: 'shop-rsa', cipherSuites: [CipherSuite.ECDHE_RSA_AES128_GCM_SHA256] });
  expect(gatewayOf(Listener.https({ hosts: ['shop.example.com'], tls })).listeners[0]).toMatchObject({
    port: 443, protocol: 'HTTPS',
    tls: {
      mode: 'Terminate',
      certificateRefs: [{ group: '', kind: 'Secret', name: 'shop' }, { group: '', kind: 'Secret', name: 'shop-rsa' }],
      options: { 'gateway.istio.io/tls-cipher-suites': 'ECDHE-RSA-AES128-GCM-SHA256' },
    },
  });
});

test('certificates of clients by the CA in the Secret of the listener', () => {
  const [mutual, optional, istio] = gatewayOf(
    Listener.https({ hosts: ['a.example.com'], tls: GatewayTls.mutual('a') }),
    Listener.https({ hosts: ['b.example.com'], tls: GatewayTls.optionalMutual('b') }),
    Listener.tls({ hosts: ['c.example.com'], port: 8443, tls: GatewayTls.istioMutual() }),
  ).listeners;
  expect(mutual.tls.options).toEqual({ 'gateway.istio.io/tls-terminate-mode': 'MUTUAL' });
  expect(optional.tls.options).toEqual({ 'gateway.istio.io/tls-terminate-mode': 'OPTIONAL_MUTUAL' });
  expect(istio.tls).toEqual({ mode: 'Terminate', options: { 'gateway.istio.io/tls-terminate-mode': 'ISTIO_MUTUAL' } });
});

test('certificates of clients by another CA are of a port', () => {
  const spec = gatewayOf(
    Listener.https({ hosts: ['a.example.com'], tls: GatewayTls.mutual('a', { clientCa: ClientCa.secret('partners') }) }),
    Listener.https({ hosts: ['b.example.com'], port: 8443, tls: GatewayTls.optionalMutual('b', { clientCa: ClientCa.configMap('ca', 'pki'), insecureSkipVerify: true }) }),
  );
  expect(spec.tls.frontend).toEqual({
    default: {},
    perPort: [
      { port: 443, tls: { validation: { caCertificateRefs: [{ group: '', kind: 'Secret', name: 'partners-cacert' }], mode: 'AllowValidOnly' } } },
      { port: 8443, tls: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca', namespace: 'pki' }], mode: 'AllowInsecureFallback' } } },
    ],
  });
  expect(spec.listeners[0].tls.options).toBeUndefined();
});

test('a listener that redirects to HTTPS has a route for it', () => {
  const { chart } = edge(Listener.http({ hosts: ['a.example.com', 'b.example.com'], httpsRedirect: true }));
  expect(objects(chart, 'HTTPRoute')).toEqual([{
    apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'edge-l0-redirect', namespace: 'istio-ingress' },
    spec: {
      parentRefs: ['l0', 'l0-2'].map((sectionName) => ({ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'edge', sectionName })),
      hostnames: ['a.example.com', 'b.example.com'],
      rules: [{
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
      }],
    },
  }]);
});

test('an exposed host is a route at the listeners that serve it, and at no other', () => {
  const { chart, gateway } = edge(
    Listener.http({ hosts: ['*.example.com'], httpsRedirect: true }),
    Listener.https({ hosts: ['pay.example.com', '*.example.com'], tls: GatewayTls.simple('a') }),
    http('other.example.org'),
  );
  gateway.expose(cart(), { id: 'shop', hosts: ['shop.example.com'] });
  expect(objects(chart, 'HTTPRoute').find(({ metadata }) => metadata.name === 'edge-shop')).toMatchObject({
    metadata: { namespace: 'istio-ingress' },
    spec: { parentRefs: [{ name: 'edge', sectionName: 'l1-2' }], hostnames: ['shop.example.com'], rules: [{ backendRefs: [{ name: 'cart', port: 8080 }] }] },
  });
});

test('a listener that is added later serves the host as well', () => {
  const { chart, gateway } = edge(http('shop.example.com'));
  gateway.expose(cart(), { hosts: ['shop.example.com'] });
  gateway.addListener('late', Listener.http({ hosts: ['shop.example.com'], port: 8080 }));
  expect(objects(chart, 'HTTPRoute')[0].spec.parentRefs.map((parent: any) => parent.sectionName)).toEqual(['l0', 'late']);
});

test('listeners that are named are the only ones', () => {
  const { chart, gateway } = edge(http('shop.example.com'));
  const internal = gateway.addListener('internal', Listener.http({ hosts: ['shop.example.com'], port: 8080 }));
  gateway.expose(cart(), { hosts: ['shop.example.com'], listeners: [internal] });
  expect(objects(chart, 'HTTPRoute')[0].spec.parentRefs.map((parent: any) => parent.sectionName)).toEqual(['internal']);
});

test('a host for every name names none', () => {
  const { chart, gateway } = edge(http('*'));
  gateway.expose(cart(), { hosts: ['*'] });
  expect(objects(chart, 'HTTPRoute')[0].spec.hostnames).toBeUndefined();
});

test('routes of the host in the mesh hold, whatever their dialect', () => {
  const { chart, gateway } = edge(http('shop.example.com'));
  const shop = new MeshService(chart, 'shop', { ports: [ServicePort.http(80)] });
  gateway.expose(shop, { hosts: ['shop.example.com'] });
  shop.addRoute('a', { match: [HttpMatch.pathPrefix('/a')], action: RouteAction.forward(cart()) });
  shop.addRoute('main', { action: RouteAction.forward(shop) });
  expect(objects(chart, 'HTTPRoute')[0].spec.rules.map((rule: any) => [rule.name, rule.backendRefs[0].name])).toEqual([['a', 'cart'], ['main', 'shop']]);
});

test('a version that is a host of its own is reached through an Istio gateway, too', () => {
  const chart = ingressChart();
  const gateway = new IngressGateway(chart, 'edge');
  gateway.addListener('http', http('shop.example.com'));
  const shop = new MeshService(chart, 'shop', { dialect: Dialect.GATEWAY_API, ports: [ServicePort.http(80), ServicePort.http(81, { name: 'admin' })] });
  shop.addRoute('main', { action: RouteAction.forward(shop.addVersion('v1', { labels: { version: 'v1' } })) });
  gateway.expose(shop, { hosts: ['shop.example.com'], port: 81 });
  expect(objects(chart, 'VirtualService', 'networking.istio.io')[0].spec.http[0].route).toEqual([
    { destination: { host: 'shop-v1.istio-ingress.svc.cluster.local', port: { number: 81 } } },
  ]);
});

test('a Service of another namespace lets the routes in', () => {
  const { chart, gateway } = edge(http('shop.example.com'));
  const host = gateway.expose(inNamespace('shop', 'cart', ServicePort.http(80)), { hosts: ['shop.example.com'] });
  host.addRoute('pay', { match: [HttpMatch.pathPrefix('/pay')], action: RouteAction.forward(inNamespace('bank', 'pay', ServicePort.http(80))) });
  host.addRoute('main', { action: RouteAction.forward(inNamespace('shop', 'front', ServicePort.http(80))) });
  const from = [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'istio-ingress' }];
  expect(objects(chart, 'ReferenceGrant').map(({ metadata, spec }) => [metadata, spec])).toEqual([
    [{ name: 'routes-of-istio-ingress', namespace: 'shop' }, { from, to: [{ group: '', kind: 'Service', name: 'front' }] }],
    [{ name: 'routes-of-istio-ingress', namespace: 'bank' }, { from, to: [{ group: '', kind: 'Service', name: 'pay' }] }],
  ]);
});

test('all routes of a namespace share the grant of another one', () => {
  const { chart, gateway } = edge(http('*.example.com'), Listener.tcp({ port: 9000 }));
  gateway.expose(inNamespace('shop', 'cart', ServicePort.http(80)), { hosts: ['a.example.com'] });
  gateway.expose(inNamespace('shop', 'api', ServicePort.grpc(90)), { hosts: ['b.example.com'] });
  gateway.exposeTcp(inNamespace('shop', 'db', ServicePort.tcp(9000)));
  const [{ spec }] = objects(chart, 'ReferenceGrant');
  expect(spec.from.map(({ kind }: any) => kind)).toEqual(['GRPCRoute', 'HTTPRoute', 'TCPRoute']);
  expect(spec.to.map(({ name }: any) => name)).toEqual(['api', 'cart', 'db']);
});

test('routes of the mesh that lead to a namespace without grant are found at synthesis', () => {
  const app = new App();
  const chart = new Chart(app, 'edge', { namespace: 'istio-ingress' });
  const gateway = new IngressGateway(chart, 'edge', { dialect: Dialect.GATEWAY_API });
  gateway.addListener('http', http('shop.example.com'));
  const shop = new MeshService(chart, 'shop', { ports: [ServicePort.http(80)] });
  gateway.expose(shop, { hosts: ['shop.example.com'] });
  shop.addRoute('main', { action: RouteAction.forward(inNamespace('bank', 'pay', ServicePort.http(80))) });
  expect(chart.node.findAll().flatMap(({ node }) => node.validate())).toEqual([
    `ExposedHost 'edge/edge/shop.example.com': the routes that its host has in the mesh lead to namespace 'bank', which lets no routes of this gateway in; add them here with addRoute()`,
  ]);
});

test('routes of the mesh that the dialect can not say are found at synthesis', () => {
  const { chart, gateway } = edge(http('shop.example.com'));
  const shop = new MeshService(chart, 'shop', { ports: [ServicePort.http(80)] });
  gateway.expose(shop, { hosts: ['shop.example.com'] });
  shop.addRoute('main', { action: RouteAction.respond(503) });
  expect(chart.node.findAll().flatMap(({ node }) => node.validate())).toEqual([
    `ExposedHost 'edge/edge/shop.example.com': route 'main': the Gateway API can't say a direct response; answer from a workload, or use Dialect.ISTIO`,
  ]);
});

test('connections of a listener are a TCPRoute', () => {
  const { chart, gateway } = edge(Listener.tcp({ port: 9000 }), Listener.tcp({ port: 9001 }));
  gateway.exposeTcp(cart(ServicePort.tcp(3306)), { listener: gateway.gatewayRef.listeners[1] });
  expect(objects(chart, 'TCPRoute')).toMatchObject([{
    metadata: { name: 'edge-cart' }, spec: { parentRefs: [{ sectionName: 'l1' }], rules: [{ backendRefs: [{ name: 'cart', port: 3306, weight: 1 }] }] },
  }]);
});

test('TLS that goes on is a TLSRoute', () => {
  const { chart, gateway } = edge(Listener.tlsPassthrough({ hosts: ['*.example.com'] }));
  const to = cart(ServicePort.tls(443));
  gateway.exposeTls(to, { id: 'pay', hosts: ['pay.example.com'], action: ConnectionAction.forward(to) });
  expect(objects(chart, 'Gateway')[0].spec.listeners[0]).toMatchObject({ protocol: 'TLS', tls: { mode: 'Passthrough' } });
  expect(objects(chart, 'TLSRoute')).toMatchObject([{
    metadata: { name: 'edge-pay' }, spec: { parentRefs: [{ sectionName: 'l0' }], hostnames: ['pay.example.com'], rules: [{ backendRefs: [{ name: 'cart', port: 443 }] }] },
  }]);
});

test('a listener for the routes of one other namespace', () => {
  expect(gatewayOf(Listener.http({ hosts: ['a.example.com'], virtualServiceNamespace: 'team-a' })).listeners[0]).toMatchObject({
    hostname: 'a.example.com', allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'team-a' } } } },
  });
});

test('the line of a route says what the dialect lacks', () => {
  const { gateway } = edge(http('shop.example.com'));
  const host = gateway.expose(cart(), { hosts: ['shop.example.com'] });
  expect(() => host.addRoute('main', { match: [HttpMatch.all({ scheme: StringMatch.exact('https') })], action: RouteAction.forward(cart()) }))
    .toThrow(`ExposedHost 'edge/edge/shop.example.com': route 'main': the Gateway API can't say a condition on the scheme`);
});

const at = `IngressGateway 'edge/edge': listener 'l0': the Gateway API can't say`;
const https = (tls: GatewayTls) => Listener.https({ hosts: ['a.example.com'], tls });

test.each([
  ['an address', Listener.http({ hosts: ['*'], bind: '192.0.2.1' }), `${at} the address of a listener; leave bind out, or use Dialect.ISTIO`],
  ['a name for statistics', Listener.http({ hosts: ['*'], serverName: 'a' }), `${at} serverName; leave it out, or use Dialect.ISTIO`],
  ['gRPC for browsers', Listener.grpcWeb({ hosts: ['*'] }), `${at} the protocol GRPC-Web; use Dialect.ISTIO`],
  ['MongoDB', Listener.mongo({ port: 27017 }), `${at} the protocol Mongo; use Listener.tcp, or Dialect.ISTIO`],
  ['traffic of other networks', Listener.autoPassthrough(), `${at} autoPassthrough; use Dialect.ISTIO`],
  ['the oldest version of TLS', https(GatewayTls.simple('a', { minVersion: TlsVersion.V1_3 })), `${at} minVersion; say it for the mesh, in meshConfig's tlsDefaults, or use Dialect.ISTIO`],
  ['the newest version of TLS', https(GatewayTls.simple('a', { maxVersion: TlsVersion.V1_2 })), `${at} maxVersion; use Dialect.ISTIO`],
  ['certificates in files', https(GatewayTls.simpleFiles([{ certificate: '/a', privateKey: '/b' }])), `${at} certificates in files; put them into a Secret, or use Dialect.ISTIO`],
  ['names of clients', https(GatewayTls.mutual('a', { subjectAltNames: ['b'] })), `${at} subjectAltNames of clients; let an authorization policy check them, or use Dialect.ISTIO`],
  ['fingerprints of clients', https(GatewayTls.mutual('a', { verifyCertificateHash: ['a'.repeat(64)] })), `${at} fingerprints of clients; use Dialect.ISTIO`],
  ['revoked certificates in a file', https(GatewayTls.istioMutual({ caCrl: '/a' })), `${at} revoked certificates in a file; put them into the Secret of the CA, as ca.crl, or use Dialect.ISTIO`],
  ['clients that are not verified', https(GatewayTls.mutual('a', { insecureSkipVerify: true })), `${at} insecureSkipVerify without a CA, or with certificates that clients must have; use GatewayTls.optionalMutual with a clientCa, or Dialect.ISTIO`],
])('%s is a gap that names what does it instead', (_, listener, message) => {
  expect(() => edge(listener)).toThrow(message);
});

test('two CAs of clients at one port', () => {
  expect(() => edge(
    Listener.https({ hosts: ['a.example.com'], tls: GatewayTls.mutual('a', { clientCa: ClientCa.secret('partners') }) }),
    Listener.https({ hosts: ['b.example.com'], tls: GatewayTls.simple('b') }),
  )).toThrow(`IngressGateway 'edge/edge': listeners 'l0' and 'l1' share port 443, where the Gateway API knows one CA of clients; `
    + 'give both the same clientCa, or one of them another port, or use Dialect.ISTIO');
});

test('a gateway without Service', () => {
  expect(() => new IngressGateway(ingressChart(), 'edge', { dialect: Dialect.GATEWAY_API, service: GatewayService.none() })).toThrow(
    `IngressGateway 'edge/edge': a Gateway of the Gateway API finds its proxies by their Service, and there is none; take GatewayService.clusterIp(), or Dialect.ISTIO`);
});

test('more hosts than the CRDs allow', () => {
  const hosts = (count: number) => Array.from({ length: count }, (_, i) => `h${i}.example.com`);
  expect(() => edge(http(...hosts(65)))).toThrow('its listeners have 65 hosts, the Gateway API allows 64; use a wildcard, a second gateway, or Dialect.ISTIO');
  const { gateway } = edge(http('*.example.com'));
  expect(() => gateway.expose(cart(), { hosts: hosts(17) })).toThrow('it has 17 public hosts, the Gateway API allows 16 in a route; expose some of them apart, use a wildcard, or Dialect.ISTIO');
});

test('a certificate for two hosts is said out loud', () => {
  const { gateway } = edge(Listener.https({ hosts: ['a.example.com', 'b.example.com'], tls: GatewayTls.simple('wild') }));
  expect(gateway.node.metadata.filter(({ type }) => type === WARNING).map(({ data }) => data)).toEqual([
    `IngressGateway 'edge/edge': listeners 'l0' and 'l0-2' show one certificate, 'wild', and a browser that reuses a connection for the host of the other gets 404; `
    + 'use one wildcard host for both, a certificate for each, or Dialect.ISTIO, which makes one server of them',
  ]);
});
