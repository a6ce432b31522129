import { ApiObject, App, Chart, Duration } from 'cdk8s';
import { Dialect } from '../../src/dialect/dialect';
import { ExportTo } from '../../src/host/export-to';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { HttpMatch } from '../../src/match/http-match';
import { StringMatch } from '../../src/match/string-match';
import { TlsMatch } from '../../src/match/tls-match';
import { ClientPolicy } from '../../src/policy/client-policy';
import { DestinationPolicy } from '../../src/policy/destination-policy';
import { ConnectionAction } from '../../src/route/connection-action';
import { Fault } from '../../src/route/fault';
import { RouteAction } from '../../src/route/route-action';
import { MeshService } from '../../src/service/mesh-service';
import { MeshServiceProps } from '../../src/service/mesh-service-props';
import { validateObject } from '../schema/validate';

const chart = () => new Chart(new App(), 'app', { namespace: 'shop' });

function service(scope: Chart, props: Partial<MeshServiceProps> = {}): MeshService {
  return new MeshService(scope, 'cart', { ports: [ServicePort.http(80, { targetPort: 8080 })], dialect: Dialect.GATEWAY_API, ...props });
}

function objects(scope: Chart, kind: string): any[] {
  const all: any[] = scope.toJson();
  expect(all.flatMap(validateObject)).toEqual([]);
  return all.filter((object) => object.kind === kind);
}

const v1 = { labels: { version: 'v1' } };

test('routes are an HTTPRoute whose parent is the Service', () => {
  const scope = chart();
  const cart = service(scope);
  cart.addRoute('testers', { match: [HttpMatch.header('tester', StringMatch.present())], action: RouteAction.forward(cart.addVersion('v2', { labels: { version: 'v2' } })) });
  cart.addRoute('main', { action: RouteAction.forward(cart.addVersion('v1', v1)) });
  expect(objects(scope, 'VirtualService')).toEqual([]);
  expect(objects(scope, 'HTTPRoute')).toMatchObject([{
    metadata: { name: 'cart', namespace: 'shop' },
    spec: {
      parentRefs: [{ group: '', kind: 'Service', name: 'cart' }],
      rules: [{ name: 'testers', backendRefs: [{ name: 'cart-v2', port: 80 }] }, { name: 'main', backendRefs: [{ name: 'cart-v1', port: 80 }] }],
    },
  }]);
});

test('each version has a Service of its own, and no subset', () => {
  const scope = chart();
  service(scope, { exportTo: ExportTo.ownNamespace() }).addVersion('v1', v1);
  expect(objects(scope, 'DestinationRule')).toEqual([]);
  expect(objects(scope, 'Service')[1]).toMatchObject({
    metadata: { name: 'cart-v1', namespace: 'shop', labels: { app: 'cart', version: 'v1' }, annotations: { 'networking.istio.io/exportTo': '.' } },
    spec: { selector: { app: 'cart', version: 'v1' }, ports: [{ name: 'http', port: 80, targetPort: 8080, appProtocol: 'http' }] },
  });
});

test('a canary shares requests between the Services of the versions', () => {
  const scope = chart();
  const cart = service(scope);
  cart.canary({ stable: cart.addVersion('v1', v1), canary: cart.addVersion('v2', { labels: { version: 'v2' } }), weight: 10 });
  expect(objects(scope, 'HTTPRoute')[0].spec.rules[0].backendRefs).toMatchObject([{ name: 'cart-v1', weight: 90 }, { name: 'cart-v2', weight: 10 }]);
});

test('a host with several ports has a route for each, which keeps the port', () => {
  const scope = chart();
  const cart = service(scope, { ports: [ServicePort.http(80), ServicePort.http(81, { name: 'admin' }), ServicePort.tcp(9000)] });
  cart.addRoute('admin', { match: [HttpMatch.all({ port: 81, uri: StringMatch.exact('/x') })], action: RouteAction.forward(cart) });
  cart.addRoute('main', { action: RouteAction.forward(cart.addVersion('v1', v1)) });
  const routes = objects(scope, 'HTTPRoute');
  const rules = (spec: any) => spec.rules.map(({ name, backendRefs: [to] }: any) => [name, to.name, to.port]);
  expect(routes.map(({ metadata, spec }) => [metadata.name, spec.parentRefs[0].port, rules(spec)])).toEqual([
    ['cart-80', 80, [['main', 'cart-v1', 80]]],
    ['cart-81', 81, [['admin', 'cart', 81], ['main', 'cart-v1', 81]]],
  ]);
});

test('a port of gRPC has a GRPCRoute', () => {
  const scope = chart();
  const cart = service(scope, { ports: [ServicePort.grpc(90)] });
  cart.addRoute('main', { action: RouteAction.forward(cart) });
  expect(objects(scope, 'GRPCRoute')).toMatchObject([{ metadata: { name: 'cart' }, spec: { rules: [{ name: 'main', backendRefs: [{ port: 90 }] }] } }]);
});

test('a route of connections is a TCPRoute', () => {
  const scope = chart();
  const cart = service(scope, { ports: [ServicePort.tcp(9000)] });
  const [a, b] = [cart.addVersion('v1', v1), cart.addVersion('v2', { labels: { version: 'v2' } })];
  cart.addTcpRoute('main', { action: ConnectionAction.split({ to: a, weight: 80 }, { to: b, weight: 20 }) });
  expect(objects(scope, 'TCPRoute')).toMatchObject([{
    metadata: { name: 'cart' },
    spec: { parentRefs: [{ kind: 'Service', name: 'cart' }], rules: [{ backendRefs: [{ name: 'cart-v1', port: 9000, weight: 80 }, { name: 'cart-v2', weight: 20 }] }] },
  }]);
});

test('a route of TLS is a TLSRoute for each server name', () => {
  const scope = chart();
  const cart = service(scope, { ports: [ServicePort.tls(443)] });
  cart.addTlsRoute('main', { match: [TlsMatch.sniHosts('a.example.com', 'b.example.com')], action: ConnectionAction.forward(cart) });
  expect(objects(scope, 'TLSRoute').map(({ metadata, spec }) => [metadata.name, spec.hostnames])).toEqual([
    ['cart-main', ['a.example.com']], ['cart-main-2', ['b.example.com']],
  ]);
});

test('policies of the host hold for the Services of its versions as well, and those of a version for its own', () => {
  const scope = chart();
  const cart = service(scope);
  const version = cart.addVersion('v1', v1);
  cart.addPolicy(DestinationPolicy.connectionPool({ maxConnections: 10 }));
  version.addPolicy(DestinationPolicy.outlierDetection({ consecutive5xxErrors: 3 }));
  cart.addVersion('v2', { labels: { version: 'v2' } });
  const pool = { tcp: { maxConnections: 10 } };
  expect(objects(scope, 'DestinationRule')).toMatchObject([
    { metadata: { name: 'cart' }, spec: { host: 'cart.shop.svc.cluster.local', trafficPolicy: { connectionPool: pool } } },
    { metadata: { name: 'cart-v1' }, spec: { host: 'cart-v1.shop.svc.cluster.local', trafficPolicy: { connectionPool: pool, outlierDetection: { consecutive5xxErrors: 3 } } } },
    { metadata: { name: 'cart-v2' }, spec: { host: 'cart-v2.shop.svc.cluster.local', trafficPolicy: { connectionPool: pool } } },
  ]);
  expect(objects(scope, 'DestinationRule')[0].spec.subsets).toBeUndefined();
});

test('a policy of a version alone makes no rule for the host', () => {
  const scope = chart();
  service(scope).addVersion('v1', v1).addPolicy(DestinationPolicy.connectionPool({ maxConnections: 10 }));
  expect(objects(scope, 'DestinationRule').map(({ metadata }) => metadata.name)).toEqual(['cart-v1']);
});

test('the line of a route says what the dialect lacks', () => {
  const cart = service(chart());
  expect(() => cart.addRoute('main', { action: RouteAction.forward(cart), fault: Fault.delay(Duration.seconds(1)) }))
    .toThrow(`MeshService 'app/cart': route 'main': the Gateway API can't say fault; use Dialect.ISTIO, or an EnvoyPatch`);
});

test('a timeout of gRPC at the line of the route', () => {
  const cart = service(chart(), { ports: [ServicePort.grpc(90)] });
  expect(() => cart.addRoute('main', { action: RouteAction.forward(cart), timeout: Duration.seconds(1) })).toThrow(`the Gateway API can't say timeout for gRPC`);
});

test.each<[string, Partial<MeshServiceProps>, (cart: MeshService) => void, string]>([
  ['a version of a Service that is made elsewhere', { ports: undefined, host: Hosts.named({ name: 'cart', namespace: 'shop', ports: [ServicePort.http(80)] }) },
    (cart) => cart.addVersion('v1', v1),
    `MeshService 'app/cart': version 'v1' can't have a Service of its own, it is not known what Service 'cart' selects; make or adopt the Service here, or use Dialect.ISTIO`],
  ['routes of a host that is no Service', { ports: undefined, host: { hostRef: { name: 'api', namespace: 'shop', fqdn: 'api.example.com', ports: [ServicePort.http(80)] } } },
    (cart) => cart.addRoute('main', { action: RouteAction.forward(cart) }),
    `MeshService 'app/cart': the Gateway API can't say routes of api.example.com, which is no Service; use Dialect.ISTIO`],
])('%s', (_, props, act, message) => {
  const cart = service(chart(), props);
  expect(() => act(cart)).toThrow(message);
});

test('a version of a Service whose port names its target', () => {
  const scope = chart();
  const existing = new ApiObject(scope, 'svc', {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart', namespace: 'shop' }, spec: { selector: { app: 'cart' }, ports: [{ port: 80, targetPort: 'web' }] },
  });
  const cart = service(scope, { ports: undefined, service: existing });
  expect(() => cart.addVersion('v1', v1)).toThrow(
    `version 'v1' can't have a Service of its own, port 80 of Service 'cart' names its target; give the number of the target port, or use Dialect.ISTIO`);
});

test('policies of some clients, which do not reach the Services of versions', () => {
  const scope = chart();
  const cart = service(scope);
  const clients = () => new ClientPolicy(scope, 'clients', {
    host: cart, clients: { app: 'web' }, policies: [DestinationPolicy.connectionPool({ maxConnections: 1 })],
  });
  cart.addVersion('v1', v1);
  expect(clients).toThrow('some clients of cart.shop.svc.cluster.local have policies of their own, but its version ' +
    `'v1' is a Service apart, which they would not reach; use Dialect.ISTIO for the service, or give all clients the policy`);
});

test('exportTo of routes to a Service that exists', () => {
  const host = Hosts.named({ name: 'cart', namespace: 'shop', ports: [ServicePort.http(80)] });
  expect(() => service(chart(), { ports: undefined, host, exportTo: ExportTo.ownNamespace() })).toThrow(
    `the Gateway API can't say exportTo of routes to a Service that exists; hide the Service itself, by its annotation networking.istio.io/exportTo, or use Dialect.ISTIO`);
});
