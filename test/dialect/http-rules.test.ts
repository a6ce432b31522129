import { Duration } from 'cdk8s';
import { ServicePort } from '../../src/host/service-port';
import { HttpMatch } from '../../src/match/http-match';
import { HttpMethod } from '../../src/match/http-method';
import { StringMatch } from '../../src/match/string-match';
import { UnmatchedPreflights } from '../../src/route/cors-policy';
import { Fault } from '../../src/route/fault';
import { HttpRouteOptions } from '../../src/route/http-route';
import { Mirror } from '../../src/route/mirror';
import { RedirectPort } from '../../src/route/redirect';
import { Retry } from '../../src/route/retry';
import { Rewrite } from '../../src/route/rewrite';
import { RouteAction } from '../../src/route/route-action';
import { cart, ruleOf, rulesOf, service, toCart } from './rules';

const v2 = service('cart-v2');
const elsewhere = { destinationRef: { host: { ...service('pay').hostRef, namespace: 'bank', fqdn: 'pay.bank.svc.cluster.local' } } };
const filtersOf = (options: Partial<HttpRouteOptions>) => ruleOf(options).filters;

test('a rule has the name of its route and names the port, which Istio takes from the Service', () => {
  expect(ruleOf({})).toEqual({
    name: 'main', matches: [{ path: { type: 'PathPrefix', value: '/' } }],
    backendRefs: [{ group: '', kind: 'Service', name: 'cart', port: 8080, weight: 1 }],
  });
});

test('weights and headers of destinations', () => {
  const action = RouteAction.split({ to: cart, weight: 90 }, { to: v2, weight: 10, headers: { response: { set: { 'x-version': 'v2' } } } });
  expect(ruleOf({ action }).backendRefs).toMatchObject([
    { name: 'cart', weight: 90 },
    { name: 'cart-v2', weight: 10, filters: [{ type: 'ResponseHeaderModifier', responseHeaderModifier: { set: [{ name: 'x-version', value: 'v2' }] } }] },
  ]);
});

test('a backend of another namespace names it', () => {
  expect(ruleOf({ action: RouteAction.forward(elsewhere) }).backendRefs).toMatchObject([{ name: 'pay', namespace: 'bank' }]);
});

test('a host that is no Service is a hostname', () => {
  const to = { destinationRef: { host: { name: 'api', namespace: 'shop', fqdn: 'api.example.com', ports: [ServicePort.https(443)] } } };
  expect(ruleOf({ action: RouteAction.forward(to) }).backendRefs).toEqual([
    { group: 'networking.istio.io', kind: 'Hostname', name: 'api.example.com', port: 443, weight: 1 },
  ]);
});

test('a timeout has no fractions', () => {
  expect(ruleOf({ timeout: Duration.millis(2500) }).timeouts).toEqual({ request: '2s500ms' });
  expect(ruleOf({ timeout: Duration.minutes(90) }).timeouts).toEqual({ request: '1h30m' });
});

test('headers of request and response', () => {
  expect(filtersOf({ headers: { request: { set: { a: '1' }, add: { b: '2' } }, response: { remove: ['c'] } } })).toEqual([
    { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'a', value: '1' }], add: [{ name: 'b', value: '2' }] } },
    { type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['c'] } },
  ]);
});

test('the authority is rewritten, also where headers set it', () => {
  const rewritten = [{ type: 'URLRewrite', urlRewrite: { hostname: 'x.example.com' } }];
  expect(filtersOf({ rewrite: Rewrite.authority('x.example.com') })).toEqual(rewritten);
  expect(filtersOf({ headers: { request: { set: { host: 'x.example.com' } } } })).toEqual(rewritten);
});

test('mirrors with their share, also a broken one', () => {
  const mirrors = [Mirror.to(v2), Mirror.to(v2, { percent: 20 }), Mirror.to(v2, { percent: 0.5 })];
  const backendRef = { group: '', kind: 'Service', name: 'cart-v2', port: 8080 };
  expect(filtersOf({ mirrors })).toEqual([
    { type: 'RequestMirror', requestMirror: { backendRef } },
    { type: 'RequestMirror', requestMirror: { backendRef, percent: 20 } },
    { type: 'RequestMirror', requestMirror: { backendRef, fraction: { numerator: 5000, denominator: 1000000 } } },
  ]);
});

test('the rewrite of a path prefix', () => {
  const match = [HttpMatch.pathPrefix('/api')];
  expect(filtersOf({ match, rewrite: Rewrite.uri('/v2') })).toEqual([{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/v2' } } }]);
  expect(filtersOf({ match, rewrite: Rewrite.uri('/') })[0].urlRewrite.path.replacePrefixMatch).toBe('/');
});

test('the rewrite of a path prefix has a rule for each match, as the Gateway API demands', () => {
  const match = [HttpMatch.pathPrefix('/a'), HttpMatch.all({ uri: StringMatch.pathPrefix('/b'), methods: [HttpMethod.GET, HttpMethod.PUT] })];
  expect(rulesOf({ main: { match, action: toCart, rewrite: Rewrite.uri('/c') } }).map(({ name, matches }) => [name, matches.length])).toEqual([
    ['main', 1], ['main-2', 1], ['main-3', 1],
  ]);
});

test('the rewrite of a whole path', () => {
  expect(filtersOf({ match: [HttpMatch.uri(StringMatch.exact('/a'))], rewrite: Rewrite.uri('/b') })).toEqual([
    { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/b' } } },
  ]);
});

test('a redirect always has its code, Istio has another default', () => {
  expect(ruleOf({ action: RouteAction.redirect({ scheme: 'https', uri: '/x', authority: 'a.example.com:8443' }) })).toEqual({
    name: 'main', matches: [{ path: { type: 'PathPrefix', value: '/' } }],
    filters: [{
      type: 'RequestRedirect',
      requestRedirect: { scheme: 'https', hostname: 'a.example.com', port: 8443, path: { type: 'ReplaceFullPath', replaceFullPath: '/x' }, statusCode: 301 },
    }],
  });
});

const cors = { allowOrigins: [StringMatch.exact('https://shop.example.com')], unmatchedPreflights: UnmatchedPreflights.IGNORE };

test('a CORS policy', () => {
  const corsPolicy = {
    ...cors, allowMethods: [HttpMethod.GET], allowHeaders: ['x-a'], exposeHeaders: ['x-b'], maxAge: Duration.minutes(90), allowCredentials: true,
  };
  expect(filtersOf({ corsPolicy })).toEqual([{
    type: 'CORS',
    cors: {
      allowOrigins: ['https://shop.example.com'], allowMethods: ['GET'], allowHeaders: ['x-a'], exposeHeaders: ['x-b'], allowCredentials: true, maxAge: 5400,
    },
  }]);
});

test('origins by a regex of text and .* have wildcards', () => {
  const originsOf = (regex: string) => filtersOf({ corsPolicy: { ...cors, allowOrigins: [StringMatch.regex(regex)] } })[0].cors.allowOrigins;
  expect(originsOf('https://.*\\.example\\.com')).toEqual(['https://*.example.com']);
  expect(originsOf('.*')).toEqual(['*']);
});

const gap = (feature: string) => `MeshService 'shop/cart': route 'main': the Gateway API can't say ${feature}; `;
const subset = { destinationRef: { host: cart.hostRef, subset: 'v1' } };

test.each<[string, Partial<HttpRouteOptions>, string]>([
  ['a direct response', { action: RouteAction.respond(503) }, `${gap('a direct response')}answer from a workload, or use Dialect.ISTIO`],
  ['a retry', { retry: Retry.attempts(3) }, `${gap('retry in its standard channel')}leave it out for the mesh's default of two retries, or use Dialect.ISTIO`],
  ['a fault', { fault: Fault.abort(500) }, `${gap('fault')}use Dialect.ISTIO, or an EnvoyPatch`],
  ['a subset', { action: RouteAction.forward(subset) }, `${gap(`version 'v1' of cart.shop.svc.cluster.local as a subset`)}give its MeshService dialect: Dialect.GATEWAY_API, which makes a Service of each version`],
  ['a rewrite by a regex', { rewrite: Rewrite.uriRegex('/a(.*)', '/b\\1') }, `${gap('a rewrite by a regex')}rewrite a path prefix (HttpMatch.pathPrefix and Rewrite.uri), or use Dialect.ISTIO`],
  ['a rewrite of every path', { rewrite: Rewrite.uri('/b/') }, `${gap('a rewrite of the beginning of a path as text')}match with HttpMatch.pathPrefix, or use Dialect.ISTIO`],
  ['an authority with a port', { rewrite: Rewrite.authority('a:80') }, `${gap(`the new authority 'a:80'`)}give a host in lower case without port, or use Dialect.ISTIO`],
  ['the authority of a destination', { action: RouteAction.forward(cart, { headers: { request: { set: { host: 'a' } } } }) }, `${gap('the authority of a destination')}set it for the whole route: rewrite: Rewrite.authority(...), or use Dialect.ISTIO`],
  ['an empty header', { headers: { request: { set: { a: '' } } } }, `${gap(`an empty value of request header 'a'`)}remove the header, or use Dialect.ISTIO`],
  ['a redirect of a prefix', { action: RouteAction.redirect({ prefixRewrite: '/b' }) }, `${gap('a redirect that replaces a prefix of the uri as text')}redirect to a whole uri, or use Dialect.ISTIO`],
  ['a redirect to another authority with its usual port', { action: RouteAction.redirect({ authority: 'a.example.com' }) }, `${gap('a redirect to another authority with the usual port of a scheme that it does not name')}name the scheme, or the port; or use Dialect.ISTIO`],
  ['a redirect to a scheme with the port of the request', { action: RouteAction.redirect({ scheme: 'https', derivePort: RedirectPort.FROM_REQUEST_PORT }) }, `${gap('a redirect to another scheme with the port of the request')}name the port, or use Dialect.ISTIO`],
  ['preflights that are forwarded', { corsPolicy: { allowOrigins: cors.allowOrigins } }, `${gap('a corsPolicy that forwards preflights of other origins')}add unmatchedPreflights: UnmatchedPreflights.IGNORE, or use Dialect.ISTIO`],
  ['an origin by a regex', { corsPolicy: { ...cors, allowOrigins: [StringMatch.regex('https://a[0-9]')] } }, `${gap('the origin {"regex":"https://a[0-9]"}')}use StringMatch.exact('https://shop.example.com'), or StringMatch.regex('https://.*\\.example\\.com')`],
])('%s is a gap that names what does it instead', (_, options, message) => {
  expect(() => ruleOf(options)).toThrow(message);
});

test('a route whose id is no name of a rule', () => {
  expect(() => rulesOf({ 'v2 testers': { action: toCart } })).toThrow(
    `MeshService 'shop/cart': route 'v2 testers': the Gateway API can't say its id 'v2 testers'; rename it in lower case letters, digits and '-', e.g. 'v2-testers'`);
});

test('a redirect with two ports', () => {
  expect(() => ruleOf({ action: RouteAction.redirect({ authority: 'a:80', port: 81 }) }))
    .toThrow(`the redirect has port 81 and another one in its authority 'a:80'; keep one of them`);
});

test('more than the CRDs allow', () => {
  const paths = (count: number, start = 0) => Array.from({ length: count }, (_, i) => HttpMatch.uri(StringMatch.exact(`/${start + i}`)));
  const routes = (count: number, matches: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`r${i}`, { match: paths(matches, i * matches), action: toCart }]));
  expect(() => rulesOf(routes(1, 65))).toThrow('65 matches, the Gateway API allows 64; join some of them, or use Dialect.ISTIO');
  expect(() => rulesOf(routes(17, 1))).toThrow(`MeshService 'shop/cart': 17 rules in one HTTPRoute, the Gateway API allows 16`);
  expect(() => rulesOf(routes(3, 60))).toThrow('180 matches in one HTTPRoute, the Gateway API allows 128');
  expect(() => ruleOf({ mirrors: Array.from({ length: 17 }, () => Mirror.to(v2)) })).toThrow('17 filters, the Gateway API allows 16');
  expect(() => ruleOf({ headers: { request: { remove: Array.from({ length: 17 }, (_, i) => `x-${i}`) } } })).toThrow('17 request headers are changed in one way, the Gateway API allows 16; change fewer');
  expect(() => ruleOf({ headers: { request: { set: { a: 'x'.repeat(4097) } } } })).toThrow(`the value of request header 'a' has 4097 characters, the Gateway API allows 4096; shorten it`);
  expect(() => ruleOf({ corsPolicy: { ...cors, allowHeaders: Array.from({ length: 65 }, (_, i) => `x-${i}`) } })).toThrow('allowHeaders of the corsPolicy has 65 values, the Gateway API allows 64; name fewer');
});
