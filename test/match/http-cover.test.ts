import fc from 'fast-check';
import { networking } from '../../src/api';
import { httpCovers } from '../../src/match/http-cover';
import { pathPrefixRegex } from '../../src/match/path-prefix';

type Match = networking.HTTPMatchRequest;

const jason = { headers: { user: { exact: 'jason' } } };

test.each<[string, Match, Match]>([
  ['no condition', {}, { uri: { prefix: '/a' } }],
  ['the root as prefix', { uri: { prefix: '/' } }, { uri: { regex: '/.+' } }],
  ['the root as regex', { uri: { regex: '/.*' } }, {}],
  ['any text of a method', { method: { regex: '.*' } }, {}],
  ['an equal path', { uri: { exact: '/a' } }, { uri: { exact: '/a' }, ...jason }],
  ['a prefix of a path', { uri: { prefix: '/a' } }, { uri: { exact: '/ab' } }],
  ['a prefix of a prefix', { uri: { prefix: '/a' } }, { uri: { prefix: '/a/b' } }],
  ['a regex that is a prefix', { uri: { regex: '/a.*' } }, { uri: { prefix: '/a/b' } }],
  ['the same regex', { uri: { regex: '/[ab]' } }, { uri: { regex: '/[ab]' } }],
  ['a path with all below', { uri: { regex: pathPrefixRegex('/a') } }, { uri: { prefix: '/a/b' } }],
  ['a path with all below, of such a path', { uri: { regex: pathPrefixRegex('/a') } }, { uri: { regex: pathPrefixRegex('/a/b') } }],
  ['a prefix of a path with all below', { uri: { prefix: '/a' } }, { uri: { regex: pathPrefixRegex('/a') } }],
  ['a prefix in any case', { uri: { prefix: '/A' }, ignoreUriCase: true }, { uri: { exact: '/ab' } }],
  ['one of several methods', { method: { regex: 'GET|HEAD' } }, { method: { exact: 'GET' } }],
  ['fewer headers', jason, { headers: { user: { exact: 'jason' }, x: {} } }],
  ['a header that is there', { headers: { user: {} } }, jason],
  ['fewer excluded headers', { withoutHeaders: { x: { exact: '1' } } }, { withoutHeaders: { x: {} } }],
  ['fewer parameters', { queryParams: { a: {} } }, { queryParams: { a: { exact: '1' }, b: {} } }],
  ['fewer labels', { sourceLabels: { app: 'a' } }, { sourceLabels: { app: 'a', version: 'v1' } }],
  ['more gateways', { gateways: ['mesh', 'a/b'] }, { gateways: ['a/b'] }],
  ['another name', { name: 'a', statPrefix: 'x', port: 80 }, { name: 'b', statPrefix: 'y', port: 80, sourceNamespace: 'shop' }],
])('%s covers', (_, wide, narrow) => {
  expect(httpCovers(wide, narrow)).toBe(true);
});

test.each<[string, Match, Match]>([
  ['a longer prefix', { uri: { prefix: '/ab' } }, { uri: { prefix: '/a' } }],
  ['a path with all below, of a prefix beside it', { uri: { regex: pathPrefixRegex('/a') } }, { uri: { prefix: '/a' } }],
  ['a prefix without regard to case', { uri: { prefix: '/a' } }, { uri: { exact: '/a' }, ignoreUriCase: true }],
  ['a regex of a text', { uri: { regex: '/[ab]' } }, { uri: { exact: '/a' } }],
  ['more headers', { headers: { user: { exact: 'jason' }, x: {} } }, jason],
  ['any text of a header that may be absent', { headers: { user: { regex: '.*' } } }, {}],
  ['another excluded header', { withoutHeaders: { x: {} } }, { withoutHeaders: { x: { exact: '1' } } }],
  ['a port', { port: 80 }, {}],
  ['gateways of all', { gateways: ['mesh'] }, {}],
  ['labels of gateways', { sourceLabels: { app: 'a' } }, { gateways: ['mesh'] }],
  ['a namespace', { sourceNamespace: 'a' }, { sourceNamespace: 'b' }],
])('%s does not cover', (_, wide, narrow) => {
  expect(httpCovers(wide, narrow)).toBe(false);
});

interface Request {
  readonly uri: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly query: Record<string, string>;
}

/** What Envoy does with a match, for the conditions that are asked below. */
function takes(match: Match, request: Request): boolean {
  const uri = match.ignoreUriCase ? request.uri.toLowerCase() : request.uri;
  const given = match.ignoreUriCase && match.uri
    ? Object.fromEntries(Object.entries(match.uri).map(([kind, text]) => [kind, kind === 'regex' ? text : text.toLowerCase()]))
    : match.uri;
  return fits(given, uri)
    && fits(match.method, request.method)
    && Object.entries(match.headers ?? {}).every(([name, text]) => name in request.headers && fits(text, request.headers[name]))
    && Object.entries(match.withoutHeaders ?? {}).every(([name, text]) => !(name in request.headers) || !fits(text, request.headers[name]))
    && Object.entries(match.queryParams ?? {}).every(([name, text]) => name in request.query && fits(text, request.query[name]));
}

function fits(match: networking.StringMatch | undefined, text: string): boolean {
  if (match?.exact !== undefined) return text === match.exact;
  if (match?.prefix !== undefined) return text.startsWith(match.prefix);
  return match?.regex === undefined || new RegExp(`^(?:${match.regex})$`).test(text);
}

const path = fc.constantFrom('/', '/a', '/a/', '/A', '/a/b', '/ab', '/b');
const word = fc.constantFrom('a', 'ab', 'b');
const pattern = (text: fc.Arbitrary<string>, ...regexes: string[]): fc.Arbitrary<networking.StringMatch> => fc.oneof(
  text.map((exact) => ({ exact })), text.map((prefix) => ({ prefix })), fc.constantFrom(...regexes).map((regex) => ({ regex })),
);
const named = (text: fc.Arbitrary<networking.StringMatch>) => fc.dictionary(word, fc.oneof(text, fc.constant({})), { maxKeys: 2 });
const match: fc.Arbitrary<Match> = fc.record({
  uri: pattern(path, '.*', '/a.*', '/a(/.*)?', '/a|/b', '/[ab]'),
  ignoreUriCase: fc.constantFrom(true),
  method: pattern(fc.constantFrom('GET', 'HEAD'), 'GET|HEAD', '.*'),
  headers: named(pattern(word, '.*', 'a|b')),
  withoutHeaders: named(pattern(word, '.*', 'a|b')),
  queryParams: named(pattern(word, 'a.*')),
}, { requiredKeys: [] });
const request: fc.Arbitrary<Request> = fc.record({
  uri: path, method: fc.constantFrom('GET', 'HEAD', 'POST'), headers: fc.dictionary(word, word), query: fc.dictionary(word, word),
});

test('no request slips past a match that covers', () => {
  fc.assert(fc.property(match, match, request, (wide, narrow, one) => {
    fc.pre(takes(narrow, one) && !takes(wide, one));
    expect(httpCovers(wide, narrow)).toBe(false);
  }), { numRuns: 1500 });
});
