import { HttpMatch } from '../../src/match/http-match';
import { HttpMethod } from '../../src/match/http-method';
import { StringMatch } from '../../src/match/string-match';
import { RouteAction } from '../../src/route/route-action';
import { rulesOf, service, toCart } from './rules';

const toOther = RouteAction.forward(service('other'));
const exact = (path: string) => HttpMatch.uri(StringMatch.exact(path));
const regex = (path: string) => HttpMatch.uri(StringMatch.regex(path));
const header = (name: string, value = StringMatch.exact('1')) => HttpMatch.header(name, value);
const inOrder = (first: HttpMatch, second?: HttpMatch) => rulesOf({
  first: { match: [first], action: toCart },
  second: second ? { match: [second], action: toOther } : { action: toOther },
});

test.each([
  ['a header before the rest', header('a'), undefined],
  ['a whole path before the paths below one', exact('/a'), HttpMatch.pathPrefix('/a')],
  ['a longer path before a shorter one', HttpMatch.pathPrefix('/a/b'), HttpMatch.pathPrefix('/a')],
  ['a method before a header', HttpMatch.method(HttpMethod.GET), header('a')],
  ['two headers before one', HttpMatch.all({ headers: { a: StringMatch.present(), b: StringMatch.present() } }), header('c')],
  ['a header before a query parameter', header('a'), HttpMatch.all({ queryParams: { q: StringMatch.present() } })],
  ['equals in their order', header('a'), header('b')],
])('%s is the order of both', (_, first, second) => {
  expect(inOrder(first, second).map(({ name }) => name)).toEqual(['first', 'second']);
});

test.each([
  ['other paths', HttpMatch.pathPrefix('/a'), HttpMatch.pathPrefix('/abc')],
  ['another whole path', header('a'), HttpMatch.all({ uri: StringMatch.exact('/b'), headers: { a: StringMatch.exact('2') } })],
  ['whole paths that no regex fits', regex('/v[0-9]+'), exact('/about')],
  ['paths that begin otherwise than a regex', regex('/v[0-9]+/.*'), HttpMatch.pathPrefix('/api/shop')],
  ['another method', HttpMatch.method(HttpMethod.GET), HttpMatch.all({ uri: StringMatch.exact('/b'), methods: [HttpMethod.PUT] })],
  ['a value that the regex of the other does not fit', header('a', StringMatch.regex('[a-c]+')), HttpMatch.all({ uri: StringMatch.exact('/b'), headers: { a: StringMatch.exact('x') } })],
  ['another value of a query parameter',
    HttpMatch.all({ queryParams: { q: StringMatch.exact('1') } }), HttpMatch.all({ uri: StringMatch.exact('/b'), queryParams: { q: StringMatch.exact('2') } })],
])('a more specific match may come later for %s', (_, first, second) => {
  expect(inOrder(first, second)).toHaveLength(2);
});

test.each([
  ['a path', header('end-user'), HttpMatch.pathPrefix('/api'), `'path /api/*' is more specific than 'path /*, header end-user'`],
  ['a method', header('a'), HttpMatch.method(HttpMethod.GET), `'GET, path /*' is more specific than 'path /*, header a'`],
  ['a header', HttpMatch.all({ queryParams: { q: StringMatch.present() } }), header('a'), `'path /*, header a' is more specific than 'path /*, query parameter q'`],
  ['a prefix after a regex', regex('/a[pq]i'), HttpMatch.pathPrefix('/api'), `'path /api/*' is more specific than 'path /a[pq]i'`],
  ['a prefix after a regex with a part that may be missing', regex('/ab?.*'), HttpMatch.pathPrefix('/api'), `'path /api/*' is more specific than 'path /ab?.*'`],
  ['a regex that only RE2 knows', regex('(?i)/x'), exact('/about'), `'path /about' is more specific than 'path (?i)/x'`],
  ['a regex of alternatives', regex('/a|/b'), HttpMatch.pathPrefix('/cd'), `'path /cd/*' is more specific than 'path /a|/b'`],
])('%s that the Gateway API would try before an earlier route is an error', (_, first, second, why) => {
  expect(() => inOrder(first, second)).toThrow(
    `MeshService 'shop/cart': route 'second' comes after 'first', but the Gateway API tries its match first, as ${why}; ` +
    `add a match to 'first' that has both conditions, or add 'second' before it; or use Dialect.ISTIO, where the order decides`);
});

test('one more match with both conditions cures it', () => {
  const both = HttpMatch.all({ uri: StringMatch.pathPrefix('/api'), headers: { a: StringMatch.exact('1') } });
  const second = { match: [HttpMatch.pathPrefix('/api')], action: toOther };
  expect(rulesOf({ first: { match: [header('a'), both], action: toCart }, second })).toHaveLength(2);
});

test('one more match with other conditions does not', () => {
  const second = { match: [HttpMatch.pathPrefix('/api')], action: toOther };
  const others = [
    HttpMatch.all({ uri: StringMatch.pathPrefix('/api'), headers: { a: StringMatch.exact('1'), b: StringMatch.present() } }),
    HttpMatch.all({ uri: StringMatch.pathPrefix('/api'), headers: { a: StringMatch.exact('1') }, methods: [HttpMethod.GET] }),
    HttpMatch.all({ uri: StringMatch.regex('/api/.*'), headers: { a: StringMatch.exact('1') } }),
    HttpMatch.all({ uri: StringMatch.pathPrefix('/api'), queryParams: { a: StringMatch.exact('1') } }),
  ];
  for (const other of others) {
    expect(() => rulesOf({ first: { match: [header('a'), other], action: toCart }, second })).toThrow('is more specific than');
  }
});

test('routes that do the same may come in any order', () => {
  expect(rulesOf({ first: { match: [header('a')], action: toCart }, second: { match: [HttpMatch.pathPrefix('/api')], action: toCart } })).toHaveLength(2);
});

test('what takes every path comes after a regex, as a regex itself: istiod tries prefixes before', () => {
  const rules = rulesOf({
    first: { match: [regex('/v[0-9]+/.*')], action: toCart }, second: { match: [header('a')], action: toOther }, rest: { action: toCart },
  });
  expect(rules.slice(1).map(({ matches }) => matches[0].path)).toEqual([
    { type: 'RegularExpression', value: '.*' }, { type: 'RegularExpression', value: '.*' },
  ]);
});
