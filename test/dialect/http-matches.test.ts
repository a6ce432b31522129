import { HttpMatch } from '../../src/match/http-match';
import { HttpMethod } from '../../src/match/http-method';
import { StringMatch } from '../../src/match/string-match';
import { ruleOf } from './rules';

const matchesOf = (...match: HttpMatch[]) => ruleOf({ match }).matches;
const every = { type: 'PathPrefix', value: '/' };

test('a route without match takes every path, which is written out', () => {
  expect(ruleOf({}).matches).toEqual([{ path: every }]);
});

test('a whole path, a path with all below it, and a regex', () => {
  expect(matchesOf(HttpMatch.uri(StringMatch.exact('/a')), HttpMatch.pathPrefix('/b/c.d'), HttpMatch.uri(StringMatch.regex('/v[0-9]/.*')))).toEqual([
    { path: { type: 'Exact', value: '/a' } }, { path: { type: 'PathPrefix', value: '/b/c.d' } }, { path: { type: 'RegularExpression', value: '/v[0-9]/.*' } },
  ]);
});

test('the prefix / takes every path in both dialects', () => {
  expect(matchesOf(HttpMatch.uriPrefix('/'))).toEqual([{ path: every }]);
});

test('headers and query parameters: whole values, regular expressions, and what is written as one', () => {
  expect(matchesOf(HttpMatch.all({
    headers: { a: StringMatch.exact('1'), b: StringMatch.regex('x+'), c: StringMatch.prefix('p.'), d: StringMatch.present() },
    queryParams: { q: StringMatch.exact('1') },
  }))).toEqual([{
    path: every,
    headers: [
      { type: 'Exact', name: 'a', value: '1' }, { type: 'RegularExpression', name: 'b', value: 'x+' },
      { type: 'RegularExpression', name: 'c', value: 'p\\..*' }, { type: 'RegularExpression', name: 'd', value: '.*' },
    ],
    queryParams: [{ type: 'Exact', name: 'q', value: '1' }],
  }]);
});

test('each of several methods has a match of its own', () => {
  expect(matchesOf(HttpMatch.all({ uri: StringMatch.exact('/a'), methods: [HttpMethod.GET, HttpMethod.HEAD] }))).toEqual([
    { path: { type: 'Exact', value: '/a' }, method: 'GET' }, { path: { type: 'Exact', value: '/a' }, method: 'HEAD' },
  ]);
});

const gap = (feature: string) => `MeshService 'shop/cart': route 'main': the Gateway API can't say ${feature}; `;

test.each([
  ['a text prefix', HttpMatch.uriPrefix('/api'), `${gap(`the prefix '/api' of a uri as text, its prefixes are of whole segments`)}use HttpMatch.pathPrefix('/api'), which means the same in both dialects, or StringMatch.regex('/api.*')`],
  ['a text prefix that ends with a slash', HttpMatch.uriPrefix('/api/'), `${gap(`the prefix '/api/' of a uri as text, its prefixes are of whole segments`)}use HttpMatch.pathPrefix('/api'), which means the same in both dialects, or StringMatch.regex('/api/.*')`],
  ['ignored case of a path', HttpMatch.all({ uri: StringMatch.exact('/a.b'), ignoreUriCase: true }), `${gap('ignoreUriCase')}use StringMatch.regex('(?i)/a\\.b')`],
  ['ignored case of a prefix', HttpMatch.all({ uri: StringMatch.prefix('/a'), ignoreUriCase: true }), `${gap('ignoreUriCase')}use StringMatch.regex('(?i)/a.*')`],
  ['a scheme', HttpMatch.all({ scheme: StringMatch.exact('https') }), `${gap('a condition on the scheme')}expose the host on the listeners of one scheme, or use Dialect.ISTIO`],
  ['an authority', HttpMatch.all({ authority: StringMatch.exact('a.example.com') }), `${gap('a condition on the authority')}expose those names as a host of their own, or use Dialect.ISTIO`],
  ['a port', HttpMatch.all({ port: 8080 }), `${gap('a condition on the port of a gateway')}expose the host with the listeners that are meant, or use Dialect.ISTIO`],
  ['headers that are not there', HttpMatch.all({ withoutHeaders: { a: StringMatch.present() } }), `${gap('withoutHeaders')}put a route before this one that takes the requests with the header, or use Dialect.ISTIO`],
  ['labels of the caller', HttpMatch.all({ sourceLabels: { app: 'a' } }), `${gap('sourceLabels')}match a header that those callers send, or use Dialect.ISTIO`],
  ['the namespace of the caller', HttpMatch.all({ sourceNamespace: 'a' }), `${gap('sourceNamespace')}match a header that those callers send, or use Dialect.ISTIO`],
  ['claims of a token', HttpMatch.header('@request.auth.claims.group', StringMatch.exact('a')), `${gap(`the header '@request.auth.claims.group'`)}use Dialect.ISTIO, which knows the claims of tokens`],
  ['a header of HTTP/2', HttpMatch.header(':path', StringMatch.exact('a')), `${gap(`the header ':path'`)}use Dialect.ISTIO`],
  ['an empty value', HttpMatch.header('a', StringMatch.exact('')), `${gap(`an empty value of header 'a'`)}use StringMatch.regex('^$')`],
  ['a method of its own', HttpMatch.method(HttpMethod.of('PROPFIND')), `${gap('the method PROPFIND')}use those that it knows, GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE, PATCH; or Dialect.ISTIO`],
])('%s is a gap that names what does it instead', (_, match, message) => {
  expect(() => matchesOf(match)).toThrow(message);
});

test.each([
  ['//', '/a//b', `the Gateway API does not allow '//' in the path '/a//b'; write the path as proxies normalize it`],
  ['a dot segment at the end', '/a/..', `the Gateway API does not allow '/..' in the path '/a/..'; write the path as proxies normalize it`],
  ['a quoted slash', '/a%2Fb', `the Gateway API does not allow '%2F' in the path '/a%2Fb'; write the path as proxies normalize it`],
  ['other characters', '/ä', `the Gateway API does not allow all characters of the path '/ä'; write others than letters, digits and -/._~!$&'()*+,;=:@ as %xx`],
  ['too many characters', `/${'a'.repeat(1024)}`, `the path '/aaaaaaaaaaaaaaaaaaa...' has 1025 characters, the Gateway API allows 1024; shorten it`],
])('a path with %s is an error here, as its CRDs refuse it', (_, path, message) => {
  expect(() => matchesOf(HttpMatch.uri(StringMatch.exact(path)))).toThrow(message);
});

test('more conditions than the CRDs allow', () => {
  const headers = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`x-${i}`, StringMatch.present()]));
  expect(() => matchesOf(HttpMatch.all({ headers }))).toThrow('a match has 17 conditions on a header, the Gateway API allows 16; match fewer of them, or use Dialect.ISTIO');
});

test('a value that is longer than the CRDs allow', () => {
  expect(() => matchesOf(HttpMatch.all({ queryParams: { q: StringMatch.exact('a'.repeat(1025)) } })))
    .toThrow(`the match of query parameter 'q' has 1025 characters, the Gateway API allows 1024; shorten it`);
});
