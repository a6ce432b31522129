import { networking } from '../../src/api';
import { HttpMatch } from '../../src/match/http-match';
import { httpRouteSpec } from '../../src/route/http-route-spec';
import { pathPrefixReplacement } from '../../src/route/path-prefix-rewrite';
import { Rewrite } from '../../src/route/rewrite';
import { RouteAction } from '../../src/route/route-action';
import { host } from './hosts';

const action = RouteAction.forward(host('reviews'));
const route = (uri: string, ...match: HttpMatch[]) => httpRouteSpec('place', 'main', { match, action, rewrite: Rewrite.uri(uri, { authority: 'a' }) }, undefined);

/** The path that a request gets. */
function rewritten({ rewrite }: networking.HTTPRoute, path: string): string {
  const { match = '', rewrite: to = '' } = rewrite!.uriRegexRewrite!;
  return path.replace(new RegExp(match), to.replace('\\1', '$1'));
}

test('only the matched prefix of a path is rewritten', () => {
  const spec = route('/v2', HttpMatch.pathPrefix('/api'));
  expect(['/api', '/api/', '/api/x/y'].map((path) => rewritten(spec, path))).toEqual(['/v2', '/v2/', '/v2/x/y']);
  expect(spec.rewrite).toMatchObject({ authority: 'a' });
  expect(spec.rewrite!.uri).toBeUndefined();
});

test('a slash at the end of what replaces it counts for nothing', () => {
  expect(rewritten(route('/v2/', HttpMatch.pathPrefix('/api')), '/api/x')).toBe('/v2/x');
});

test('a prefix is taken away', () => {
  const spec = route('/', HttpMatch.pathPrefix('/api'));
  expect(['/api', '/api/', '/api/x/y'].map((path) => rewritten(spec, path))).toEqual(['/', '/', '/x/y']);
});

test('each of several prefixes is rewritten', () => {
  const spec = route('/v2', HttpMatch.pathPrefix('/a|b'), HttpMatch.pathPrefix('/c'));
  expect(['/a|b/x', '/c/x'].map((path) => rewritten(spec, path))).toEqual(['/v2/x', '/v2/x']);
});

test('what replaces the prefixes is found again, also for some of the matches only', () => {
  const spec = route('/v2', HttpMatch.pathPrefix('/a|b'), HttpMatch.pathPrefix('/c'));
  expect(pathPrefixReplacement(spec)).toBe('/v2');
  expect(pathPrefixReplacement({ ...spec, match: spec.match!.slice(1) })).toBe('/v2');
  expect(pathPrefixReplacement(route('/', HttpMatch.pathPrefix('/c')))).toBe('/');
});

test('other rewrites replace no path prefix', () => {
  const { match } = route('/v2', HttpMatch.pathPrefix('/a'));
  for (const rewrite of [undefined, { uri: '/x' }, { uriRegexRewrite: { match: '^(?:/b)(/.*)?$', rewrite: '/x\\1' } },
    { uriRegexRewrite: { match: '^(?:/a)(/.*)?$', rewrite: '/x' } }, { uriRegexRewrite: { match: '^(?:/a)/?(.*)$', rewrite: '/x\\1' } }]) {
    expect(pathPrefixReplacement({ match, rewrite })).toBeUndefined();
  }
  expect(pathPrefixReplacement({ rewrite: { uriRegexRewrite: { match: '^(?:/a)(/.*)?$', rewrite: '/x\\1' } } })).toBeUndefined();
});

test('another match beside a path prefix', () => {
  expect(() => route('/v2', HttpMatch.pathPrefix('/api'), HttpMatch.uriPrefix('/x/')))
    .toThrow(`place: the rewrite of the uri replaces the path prefix '/api', but another match of the route has none; make two routes of it`);
});
