import { Mirror } from '../../src/route/mirror';
import { host, version, written } from './hosts';

const reviews = host('reviews');

test('a mirror copies all requests unless a share is given', () => {
  expect(written(Mirror.to(version(reviews, 'v2'))._toSpec('here', reviews.hostRef))).toEqual({
    destination: { host: 'reviews.bookinfo.svc.cluster.local', subset: 'v2' }, percentage: { value: 100 },
  });
  expect(Mirror.to(reviews, { percent: 10, port: 9080 })._toSpec('here')).toMatchObject({ destination: { port: { number: 9080 } }, percentage: { value: 10 } });
});

test('a bad share is refused', () => {
  expect(() => Mirror.to(reviews, { percent: -1 })._toSpec('here')).toThrow('here: share of the mirror is -1 %');
});
