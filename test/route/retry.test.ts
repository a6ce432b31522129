import { Duration } from 'cdk8s';
import { Retry } from '../../src/route/retry';
import { RetryOn } from '../../src/route/retry-on';
import { written } from './hosts';

const spec = (retry: Retry) => written(retry._toSpec('here'));

test('attempts with all that can be said', () => {
  expect(spec(Retry.attempts(3, {
    perTryTimeout: Duration.seconds(2), retryOn: [RetryOn.GATEWAY_ERROR, RetryOn.status(409)], backoff: Duration.millis(50),
    retryRemoteLocalities: true, retryIgnorePreviousHosts: false,
  }))).toEqual({
    attempts: 3, perTryTimeout: '2s', retryOn: 'gateway-error,409', backoff: '50ms', retryRemoteLocalities: true, retryIgnorePreviousHosts: false,
  });
});

test('retries can be switched off', () => {
  expect(spec(Retry.disabled())).toEqual({ attempts: 0 });
});

test.each<[Retry, string]>([
  [Retry.attempts(0), 'here: retry attempts are 0, a whole number from 1 is allowed; use Retry.disabled() for none'],
  [Retry.attempts(1.5), 'here: retry attempts are 1.5'],
  [Retry.attempts(1, { perTryTimeout: Duration.seconds(0) }), 'here: perTryTimeout is 0, at least 1 ms is allowed'],
  [Retry.attempts(1, { backoff: Duration.seconds(0) }), 'here: backoff is 0, at least 1 ms is allowed'],
  [Retry.attempts(1, { retryOn: [] }), 'here: retryOn is empty; name a condition, e.g. RetryOn.CONNECT_FAILURE, or leave it out for the default'],
  [Retry.attempts(1, { retryOn: [RetryOn.status(299)] }),
    'here: status 299 of retryOn is none of HTTP, Istio refuses it; use RetryOn.HTTP_5XX, or let the service answer with another'],
  [Retry.attempts(1, { retryOn: [RetryOn.status(20)] }), 'here: status of retryOn is 20, a whole number from 200 to 599 is allowed'],
])('a bad retry is refused', (retry, message) => {
  expect(() => spec(retry)).toThrow(message);
});
