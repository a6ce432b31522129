import { dnsLabel, dnsName, hostName, labelValue, serviceName } from '../../src/ground/names';

const PLACE = `MeshService 'shop/reviews'`;

test('a DNS label passes through', () => {
  expect(dnsLabel(PLACE, 'name', 'reviews-v1')).toBe('reviews-v1');
});

test('a bad DNS label names place, value, what is allowed and a cure', () => {
  expect(() => dnsLabel(PLACE, 'name', 'My_Reviews')).toThrow(
    `MeshService 'shop/reviews': name 'My_Reviews' is not a DNS label (lower case letters, digits and '-', first and last a letter or digit); rename it, e.g. 'my-reviews'`);
});

test('a name over the limit is refused, never cut', () => {
  expect(() => dnsLabel(PLACE, 'name', 'a'.repeat(64))).toThrow(/has 64 characters, at most 63 are allowed; shorten it; names are never cut silently/);
  expect(() => dnsName(PLACE, 'secret', 'a'.repeat(254))).toThrow(/has 254 characters, at most 253 are allowed/);
});

test('the name of a Service begins with a letter', () => {
  expect(serviceName(PLACE, 'Service name', 'reviews-2')).toBe('reviews-2');
  expect(() => serviceName(PLACE, 'Service name', '2-reviews')).toThrow(
    "Service name '2-reviews' begins with a digit, the name of a Service begins with a letter; rename it, e.g. 'svc-2-reviews'");
});

test('a DNS name may have dots, but no empty label', () => {
  expect(dnsName(PLACE, 'secret', 'tls.example')).toBe('tls.example');
  expect(() => dnsName(PLACE, 'secret', 'a..b')).toThrow(/secret 'a\.\.b' is not a DNS name/);
});

test.each(['shop.example.com', '*.example.com', '*'])('host %s is allowed where wildcards are', (host) => {
  expect(hostName(PLACE, 'host', host, true)).toBe(host);
});

test.each(['https://shop.example.com', 'shop.example.com:443', 'shop.example.com/x', 'a.*.com', ''])('host %p is refused', (host) => {
  expect(() => hostName(PLACE, 'host', host, true)).toThrow(
    /is not a host \(a DNS name, '\*\.' and a DNS name, or '\*'\); write the host without scheme, port or path, e\.g\. 'shop\.example\.com'/);
});

test('a wildcard is refused where none is allowed', () => {
  expect(() => hostName(PLACE, 'host', '*.example.com', false)).toThrow(/is not a host \(a DNS name without wildcard\)/);
});

test('a label value follows the rules of Kubernetes', () => {
  expect(labelValue(PLACE, 'version', 'v1.2_b')).toBe('v1.2_b');
  expect(() => labelValue(PLACE, 'version', 'v1/b')).toThrow(/version 'v1\/b' is not a label value .*; change it, e\.g\. 'v1-b'/);
});
