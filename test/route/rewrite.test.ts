import { Rewrite } from '../../src/route/rewrite';
import { written } from './hosts';

const spec = (rewrite: Rewrite) => written(rewrite._toSpec('here'));

test('path, authority, and both', () => {
  expect(spec(Rewrite.uri('/v1', { authority: 'api.example.com' }))).toEqual({ uri: '/v1', authority: 'api.example.com' });
  expect(spec(Rewrite.authority('api.example.com'))).toEqual({ authority: 'api.example.com' });
});

test('a part of the path', () => {
  expect(spec(Rewrite.uriRegex('^/old/(.*)$', '/new/\\1'))).toEqual({ uriRegexRewrite: { match: '^/old/(.*)$', rewrite: '/new/\\1' } });
});

test.each<[Rewrite, string]>([
  [Rewrite.uri(''), `here: the uri of the rewrite is empty; write '/' for the root`],
  [Rewrite.authority(''), 'here: the authority of the rewrite is empty; give a host, or leave it out'],
  [Rewrite.uriRegex('(', '/'), `here: the regex '(' of the rewrite misses 1 closing ')'; write it in the syntax of RE2`],
  [Rewrite.uriRegex('', '/'), `here: the regex '' of the rewrite is empty`],
  [Rewrite.uriRegex('/a', ''), `here: the regex rewrite puts nothing in place of the match; write '/' for the root`],
])('a bad rewrite is refused', (rewrite, message) => {
  expect(() => spec(rewrite)).toThrow(message);
});
