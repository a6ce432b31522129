import { ExportTo } from '../../src/host/export-to';

test('everywhere, in the own namespace, in some or nowhere', () => {
  expect(ExportTo.everywhere()._toSpec('x')).toEqual(['*']);
  expect(ExportTo.ownNamespace()._toSpec('x')).toEqual(['.']);
  expect(ExportTo.namespaces('shop', 'istio-egress')._toSpec('x')).toEqual(['shop', 'istio-egress']);
  expect(ExportTo.nowhere()._toSpec('x')).toEqual(['~']);
});

test('no namespaces are an error', () => {
  expect(() => ExportTo.namespaces()._toSpec('x')).toThrow('x: exportTo names no namespaces, at least one is needed; name them, or say ExportTo.nowhere()');
});

test('a word of Istio among namespaces is an error that names its maker', () => {
  expect(() => ExportTo.namespaces('shop', '*')._toSpec('x')).toThrow(`exportTo names '*' among namespaces, which are DNS labels; say ExportTo.everywhere()`);
  expect(() => ExportTo.namespaces('.')._toSpec('x')).toThrow('say ExportTo.ownNamespace(), or name the own namespace, too');
});

test('a namespace twice or none at all is an error', () => {
  expect(() => ExportTo.namespaces('shop', 'shop')._toSpec('x')).toThrow(`exportTo names namespace 'shop' twice; name it once`);
  expect(() => ExportTo.namespaces('Shop')._toSpec('x')).toThrow(`namespace of exportTo 'Shop' is not a DNS label`);
});

test('routes and policies are seen by somebody', () => {
  expect(ExportTo.namespaces('shop')._toRuleSpec('x')).toEqual(['shop']);
  expect(() => ExportTo.nowhere()._toRuleSpec('x')).toThrow('x: exportTo is nowhere(), which Istio allows for hosts only; say ExportTo.ownNamespace(), or ExportTo.namespaces(...)');
});
