import { RouteGateway } from '../../src/host/route-gateway';
import { TcpMatch, TcpMatchConditions } from '../../src/match/tcp-match';
import { TlsMatch, TlsMatchConditions } from '../../src/match/tls-match';

const written = (spec: object) => JSON.parse(JSON.stringify(spec));
const gateway = RouteGateway.named('istio-ingress', 'shop-gateway');

test('all conditions of connections stand in one match', () => {
  expect(written(TcpMatch.all({
    port: 27017, destinationSubnets: ['10.1.0.0/16', '10.2.3.4', '2001:db8::/32'], sourceLabels: { app: 'ratings' }, sourceNamespace: 'shop',
    gateways: [RouteGateway.MESH, gateway],
  })._toSpec('here'))).toEqual({
    port: 27017, destinationSubnets: ['10.1.0.0/16', '10.2.3.4', '2001:db8::/32'], sourceLabels: { app: 'ratings' }, sourceNamespace: 'shop',
    gateways: ['mesh', 'istio-ingress/shop-gateway'],
  });
  expect(written(TcpMatch.port(27017)._toSpec('here'))).toEqual({ port: 27017 });
});

test('server names stand beside the other conditions', () => {
  expect(written(TlsMatch.all({ sniHosts: ['Shop.example.com', '*.shop.example.com'], port: 443, sourceNamespace: 'shop' })._toSpec('here', [])))
    .toEqual({ sniHosts: ['shop.example.com', '*.shop.example.com'], port: 443, sourceNamespace: 'shop' });
  expect(written(TlsMatch.sniHosts('shop.example.com')._toSpec('here', ['other.example.com']))).toEqual({ sniHosts: ['shop.example.com'] });
});

test('a TLS match without server names takes those of the host', () => {
  expect(written(TlsMatch.all({ port: 443 })._toSpec('here', ['shop.example.com']))).toEqual({ sniHosts: ['shop.example.com'], port: 443 });
});

test.each<[TcpMatchConditions, string]>([
  [{}, 'here: a match has no condition; leave match out of the route to take every connection'],
  [{ port: 0 }, 'here: port of a match is 0, a whole number from 1 to 65535 is allowed'],
  [{ destinationSubnets: [] }, `here: destinationSubnets is empty, at least one is needed; name one, e.g. '10.1.0.0/16'`],
  [{ destinationSubnets: ['10.1.0.0/33'] }, `here: destination subnet '10.1.0.0/33' is not an address or a subnet; write it like '10.1.0.0/16'`],
  [{ destinationSubnets: ['db.example.com'] }, `here: destination subnet 'db.example.com' is not an address or a subnet`],
  [{ destinationSubnets: ['10.1.0.0/8/8'] }, `here: destination subnet '10.1.0.0/8/8' is not an address or a subnet`],
  [{ destinationSubnets: ['10.1.2.3', '10.1.2.3'] }, `here: destinationSubnets names '10.1.2.3' twice; name it once`],
  [{ gateways: [] }, 'here: gateways is empty, at least one is needed; name one, or leave gateways out for all'],
  [{ gateways: [gateway, gateway] }, `here: gateways names 'istio-ingress/shop-gateway' twice; name it once`],
  [{ gateways: [gateway], sourceLabels: { app: 'x' } },
    'here: sourceLabels is without effect in a match for gateways; leave it out, or add RouteGateway.MESH'],
  [{ gateways: [gateway], sourceNamespace: 'x' }, 'here: sourceNamespace is without effect in a match for gateways'],
  [{ sourceLabels: {} }, 'here: sourceLabels is empty, at least one label is needed'],
])('bad conditions of a TCP match are refused: %j', (conditions, message) => {
  expect(() => TcpMatch.all(conditions)._toSpec('here')).toThrow(message);
});

test.each<[TlsMatchConditions, string]>([
  [{ sniHosts: [] }, 'here: sniHosts is empty, at least one is needed; name one, or leave sniHosts out for the names of the host'],
  [{ sniHosts: ['a.example.com', 'A.example.com'] }, `here: sniHosts names 'a.example.com' twice; name it once`],
  [{ sniHosts: ['https://a'] }, `here: server name 'https://a' is not a host`],
])('bad conditions of a TLS match are refused: %j', (conditions, message) => {
  expect(() => TlsMatch.all(conditions)._toSpec('here', [])).toThrow(message);
});

test('a gateway has a namespace and a name', () => {
  expect(() => RouteGateway.named('Shop', 'x')).toThrow(`RouteGateway.named('Shop/x'): namespace 'Shop' is not a DNS label`);
  expect(() => RouteGateway.named('shop', 'x.y')).toThrow(`RouteGateway.named('shop/x.y'): Gateway name 'x.y' is not a DNS label`);
});
