import { networking } from '../../src/api';
import { tcpRule, tlsRule } from '../../src/dialect/l4-rules';

const to = (name: string, weight?: number): networking.RouteDestination => ({ destination: { host: `${name}.shop.svc.cluster.local`, port: { number: 3306 } }, weight });
const backend = (name: string, weight = 1) => ({ group: '', kind: 'Service', name, port: 3306, weight });
const home = { namespace: 'shop', port: 3306 };
const place = `MeshService 'shop/db': route 'main'`;

test('a TCPRoute has the shares of the route that takes the port', () => {
  const routes = [{ match: [{ port: 33060 }], route: [to('x')] }, { match: [{ port: 3306 }], route: [to('a', 90), to('b', 10)] }, { route: [to('y')] }];
  expect(tcpRule(place, routes, home)).toEqual({ backendRefs: [backend('a', 90), backend('b', 10)] });
});

test('a TCPRoute of a route without match', () => {
  expect(tcpRule(place, [{ route: [to('a')] }], home)).toEqual({ backendRefs: [backend('a')] });
});

test('no route takes the port', () => {
  expect(tcpRule(place, [{ match: [{ port: 1 }], route: [to('a')] }], home)).toBeUndefined();
});

test('a TLSRoute has the server names of the matches for the port, each once', () => {
  const match = [{ sniHosts: ['a.example.com'] }, { sniHosts: ['a.example.com', '*.b.example.com'], port: 3306 }, { sniHosts: ['c.example.com'], port: 1 }];
  expect(tlsRule(place, { match, route: [to('a')] }, home)).toEqual({ hostnames: ['a.example.com', '*.b.example.com'], rules: [{ backendRefs: [backend('a')] }] });
});

test('a TLS route of another port', () => {
  expect(tlsRule(place, { match: [{ sniHosts: ['a'], port: 1 }], route: [to('a')] }, home)).toBeUndefined();
});

test.each<[string, Partial<networking.TLSMatchAttributes>, string]>([
  ['subnets', { destinationSubnets: ['10.0.0.0/8'] }, 'destinationSubnets; use Dialect.ISTIO'],
  ['labels of the caller', { sourceLabels: { app: 'a' } }, 'sourceLabels; use Dialect.ISTIO'],
  ['the namespace of the caller', { sourceNamespace: 'a' }, 'sourceNamespace; use Dialect.ISTIO'],
  ['gateways', { gateways: ['mesh'] }, 'gateways of a match; give mesh and gateway routes of their own, or use Dialect.ISTIO'],
])('%s are a gap that names what does it instead', (_, match, message) => {
  expect(() => tcpRule(place, [{ match: [match], route: [to('a')] }], home)).toThrow(`${place}: the Gateway API can't say ${message}`);
  expect(() => tlsRule(place, { match: [{ sniHosts: ['a'], ...match }], route: [to('a')] }, home)).toThrow(`${place}: the Gateway API can't say ${message}`);
});
