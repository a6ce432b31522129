import { ServicePort } from '../../src/host/service-port';
import { RedirectOptions, RedirectPort } from '../../src/route/redirect';
import { RespondOptions, RouteAction } from '../../src/route/route-action';
import { host, version, written } from './hosts';

const reviews = host('reviews');
const [v1, v2] = [version(reviews, 'v1'), version(reviews, 'v2')];
const fqdn = 'reviews.bookinfo.svc.cluster.local';
const spec = (action: RouteAction) => written(action._toSpec('here', reviews.hostRef));

test('a single destination has no weight', () => {
  expect(spec(RouteAction.forward(v1))).toEqual({ route: [{ destination: { host: fqdn, subset: 'v1' } }] });
  expect(spec(RouteAction.split({ to: v1, weight: 100 }))).toEqual({ route: [{ destination: { host: fqdn, subset: 'v1' } }] });
});

test('a host is a destination without subset', () => {
  expect(spec(RouteAction.forward(reviews))).toEqual({ route: [{ destination: { host: fqdn } }] });
});

test('a version of another host is a destination', () => {
  expect(spec(RouteAction.forward(version(host('ratings'), 'v1'))))
    .toEqual({ route: [{ destination: { host: 'ratings.bookinfo.svc.cluster.local', subset: 'v1' } }] });
});

test('a split has weights, and headers of its own for each destination', () => {
  expect(spec(RouteAction.split({ to: v1, weight: 90 }, { to: v2, weight: 10, headers: { request: { set: { 'x-canary': 'yes' } } } }))).toEqual({
    route: [
      { destination: { host: fqdn, subset: 'v1' }, weight: 90 },
      { destination: { host: fqdn, subset: 'v2' }, weight: 10, headers: { request: { set: { 'x-canary': 'yes' } } } },
    ],
  });
});

test('a redirect changes the URL', () => {
  expect(spec(RouteAction.redirect({ scheme: 'https', derivePort: RedirectPort.FROM_PROTOCOL_DEFAULT, redirectCode: 308 })))
    .toEqual({ redirect: { scheme: 'https', derivePort: 'FROM_PROTOCOL_DEFAULT', redirectCode: 308 } });
});

test('a direct response has a status and a body', () => {
  expect(spec(RouteAction.respond(503, { body: 'closed' }))).toEqual({ directResponse: { status: 503, body: { string: 'closed' } } });
  expect(spec(RouteAction.respond(404))).toEqual({ directResponse: { status: 404 } });
});

test.each([
  [[90, 20], 'here: weights must add up to 100, got 110 (v1=90, v2=20); change them so that their sum is 100'],
  [[50, 40], 'here: weights must add up to 100, got 90 (v1=50, v2=40)'],
  [[99.5, 0.5], 'here: the weight of v1 is 99.5, a whole number from 0 to 100 is allowed; give the share in percent'],
  [[110, -10], 'here: the weight of v1 is 110, a whole number from 0 to 100 is allowed'],
])('weights %j are refused', ([first, second], message) => {
  expect(() => spec(RouteAction.split({ to: v1, weight: first }, { to: v2, weight: second }))).toThrow(message);
});

test('a split into nothing is refused', () => {
  expect(() => spec(RouteAction.split())).toThrow('here: weights must add up to 100, got 0 ()');
});

test('a destination of another host is named with it', () => {
  expect(() => spec(RouteAction.split({ to: version(host('ratings'), 'v1'), weight: 1 }, { to: reviews, weight: 1 })))
    .toThrow('got 2 (ratings/v1=1, reviews=1)');
});

test('the same destination twice is refused', () => {
  expect(() => spec(RouteAction.split({ to: v1, weight: 50 }, { to: v1, weight: 50 })))
    .toThrow('here: destination v1 stands twice in one split; add its weights up');
});

test('the only HTTP port among several is named', () => {
  const mixed = host('mixed', ServicePort.http(80), ServicePort.tcp(9000));
  expect(spec(RouteAction.forward(mixed))).toMatchObject({ route: [{ destination: { port: { number: 80 } } }] });
});

test('a port that is given is named', () => {
  expect(spec(RouteAction.forward(reviews, { port: 9080 }))).toMatchObject({ route: [{ destination: { port: { number: 9080 } } }] });
});

test('requests keep the port that the client called, where the host of the routes has several HTTP ports', () => {
  const web = host('web', ServicePort.http(80), ServicePort.grpc(90));
  expect(written(RouteAction.forward(web)._toSpec('here', web.hostRef))).toEqual({ route: [{ destination: { host: web.hostRef.fqdn } }] });
});

test('another host with several HTTP ports needs one of them', () => {
  const web = host('web', ServicePort.http(80), ServicePort.grpc(90));
  expect(() => spec(RouteAction.forward(web))).toThrow(
    'here: web.bookinfo.svc.cluster.local has several ports, 80 (HTTP), 90 (GRPC), and the destination names none; name it, e.g. { port: 80 }');
});

test('a port that the host does not have is refused', () => {
  expect(() => spec(RouteAction.forward(v1, { port: 8080 }))).toThrow(
    `here: ${fqdn} has no port 8080, it has 9080 (HTTP); name one of them, or add the port to the Service`);
});

test.each<[RedirectOptions, string]>([
  [{}, 'here: the redirect changes nothing of the URL, clients would go in circles; give uri, prefixRewrite, authority, scheme, port or derivePort'],
  [{ uri: '/a', prefixRewrite: '/b' }, 'here: the redirect has both uri and prefixRewrite, one is allowed'],
  [{ port: 80, derivePort: RedirectPort.FROM_REQUEST_PORT }, 'here: the redirect has both port 80 and derivePort FROM_REQUEST_PORT, one is allowed'],
  [{ scheme: 'ftp' }, `here: the scheme of the redirect is 'ftp', 'http' or 'https' is allowed`],
  [{ uri: '/a', redirectCode: 304 }, 'here: the code of the redirect is 304, 301, 302, 303, 307, 308 are allowed'],
  [{ port: -1 }, 'here: port of the redirect is -1, a whole number from 1 to 65535 is allowed'],
])('a bad redirect is refused: %j', (options, message) => {
  expect(() => spec(RouteAction.redirect(options))).toThrow(message);
});

test('a bad status of a response is refused', () => {
  expect(() => spec(RouteAction.respond(99))).toThrow('here: status of the response is 99, a whole number from 200 to 599 is allowed; give a status of HTTP');
});

test('a direct response may have bytes', () => {
  expect(spec(RouteAction.respond(200, { bodyBase64: 'AAEC' }))).toEqual({ directResponse: { status: 200, body: { bytes: 'AAEC' } } });
});

test.each<[RespondOptions, string]>([
  [{ body: 'a', bodyBase64: 'AAEC' }, 'here: the response has both body and bodyBase64, one is allowed; leave one of them out'],
  [{ bodyBase64: 'AAE' }, `here: bodyBase64 of the response is not base64; encode it, e.g. with Buffer.from(...).toString('base64')`],
  [{ bodyBase64: Buffer.alloc(1024 * 1024 + 1).toString('base64') }, 'here: the body of the response has 1048577 bytes, at most 1048576 are allowed'],
])('a bad body is refused', (options, message) => {
  expect(() => spec(RouteAction.respond(200, options))).toThrow(message);
});

test('a body over the limit is refused', () => {
  expect(() => spec(RouteAction.respond(200, { body: 'x'.repeat(1024 * 1024 + 1) })))
    .toThrow('here: the body of the response has 1048577 bytes, at most 1048576 are allowed; serve it from a workload');
});
