import { covers, overlap } from '../../src/host/host-cover';

test.each([
  ['*', 'shop.example.com', true],
  ['*', '*', true],
  ['shop.example.com', 'shop.example.com', true],
  ['*.example.com', 'shop.example.com', true],
  ['*.example.com', 'eu.shop.example.com', true],
  ['*.example.com', '*.shop.example.com', true],
  ['*.example.com', 'example.com', false],
  ['*.example.com', 'shop.anexample.com', false],
  ['*.shop.example.com', '*.example.com', false],
  ['shop.example.com', '*', false],
])('%s covers %s: %s', (wide, narrow, expected) => {
  expect(covers(wide, narrow)).toBe(expected);
});

test('hosts overlap when one covers the other, in either order', () => {
  expect(overlap('shop.example.com', '*.example.com')).toBe(true);
  expect(overlap('*.example.com', 'shop.example.com')).toBe(true);
  expect(overlap('a.example.com', 'b.example.com')).toBe(false);
});
