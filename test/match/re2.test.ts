import { re2Problem } from '../../src/match/re2';

test.each([
  'a|b', '.*', '^/v[12]/.*$', '(?i)abc', '(?:a+)?', '(?P<name>x)', 'a*?', 'a{2,5}', 'x{', '[]a]', '[^]a]', '[[:alpha:]]+', '[\\]]', '\\d+\\.\\w',
  '\\pN', '\\p{Greek}', '\\Q(*\\E', '(?i:a)', '^*', '\\x{10FFFF}', 'ä+',
])('%s is fine', (pattern) => {
  expect(re2Problem(pattern)).toBeUndefined();
});

test.each([
  ['', 'is empty'],
  ['a'.repeat(1025), 'has 1025 characters, Istio allows 1024'],
  ['*', `has '*' with nothing to repeat (for any text write '.*')`],
  ['a**', `has '*' with nothing to repeat`],
  ['(+)', `has '+' with nothing to repeat`],
  ['a|?', `has '?' with nothing to repeat`],
  ['{2}', `has '{2}' with nothing to repeat`],
  ['a{1001}', `has '{1001}': counts go up to 1000 and ascend`],
  ['a{3,2}', `has '{3,2}': counts go up to 1000 and ascend`],
  ['(?!a)', `has '(?!a': RE2 knows no lookahead, lookbehind or other such groups`],
  ['(?<=a)b', `has '(?<=': RE2 knows no lookahead, lookbehind or other such groups`],
  ['(?>a)', `has '(?>a': RE2 knows no lookahead, lookbehind or other such groups`],
  ['(a)\\1', `has '\\1': RE2 knows no backreferences`],
  ['\\Z', `has '\\Z', no escape of RE2`],
  ['a\\', `has '\\', no escape of RE2`],
  ['(a', `misses 1 closing ')'`],
  ['a)', `has a ')' that nothing opens`],
  ['[a', `misses the ']' of '[a'`],
  ['[[:alpha:]', `misses the ']' of '[[:alpha'`],
])('%s is refused', (pattern, problem) => {
  expect(re2Problem(pattern)).toContain(problem);
});
