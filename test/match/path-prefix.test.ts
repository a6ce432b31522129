import { HttpMatch } from '../../src/match/http-match';
import { literalOf, literalRegex, pathPrefixOf, pathPrefixRegex } from '../../src/match/path-prefix';

test('a path prefix is a path and all paths below it', () => {
  const { regex } = HttpMatch.pathPrefix('/api/v1.0')._toSpec('place').uri!;
  expect(['/api/v1.0', '/api/v1.0/', '/api/v1.0/x/y'].filter((path) => !new RegExp(`^${regex}$`).test(path))).toEqual([]);
  expect(['/api/v1.0x', '/api/v1x0', '/api', '/x/api/v1.0'].filter((path) => new RegExp(`^${regex}$`).test(path))).toEqual([]);
});

test('a path prefix is found again in its regex', () => {
  for (const prefix of ['/a', '/a/b', '/a.b+c(d)[e]{f}|g^h$i\\j*k?']) expect(pathPrefixOf(pathPrefixRegex(prefix))).toBe(prefix);
});

test('other regular expressions are no path prefix', () => {
  for (const regex of [undefined, '/a', '/a.*', '/[ab](/.*)?', 'a(/.*)?', '/a/(/.*)?', '/\\d(/.*)?']) expect(pathPrefixOf(regex)).toBeUndefined();
});

test('a regex of literal text only', () => {
  expect(literalOf(literalRegex('a.b|c'))).toBe('a.b|c');
  expect(literalOf('a.b')).toBeUndefined();
});

test.each([
  ['api', `the path prefix 'api' of uri does not begin with '/', or ends with it; write '/api'`],
  ['/api/', `the path prefix '/api/' of uri does not begin with '/', or ends with it; write '/api'`],
  ['/', `the path prefix '/' of uri does not begin with '/', or ends with it; leave the condition out to match everything`],
])('%s is no path prefix', (prefix, message) => {
  expect(() => HttpMatch.pathPrefix(prefix)._toSpec('place')).toThrow(message);
});
