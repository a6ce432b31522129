import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { NotPlain } from '../../src/app/not-plain';
import { YamlEmitter } from '../../src/app/yaml-emitter';

const NASTY = [
  '', ' ', '-', '- a', '-a', 'a-', '?', '? a', 'a: b', 'a:b', 'a:', ':a', '::1', 'a::b', '#x', 'a #b', 'a#b', 'a ', ' a', 'a  b',
  'y', 'Yes', 'NO', 'on', 'OFF', 'true', 'False', 'null', 'Null', '~', '.nan', '.inf', '-.INF', '<<', '=', '*', '&a', '!t', '|', '>',
  '1', '-1', '+1', '1_000', '0775', '0o7', '0b11', '0x1f', '1e3', '1E', 'e1', 'E9', 'e', 'e1a', 'edge', 'e_1', '.5', '5.', '1.5', '1:30', '1:30.5', '2026-01-31', '2026-01-31t10:00:00Z',
  '5s', '250ms', '100m', '1Gi', '128Mi', '7d', '3f', '10.0.0.1', '10.0.0.0/8', '2001:db8::/32', '1.2', '1.2.3', '99%',
  'a\nb', 'a\n', '\na', 'a\n\n', 'a\n b\n', 'a \nb', 'a\n ', '\n', '\n\n', ' \n a', 'a\n\n\nb\n', '---', '--- a', '...', '%x', 'a\n---\nb', 'a\t', '\ta', 'a\tb', 'a\r\nb',
  '"q"', "it's", `"it's"`, '\\', 'a\\b', '{a}', '[x]', 'a, b', '@a', '`a', 'a\u0000b', '\u0085', '\ufeff', 'é', '日本', '\u{1F600}', '\ud800',
  '*.example.com', 'spiffe://cluster.local/ns/a/sa/b', 'https://x.y:8/z?q=1#f', '%REQ(X)%', '$(POD_NAME)', '{{ .Values.a }}', '5xx,reset', 'has space',
  'x'.repeat(600), 'a b '.repeat(100), `${'x'.repeat(50)}\n \n${'y'.repeat(30)}\n `, `${'x '.repeat(60)}\ny`,
];

const text = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: fc.constantFrom(...'abzTnyoE0179:.#-_/,?*&!|>\'"%@ \n\t~=<+'), maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('ab', 'c', ' ', '\n', ': ', '"', '\t'), minLength: 10, maxLength: 60 }),
);
const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -0, 1e15, 1e21, -1e15, 0.1, Number.MAX_SAFE_INTEGER, NaN, Infinity));
const tree = fc.letrec<{ value: unknown; map: Record<string, unknown> }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, text, number, fc.boolean(), fc.constantFrom(null, undefined), fc.constant(0).map(() => []), tie('map'), fc.array(tie('value'), { maxLength: 4 })),
  map: fc.array(fc.tuple(text.filter((key) => key !== '__proto__'), tie('value')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
}));

const emitter = new YamlEmitter();

function expectAsLibrary(document: Record<string, unknown>): void {
  expect(print(document)).toBe(Yaml.stringify(document));
}

function print(document: Record<string, unknown>): string {
  try {
    return emitter.emit([document, { sortKeys: false, dropNull: false, dropEmpty: false }]).toString();
  } catch (error) {
    if (error instanceof NotPlain) return Yaml.stringify(document);
    throw error;
  }
}

describe('YamlEmitter prints what the YAML library prints', () => {
  test.each(NASTY)('of %j as value, item and key, at every depth', (nasty) => {
    expectAsLibrary({ a: nasty });
    expectAsLibrary({ a: [nasty, { b: nasty }, [[nasty]]], z: { y: { x: nasty } } });
    expectAsLibrary({ [nasty]: 1 });
    expectAsLibrary({ a: { [nasty]: nasty, b: [{ [nasty]: [] }] } });
  });

  test('of random trees', () => {
    fc.assert(fc.property(tree.map, (document) => expectAsLibrary(document)), { numRuns: 2000 });
  });

  test('of lone strings and keys', () => {
    fc.assert(fc.property(text, text, (key, value) => expectAsLibrary({ a: { [key]: value } })), { numRuns: 5000 });
  });
});
