import { Duration } from 'cdk8s';
import { grpcRules } from '../../src/dialect/grpc-rules';
import { HttpMatch } from '../../src/match/http-match';
import { HttpMethod } from '../../src/match/http-method';
import { StringMatch } from '../../src/match/string-match';
import { HttpRouteOptions } from '../../src/route/http-route';
import { Rewrite } from '../../src/route/rewrite';
import { written } from '../route/hosts';
import { rulesOf, toCart } from './rules';

const grpcOf = (routes: { [id: string]: Partial<HttpRouteOptions> }) => {
  const http = rulesOf(Object.fromEntries(Object.entries(routes).map(([id, options]) => [id, { action: toCart, ...options }])));
  return written(grpcRules(`MeshService 'shop/cart'`, http));
};

test('a method and a service', () => {
  expect(grpcOf({
    add: { match: [HttpMatch.uri(StringMatch.exact('/shop.v1.Cart/Add'))] },
    cart: { match: [HttpMatch.pathPrefix('/shop.v1.Cart')] },
    rest: {},
  })).toMatchObject([
    { name: 'add', matches: [{ method: { type: 'Exact', service: 'shop.v1.Cart', method: 'Add' } }] },
    { name: 'cart', matches: [{ method: { type: 'Exact', service: 'shop.v1.Cart' } }] },
    { name: 'rest', backendRefs: [{ name: 'cart', port: 8080 }] },
  ]);
});

test('metadata is headers', () => {
  expect(grpcOf({ main: { match: [HttpMatch.header('tenant', StringMatch.exact('a'))] } })[0].matches).toEqual([{ headers: [{ type: 'Exact', name: 'tenant', value: 'a' }] }]);
});

test('a route that takes all calls has no match', () => {
  expect(grpcOf({ main: {} })[0].matches).toBeUndefined();
});

const gap = (feature: string) => `MeshService 'shop/cart': route 'main': the Gateway API can't say ${feature}; `;
const asHttp2 = 'declare the port as ServicePort.http2, which serves gRPC as well, or use Dialect.ISTIO';

test.each<[string, Partial<HttpRouteOptions>, string]>([
  ['a timeout', { timeout: Duration.seconds(1) }, `${gap('timeout for gRPC')}${asHttp2}`],
  ['a rewrite', { rewrite: Rewrite.authority('a') }, `${gap('a filter URLRewrite for gRPC')}${asHttp2}`],
  ['a method of HTTP', { match: [HttpMatch.method(HttpMethod.POST)] }, `${gap('a condition on the method of gRPC')}leave it out: all calls are POST, without a query`],
  ['a query', { match: [HttpMatch.all({ queryParams: { q: StringMatch.present() } })] }, `${gap('a condition on the query of gRPC')}leave it out`],
  ['a path that is no method', { match: [HttpMatch.uri(StringMatch.exact('/a/b/c'))] }, `${gap(`the path '/a/b/c' of gRPC`)}match a method, StringMatch.exact('/shop.v1.Cart/Add'), or a service, HttpMatch.pathPrefix('/shop.v1.Cart')`],
  ['a regex of a path', { match: [HttpMatch.uri(StringMatch.regex('/a/.*'))] }, `${gap(`the path '/a/.*' of gRPC`)}match a method`],
])('%s is a gap that names what does it instead', (_, options, message) => {
  expect(() => grpcOf({ main: options })).toThrow(message);
});
