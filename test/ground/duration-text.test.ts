import { Duration } from 'cdk8s';
import { durationText } from '../../src/ground/duration-text';

test.each([
  [Duration.millis(250), '250ms'],
  [Duration.millis(2500), '2.5s'],
  [Duration.seconds(5), '5s'],
  [Duration.seconds(90), '1m30s'],
  [Duration.hours(1), '1h'],
  [Duration.minutes(61.5), '1h1m30s'],
])('%s', (duration, text) => {
  expect(durationText('x', 'timeout', duration)).toBe(text);
});

test('zero means disabled, where that is allowed', () => {
  expect(durationText('x', 'timeout', Duration.seconds(0), true)).toBe('0s');
});

test('zero is refused elsewhere', () => {
  expect(() => durationText('Retry', 'perTryTimeout', Duration.seconds(0))).toThrow(
    'Retry: perTryTimeout is 0, at least 1 ms is allowed; leave it out for the default, or give a positive duration');
});

test('parts of a millisecond are refused', () => {
  expect(() => durationText('Retry', 'perTryTimeout', Duration.millis(0.5))).toThrow(
    'Retry: perTryTimeout is 0.5 ms, whole milliseconds are allowed; round it');
});
