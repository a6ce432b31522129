import { networking } from '../../src/api';
import { delegationConflict } from '../../src/match/delegation-conflict';

type Match = networking.HTTPMatchRequest;

test.each<[Match, Match]>([
  [{}, { uri: { regex: '/a' } }],
  [{ uri: { prefix: '/a' } }, { method: { exact: 'GET' } }],
  [{ uri: { prefix: '/a' } }, { uri: { prefix: '/a/b' } }],
  [{ uri: { prefix: '/a' } }, { uri: { exact: '/ab' } }],
  [{ method: { exact: 'GET' } }, { method: { exact: 'GET' } }],
  [{ headers: { a: { exact: '1' } } }, { headers: { b: {} } }],
  [{ sourceLabels: { a: '1' } }, { sourceLabels: { b: '2' } }],
  [{ gateways: ['a', 'b'] }, { gateways: ['b'] }],
  [{ sourceNamespace: 'a' }, { sourceNamespace: 'a', port: 80 }],
])('%j goes together with %j', (outer, inner) => {
  expect(delegationConflict(outer, inner)).toBeUndefined();
});

test.each<[Match, Match, string]>([
  [{ uri: { prefix: '/a/b' } }, { uri: { prefix: '/a' } }, 'uri (prefix /a/b, and prefix /a within)'],
  [{ uri: { prefix: '/a' } }, { uri: { regex: '/a.*' } }, 'uri (prefix /a, and regex /a.* within)'],
  [{ uri: { regex: '/a.*' } }, { uri: { exact: '/ab' } }, 'uri (regex /a.*, and exact /ab within)'],
  [{ method: { exact: 'GET' } }, { method: { prefix: 'G' } }, 'method (exact GET, and prefix G within)'],
  [{ headers: { a: {} } }, { headers: { a: { exact: '1' } } }, `header 'a' (present, and exact 1 within)`],
  [{ withoutHeaders: { a: {} } }, { withoutHeaders: { a: {} } }, `withoutHeaders 'a' (present, and present within)`],
  [{ queryParams: { a: { exact: '1' } } }, { queryParams: { a: { exact: '2' } } }, `query parameter 'a' (exact 1, and exact 2 within)`],
  [{ ignoreUriCase: true }, {}, 'ignoreUriCase (true, and false within)'],
  [{ port: 80 }, { port: 81 }, 'port (80, and 81 within)'],
  [{ sourceNamespace: 'a' }, {}, 'sourceNamespace (a, and none within)'],
  [{ sourceLabels: { a: '1' } }, { sourceLabels: { a: '2' } }, `sourceLabels 'a' (1, and 2 within)`],
  [{ gateways: ['a'] }, { gateways: ['a', 'b'] }, 'gateways (a, and b within)'],
])('%j does not go together with %j', (outer, inner, text) => {
  expect(delegationConflict(outer, inner)).toBe(text);
});
