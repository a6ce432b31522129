import { fullHost, isCovered, overlap } from '../../src/model/host-name';
import { HostTable } from '../../src/model/host-table';

describe('A name', () => {
  test.each([
    ['reviews', 'reviews.shop.svc.cluster.local'], ['reviews.shop', 'reviews.shop'], ['*', '*'], ['::1', '::1'], ['*.com', '*.com'],
  ])('%s is %s in full', (host, full) => {
    expect(fullHost(host, 'shop', 'cluster.local')).toBe(full);
  });

  test.each([
    ['foo.com', 'foo.com', true, true], ['foo.com', 'bar.com', false, false], ['foo.com', '*.com', true, true], ['*.com', 'foo.com', false, true],
    ['foo.com', '*.foo.com', false, false], ['*.com', '*', true, true], ['*', '*.com', false, true], ['*.a.com', '*.com', true, true],
  ])('%s under %s is covered: %s, overlaps: %s', (one, other, covered, overlapping) => {
    expect([isCovered(one, other), overlap(one, other)]).toEqual([covered, overlapping]);
  });
});

describe('A table of hosts', () => {
  const table = new HostTable<string>();
  ['*', '*.com', '*.foo.com', 'a.foo.com'].forEach((host) => table.set(host, host));

  test.each([
    ['a.foo.com', 'a.foo.com'], ['b.foo.com', '*.foo.com'], ['foo.com', '*.com'], ['org', '*'], ['*.foo.com', '*.foo.com'], ['*.b.foo.com', '*.foo.com'],
  ])('finds for %s the most specific, %s', (host, found) => {
    expect(table.mostSpecific(host)).toBe(found);
  });
});
