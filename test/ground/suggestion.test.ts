import { nearest } from '../../src/ground/suggestion';

const KNOWN = ['connectTimeout', 'trustDomain', 'defaultConfig', 'rootNamespace'];

test.each([
  ['conectTimeout', 'connectTimeout'],
  ['connect_timeout', 'connectTimeout'],
  ['CONNECT-TIMEOUT', 'connectTimeout'],
  ['trustdomains', 'trustDomain'],
  ['rootNameSpaces', 'rootNamespace'],
])('%s most likely means %s', (name, meant) => {
  expect(nearest(name, KNOWN)).toBe(meant);
});

test.each(['zebra', 'x', ''])("'%s' means nothing that is known", (name) => {
  expect(nearest(name, KNOWN)).toBeUndefined();
});

test('of several the nearest one is meant', () => {
  expect(nearest('mods', ['nodes', 'mode', 'mod'])).toBe('mode');
});
