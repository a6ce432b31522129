import { Source, sourceCovers, sourcesMeet } from '../../src/match/source-cover';

test.each<[Source, Source, boolean]>([
  [{}, { port: 80 }, true],
  [{ port: 80 }, { port: 80, sourceNamespace: 'a' }, true],
  [{ port: 80 }, { port: 81 }, false],
  [{ sourceLabels: { app: 'a' } }, { sourceLabels: { app: 'a', version: 'v1' } }, true],
  [{ sourceLabels: { app: 'a' } }, {}, false],
  [{ gateways: ['a', 'b'] }, { gateways: ['a'] }, true],
  [{ gateways: ['a'] }, { gateways: ['a', 'b'] }, false],
])('%j covers %j: %s', (wide, narrow, is) => {
  expect(sourceCovers(wide, narrow)).toBe(is);
});

test.each<[Source, Source, boolean]>([
  [{ port: 80 }, { sourceNamespace: 'a' }, true],
  [{ port: 80 }, { port: 81 }, false],
  [{ sourceNamespace: 'a' }, { sourceNamespace: 'b' }, false],
  [{ sourceLabels: { app: 'a' } }, { sourceLabels: { version: 'v1' } }, true],
  [{ sourceLabels: { app: 'a' } }, { sourceLabels: { app: 'b' } }, false],
  [{ gateways: ['a', 'b'] }, { gateways: ['b', 'c'] }, true],
  [{ gateways: ['a'] }, { gateways: ['b'] }, false],
])('%j and %j meet: %s', (a, b, do_) => {
  expect(sourcesMeet(a, b)).toBe(do_);
  expect(sourcesMeet(b, a)).toBe(do_);
});
