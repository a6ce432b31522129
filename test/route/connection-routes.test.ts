import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ServicePort } from '../../src/host/service-port';
import { TcpMatch } from '../../src/match/tcp-match';
import { TlsMatch } from '../../src/match/tls-match';
import { ConnectionAction } from '../../src/route/connection-action';
import { RouteTable } from '../../src/route/route-table';
import { TcpRouteOptions } from '../../src/route/tcp-route';
import { TlsRouteOptions } from '../../src/route/tls-route';
import { host, version, written } from './hosts';

const mongo = host('mongo', ServicePort.mongo(27017));
const secure = host('secure', ServicePort.https(443));
const action = ConnectionAction.forward(version(mongo, 'v1'));
const toSecure = ConnectionAction.forward(secure);
const routes = (of = mongo) => RouteTable.forHost(new Construct(new Chart(new App(), 'app'), 'x'), of.hostRef);
const gateway = () => new RouteTable(new Construct(new Chart(new App(), 'app'), 'x'), { hosts: ['a.example.com', 'b.example.com'] });
const subnet = (...destinationSubnets: string[]) => [TcpMatch.all({ destinationSubnets })];

test('TCP routes share connections by weight', () => {
  const { tcp } = routes();
  expect(tcp.isEmpty).toBe(true);
  const ratings = tcp.add('ratings', { match: [TcpMatch.all({ sourceLabels: { app: 'ratings' }, port: 27017 })], action });
  expect(ratings).toMatchObject({ name: 'ratings', isCatchAll: false });
  const rest = tcp.add('rest', { action: ConnectionAction.split({ to: version(mongo, 'v1'), weight: 80 }, { to: version(mongo, 'v2'), weight: 20 }) });
  expect(rest.isCatchAll).toBe(true);
  expect(written(tcp.toSpec())).toEqual([
    { match: [{ sourceLabels: { app: 'ratings' }, port: 27017 }], route: [{ destination: { host: 'mongo.bookinfo.svc.cluster.local', subset: 'v1' } }] },
    {
      route: [
        { destination: { host: 'mongo.bookinfo.svc.cluster.local', subset: 'v1' }, weight: 80 },
        { destination: { host: 'mongo.bookinfo.svc.cluster.local', subset: 'v2' }, weight: 20 },
      ],
    },
  ]);
});

test('TLS routes ask for the names of the host', () => {
  const { tls } = routes(secure);
  expect(tls.isEmpty).toBe(true);
  expect(tls.add('all', { action: toSecure }).name).toBe('all');
  expect(written(tls.toSpec())).toEqual([{
    match: [{ sniHosts: ['secure.bookinfo.svc.cluster.local'] }], route: [{ destination: { host: 'secure.bookinfo.svc.cluster.local' } }],
  }]);
});

test('TLS routes of a gateway ask for the names that it exposes, unless they say others', () => {
  const { tls } = gateway();
  tls.add('b', { match: [TlsMatch.all({ sniHosts: ['c.example.com'], port: 8443 })], action: toSecure });
  tls.add('rest', { action: toSecure });
  expect(tls.toSpec().map(({ match }) => match[0].sniHosts)).toEqual([['c.example.com'], ['a.example.com', 'b.example.com']]);
  expect(tls.sniHosts).toEqual(['c.example.com', 'a.example.com', 'b.example.com']);
});

test('matches for other callers may ask for the same names', () => {
  const { tls } = routes(secure);
  tls.add('testers', { match: [TlsMatch.all({ sourceLabels: { app: 'tester' } })], action: toSecure });
  tls.add('port', { match: [TlsMatch.all({ port: 443, sourceNamespace: 'a' })], action: toSecure });
  tls.add('rest', { action: toSecure });
  expect(tls.toSpec()).toHaveLength(3);
});

test('a destination with several ports takes the one of the kind of the route', () => {
  const { tcp, tls } = gateway();
  const mixed = host('mixed', ServicePort.http(80), ServicePort.tls(443), ServicePort.redis(6379));
  tcp.add('x', { action: ConnectionAction.forward(mixed) });
  tls.add('x', { action: ConnectionAction.forward(mixed) });
  expect([tcp.toSpec()[0].route?.[0].destination.port, tls.toSpec()[0].route?.[0].destination.port]).toEqual([{ number: 6379 }, { number: 443 }]);
});

test.each<[string, TcpRouteOptions | undefined, TcpRouteOptions, string]>([
  ['', undefined, { action }, `Construct 'app/x': a route has an empty id`],
  ['a', { action }, { action }, `Construct 'app/x': has a route 'a' already, it has a; name them apart`],
  ['b', undefined, { match: [], action }, `Construct 'app/x': route 'b': match is empty; give a match, or leave it out to take every connection`],
  ['b', { action }, { match: [TcpMatch.port(27017)], action },
    `Construct 'app/x': route 'b': a match is never reached, route 'a' before takes all its connections; add it before that one, or tell them apart`],
  ['b', { match: [TcpMatch.port(27017)], action }, { match: [TcpMatch.all({ port: 27017, sourceNamespace: 'x' })], action }, `a match is never reached, route 'a'`],
  ['b', { match: subnet('10.1.0.0/16', '10.2.0.0/16'), action }, { match: subnet('10.2.0.0/16'), action }, `a match is never reached, route 'a'`],
  ['b', { match: subnet('10.1.0.0/16'), action }, { match: subnet('10.1.0.0/16', '10.2.0.0/16'), action },
    `route 'b': destination subnet '10.1.0.0/16' is one of route 'a' too, the proxies refuse both; name it in one of them, or tell them apart by port`],
  ['b', undefined, { match: [TcpMatch.port(80)], action }, `route 'b': mongo.bookinfo.svc.cluster.local has no port 80, it has 27017 (Mongo)`],
  ['b', undefined, { action: ConnectionAction.split({ to: mongo, weight: 50 }) }, `route 'b': weights must add up to 100, got 50 (mongo=50)`],
  ['b', undefined, { action: ConnectionAction.split({ to: mongo, weight: 50 }, { to: mongo, weight: 50 }) }, `route 'b': destination mongo stands twice in one split`],
])('a bad TCP route is refused: %s after %j: %j', (id, first, options, message) => {
  const { tcp } = routes();
  if (first) tcp.add('a', first);
  expect(() => tcp.add(id, options)).toThrow(message);
});

test.each<[string, TlsRouteOptions, string]>([
  ['a', { action: toSecure }, `Construct 'app/x': has a route 'a' already`],
  ['b', { match: [], action: toSecure }, `route 'b': match is empty; give a match, or leave it out to take all connections to the host`],
  ['b', { match: [TlsMatch.sniHosts('a.example.com', 'b.example.com')], action: toSecure },
    `Construct 'app/x': route 'b': a match is never reached, route 'a' takes all its connections; add it before that one, or tell them apart`],
  ['b', { match: [TlsMatch.sniHosts('b.example.com')], action: toSecure },
    `route 'b': server name 'b.example.com' is one of route 'a' too, the proxies refuse both; name it in one of them`],
])('a bad TLS route is refused: %s %j', (id, options, message) => {
  const { tls } = gateway();
  tls.add('a', { action: toSecure });
  expect(() => tls.add(id, options)).toThrow(message);
});

test('subnets tell apart connections to one name', () => {
  const { tls } = gateway();
  const at = (...destinationSubnets: string[]) => [TlsMatch.all({ sniHosts: ['a.example.com'], destinationSubnets })];
  tls.add('a', { match: at('10.1.0.0/16'), action: toSecure });
  tls.add('b', { match: at('10.2.0.0/16'), action: toSecure });
  tls.add('rest', { match: [TlsMatch.sniHosts('a.example.com')], action: toSecure });
  expect(() => tls.add('c', { match: at('10.3.0.0/16', '10.2.0.0/16'), action: toSecure })).toThrow(`server name 'a.example.com' is one of route 'b' too`);
});

test('routes of connections need a port of their kind', () => {
  const web = host('web', ServicePort.http(80));
  const both = host('both', ServicePort.tcp(9000), ServicePort.tls(443));
  expect(() => routes(web).tcp.add('x', { action })).toThrow(
    `route 'x': TCP routes do not apply to web.bookinfo.svc.cluster.local, its ports are 80 (HTTP); declare a port of TCP, e.g. ServicePort.tcp(9000)`);
  expect(() => routes(web).tls.add('x', { action: toSecure })).toThrow(
    `route 'x': TLS routes do not apply to web.bookinfo.svc.cluster.local, its ports are 80 (HTTP); declare a port of TLS, e.g. ServicePort.tls(443)`);
  expect(() => routes(both).tcp.add('x', { match: [TcpMatch.port(443)], action })).toThrow(
    `route 'x': TCP routes do not apply to port 443 of both.bookinfo.svc.cluster.local, its ports are 9000 (TCP), 443 (TLS); name a port of TCP`);
  expect(() => routes(both).tls.add('x', { match: [TlsMatch.all({ port: 9000 })], action: toSecure })).toThrow(
    `route 'x': TLS routes do not apply to port 9000 of both.bookinfo.svc.cluster.local`);
});
