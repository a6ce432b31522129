import { App, Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ServicePort } from '../../src/host/service-port';
import { HttpMatch } from '../../src/match/http-match';
import { HttpMethod } from '../../src/match/http-method';
import { StringMatch } from '../../src/match/string-match';
import { UnmatchedPreflights } from '../../src/route/cors-policy';
import { Fault } from '../../src/route/fault';
import { HttpRouteOptions } from '../../src/route/http-route';
import { Mirror } from '../../src/route/mirror';
import { Retry } from '../../src/route/retry';
import { Rewrite } from '../../src/route/rewrite';
import { RouteAction } from '../../src/route/route-action';
import { RouteTable } from '../../src/route/route-table';
import { host, version, written } from './hosts';

const reviews = host('reviews');
const action = RouteAction.forward(version(reviews, 'v1'));
const jason = [HttpMatch.header('end-user', StringMatch.exact('jason'))];
const table = (of = reviews) => RouteTable.forHost(new Construct(new Chart(new App(), 'app'), 'x'), of.hostRef);

test('a route carries its name and all that is said of it', () => {
  const routes = table();
  routes.add('jason', {
    match: jason, action, timeout: Duration.seconds(10), retry: Retry.attempts(2), fault: Fault.abort(500), mirrors: [Mirror.to(version(reviews, 'v2'))],
    rewrite: Rewrite.uri('/x'),
    headers: { request: { set: { host: 'x.example.com' }, add: { 'x-a': 'b' } }, response: { remove: ['server'] } },
    corsPolicy: {
      allowOrigins: [StringMatch.exact('https://shop.example.com')], allowMethods: [HttpMethod.GET], allowHeaders: ['x-a'], exposeHeaders: ['x-b'],
      maxAge: Duration.hours(1), allowCredentials: true, unmatchedPreflights: UnmatchedPreflights.IGNORE,
    },
  });
  expect(written(routes.toSpec())).toEqual([{
    name: 'jason',
    match: [{ headers: { 'end-user': { exact: 'jason' } } }],
    route: [{ destination: { host: 'reviews.bookinfo.svc.cluster.local', subset: 'v1' } }],
    timeout: '10s',
    retries: { attempts: 2 },
    fault: { abort: { httpStatus: 500, percentage: { value: 100 } } },
    mirrors: [{ destination: { host: 'reviews.bookinfo.svc.cluster.local', subset: 'v2' }, percentage: { value: 100 } }],
    rewrite: { uri: '/x' },
    headers: { request: { set: { host: 'x.example.com' }, add: { 'x-a': 'b' } }, response: { remove: ['server'] } },
    corsPolicy: {
      allowOrigins: [{ exact: 'https://shop.example.com' }], allowMethods: ['GET'], allowHeaders: ['x-a'], exposeHeaders: ['x-b'],
      maxAge: '1h', allowCredentials: true, unmatchedPreflights: 'IGNORE',
    },
  }]);
});

test('routes stand in the order in which they were added', () => {
  const routes = table();
  expect(routes.isEmpty).toBe(true);
  routes.add('jason', { match: jason, action });
  expect(routes.catchAll).toBeUndefined();
  const rest = routes.add('rest', { action });
  expect(rest).toMatchObject({ name: 'rest', isCatchAll: true });
  expect(routes.catchAll).toBe(rest);
  expect(routes.toSpec().map(({ name }) => name)).toEqual(['jason', 'rest']);
});

test('the routes of a host are found in the same app', () => {
  const chart = new Chart(new App(), 'app');
  expect(RouteTable.of(chart, reviews)).toBeUndefined();
  const made = RouteTable.forHost(chart, reviews.hostRef);
  expect(RouteTable.of(new Construct(chart, 'gateway'), host('reviews'))).toBe(made);
  expect(RouteTable.of(new Chart(new App(), 'other'), reviews)).toBeUndefined();
});

test('a second writer of the routes of a host is refused', () => {
  const chart = new Chart(new App(), 'app');
  RouteTable.forHost(new Construct(chart, 'a'), reviews.hostRef);
  expect(() => RouteTable.forHost(new Construct(chart, 'b'), reviews.hostRef)).toThrow(
    `Construct 'app/b': the VirtualService of reviews.bookinfo.svc.cluster.local is written by Construct 'app/a' already, one writer is allowed; add routes`);
});

test('a gateway names the port that requests would have kept in the mesh', () => {
  const web = host('web', ServicePort.http(80), ServicePort.grpc(90));
  const routes = table(web);
  routes.add('named', { match: jason, action: RouteAction.forward(web, { port: 80 }), mirrors: [Mirror.to(version(web, 'v2'))] });
  routes.add('rest', { action: RouteAction.forward(reviews) });
  expect(written(routes.toSpec(90))).toMatchObject([
    { route: [{ destination: { port: { number: 80 } } }], mirrors: [{ destination: { subset: 'v2', port: { number: 90 } } }] },
    { route: [{ destination: { host: 'reviews.bookinfo.svc.cluster.local' } }] },
  ]);
  expect(written(routes.toSpec(90))[1].route[0].destination.port).toBeUndefined();
  expect(written(routes.toSpec())[0].mirrors[0].destination.port).toBeUndefined();
});

test.each<[string, HttpRouteOptions]>([
  ['no match', { action }],
  ['the root as prefix', { match: [HttpMatch.uriPrefix('/')], action }],
  ['one match of several that takes all', { match: [...jason, HttpMatch.uriPrefix('/')], action }],
])('nothing may follow a catch-all: %s', (_, options) => {
  const routes = table();
  routes.add('all', options);
  expect(() => routes.add('jason', { match: jason, action })).toThrow(
    `Construct 'app/x': route 'jason' comes after the catch-all 'all', which takes every request; add it before, or give that one a match`);
});

const below = (prefix: string) => HttpMatch.uriPrefix(prefix);

test.each<[string, HttpMatch[], HttpMatch[], string]>([
  ['its only match', [below('/a')], [below('/a/b')], 'its match'],
  ['one match of several', [below('/x'), below('/a')], [below('/b'), HttpMatch.all({ uri: StringMatch.exact('/a'), methods: [HttpMethod.GET] })], 'match 2'],
  ['the same match', jason, jason, 'its match'],
])('a route that is never reached is refused: %s', (_, first, second, what) => {
  const routes = table();
  routes.add('first', { match: first, action });
  expect(() => routes.add('second', { match: second, action })).toThrow(
    `Construct 'app/x': route 'second': ${what} is never reached, route 'first' before takes all its requests; add it before that one, or match more narrowly there`);
});

test('routes from the narrow to the wide are all reached', () => {
  const routes = table();
  routes.add('narrow', { match: [HttpMatch.all({ uri: StringMatch.prefix('/a/b'), methods: [HttpMethod.GET] })], action });
  routes.add('wide', { match: [below('/a'), below('/a/b/c')], action });
  expect(routes.toSpec()).toHaveLength(2);
});

test('a second route of one id is refused', () => {
  const routes = table();
  routes.add('jason', { match: jason, action });
  expect(() => routes.add('jason', { action })).toThrow(`Construct 'app/x': has a route 'jason' already, it has jason; name them apart`);
});

test('HTTP routes of a host without HTTP port are refused', () => {
  const redis = host('redis', ServicePort.redis(6379));
  expect(() => table(redis).add('all', { action: RouteAction.forward(redis) })).toThrow(
    `Construct 'app/x': route 'all': HTTP routes do not apply to redis.bookinfo.svc.cluster.local, its ports are 6379 (Redis); declare an HTTP port`);
});

test.each(['50%%', '%DOWNSTREAM_REMOTE_ADDRESS%', 'a %REQ(x-a)% b', '%START_TIME(%Y/%m)%', ''])('a header may get the value %s', (value) => {
  expect(table().add('r', { action, headers: { request: { set: { 'x-a': value } } } }).name).toBe('r');
});

test('claims of a token are matched at a gateway', () => {
  const routes = new RouteTable(new Construct(new Chart(new App(), 'app'), 'x'));
  expect(routes.add('r', { action, match: [HttpMatch.header('@request.auth.claims.group', StringMatch.exact('x'))] }).name).toBe('r');
});

test.each<[string, HttpRouteOptions, string]>([
  ['', { action }, `Construct 'app/x': a route has an empty id; give it a name, e.g. 'main'; it stands in access logs`],
  ['r', { action, match: [] }, `Construct 'app/x': route 'r': match is empty; give a match, or leave it out to take every request`],
  ['r', { action, match: [HttpMatch.all({ port: 80 })] }, `route 'r': reviews.bookinfo.svc.cluster.local has no port 80, it has 9080 (HTTP)`],
  ['r', { action, timeout: Duration.seconds(0) }, `Construct 'app/x': route 'r': timeout is 0, at least 1 ms is allowed`],
  ['r', { action: RouteAction.respond(404), retry: Retry.disabled() },
    `route 'r': retry is without effect, a direct response sends requests nowhere; leave it out, or forward the requests`],
  ['r', { action: RouteAction.redirect({ uri: '/x' }), rewrite: Rewrite.uri('/y') }, `route 'r': rewrite is without effect, a redirect sends requests nowhere`],
  ['r', { action: RouteAction.redirect({ prefixRewrite: '/x' }), match: [HttpMatch.uri(StringMatch.exact('/y'))] },
    `route 'r': prefixRewrite needs a prefix to rewrite, and a match of the route has another uri; match with HttpMatch.uriPrefix, or redirect to a uri`],
  ['r', { action, rewrite: Rewrite.authority('a'), headers: { request: { set: { Host: 'b' } } } },
    `route 'r': the authority is set twice, to 'a' by rewrite and to 'b' by headers; keep one of them`],
  ['r', { action, headers: {} }, `route 'r': headers say nothing; give request or response, or leave headers out`],
  ['r', { action, headers: { request: { remove: [] } } }, `route 'r': request headers say nothing; give set, add or remove`],
  ['r', { action, headers: { response: { set: { host: 'x' } } } }, `route 'r': response header 'host' can't be changed here; only requests can set 'host'`],
  ['r', { action, headers: { request: { remove: [':path'] } } }, `route 'r': request header ':path' can't be changed here`],
  ['r', { action, headers: { request: { add: { 'a b': 'x' } } } }, `route 'r': request header 'a b' is not a header name; use letters, digits and '-'`],
  ['r', { action, headers: { request: { set: { 'x-share': '50%' } } } },
    `route 'r': request header 'x-share' gets the value '50%', which has a single '%' or a control character; write '%%' for '%', or a variable of Envoy`],
  ['r', { action, headers: { response: { add: { 'x-a': 'a\nb' } } } }, `route 'r': response header 'x-a' gets the value 'a\nb', which has`],
  ['r', { action, match: [HttpMatch.header('@request.auth.claims.group', StringMatch.exact('x'))] },
    `route 'r': it matches '@request.auth.claims.group', claims of a token are known at gateways only; add the route to an exposed host of a gateway`],
  ['r', { action, timeout: Duration.seconds(2), retry: Retry.attempts(2, { perTryTimeout: Duration.seconds(3) }) },
    `route 'r': perTryTimeout 3s is longer than timeout 2s, which ends all attempts; make it shorter, or leave it out`],
  ['r', { action, corsPolicy: { allowOrigins: [StringMatch.exact('https://a')], allowMethods: [HttpMethod.of('PROPFIND')] } },
    `route 'r': corsPolicy allows method 'PROPFIND', Istio knows GET, HEAD, POST, PUT, PATCH, DELETE, CONNECT, OPTIONS, TRACE here; leave it out`],
  ['r', { action, corsPolicy: { allowOrigins: [] } }, `route 'r': corsPolicy allows no origin; name one, e.g. StringMatch.exact('https://shop.example.com')`],
  ['r', { action, corsPolicy: { allowOrigins: [StringMatch.exact('https://a')], maxAge: Duration.millis(1500) } },
    `route 'r': maxAge of corsPolicy is 1500 ms, whole seconds are allowed; round it`],
])('a bad route is refused: %s %j', (id, options, message) => {
  expect(() => table().add(id, options)).toThrow(message);
});
