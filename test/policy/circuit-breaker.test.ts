import { Duration } from 'cdk8s';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { CircuitBreaker } from '../../src/policy/circuit-breaker';
import { CircuitBreakerOptions } from '../../src/policy/circuit-breaker-options';
import { H2UpgradePolicy } from '../../src/policy/connection-pool';
import { LocalityBalancing } from '../../src/policy/locality-balancing';
import { silent, warnings } from '../ground/warnings';
import { bookinfoChart, object } from '../service/objects';

silent();

const ratings = Hosts.named({ name: 'ratings', namespace: 'bookinfo', ports: [ServicePort.http(9080)] });

function breaker(options: CircuitBreakerOptions, chart = bookinfoChart()): any {
  new CircuitBreaker(chart, 'breaker', { host: ratings, ...options });
  return object(chart, 'DestinationRule');
}

test('all that can be said becomes the policy of the host', () => {
  expect(breaker({
    consecutive5xxErrors: 5, consecutiveGatewayErrors: 3, splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 4,
    outlierDetectionHttpErrorCodes: [429, 503], interval: Duration.seconds(10), baseEjectionTime: Duration.minutes(1),
    maxEjectionPercent: 50, minHealthPercent: 20,
    maxConnections: 100, connectTimeout: Duration.millis(250), maxConnectionDuration: Duration.hours(1), tcpIdleTimeout: Duration.seconds(0),
    http1MaxPendingRequests: 10, http2MaxRequests: 20, maxRequestsPerConnection: 1, maxRetries: 3, idleTimeout: Duration.seconds(90),
    h2UpgradePolicy: H2UpgradePolicy.UPGRADE, useClientProtocol: false, maxConcurrentStreams: 7,
    tcpKeepalive: { probes: 3, time: Duration.minutes(10), interval: Duration.seconds(75) },
    http2KeepAlive: { interval: Duration.seconds(30), timeout: Duration.millis(500) },
    locality: LocalityBalancing.nearest(),
  })).toMatchObject({
    metadata: { name: 'ratings', namespace: 'bookinfo' },
    spec: {
      host: 'ratings.bookinfo.svc.cluster.local',
      trafficPolicy: {
        outlierDetection: {
          consecutive5xxErrors: 5, consecutiveGatewayErrors: 3, splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 4,
          outlierDetectionHttpErrorCodes: [429, 503], interval: '10s', baseEjectionTime: '1m', maxEjectionPercent: 50, minHealthPercent: 20,
        },
        connectionPool: {
          tcp: {
            maxConnections: 100, connectTimeout: '250ms', maxConnectionDuration: '1h', idleTimeout: '0s',
            tcpKeepalive: { probes: 3, time: '10m', interval: '1m15s' },
          },
          http: {
            http1MaxPendingRequests: 10, http2MaxRequests: 20, maxRequestsPerConnection: 1, maxRetries: 3, idleTimeout: '1m30s',
            h2UpgradePolicy: 'UPGRADE', useClientProtocol: false, maxConcurrentStreams: 7,
            http2KeepAlive: { interval: '30s', timeout: '500ms' },
          },
        },
        loadBalancer: { localityLbSetting: { enabled: true } },
      },
    },
  });
});

test('limits alone do not switch outlier detection on', () => {
  expect(breaker({ maxConnections: 1 }).spec.trafficPolicy).toEqual({ connectionPool: { tcp: { maxConnections: 1 } } });
});

test('it may be for one port of the host', () => {
  expect(breaker({ maxConnections: 1, port: 9080 } as CircuitBreakerOptions).spec.trafficPolicy).toEqual({
    portLevelSettings: [{ port: { number: 9080 }, connectionPool: { tcp: { maxConnections: 1 } } }],
  });
});

test('statuses that istiod does not read are said aloud', () => {
  const chart = bookinfoChart();
  breaker({ outlierDetectionHttpErrorCodes: [429, 503], locality: LocalityBalancing.asMesh() }, chart);
  expect(warnings(chart)).toEqual([`CircuitBreaker 'bookinfo/breaker': outlierDetectionHttpErrorCodes (429, 503) stands in the API of Istio 1.31, `
    + 'and its istiod does not read it; count on 5xx alone']);
});

test('detection alone sets no limits', () => {
  expect(breaker({ consecutive5xxErrors: 0 }).spec.trafficPolicy).toEqual({ outlierDetection: { consecutive5xxErrors: 0 } });
});

test('a second circuit breaker of a host is refused, even if it sets something else', () => {
  const chart = bookinfoChart();
  breaker({ maxConnections: 1 }, chart);
  expect(() => new CircuitBreaker(chart, 'other', { host: ratings, consecutive5xxErrors: 5 })).toThrow(
    `CircuitBreaker 'bookinfo/other': the circuit breaker of ratings.bookinfo.svc.cluster.local is set by CircuitBreaker 'bookinfo/breaker' already, ` +
    'one writer is allowed; put all of it into one of them');
});

const range = 'a whole number from 1 to 2147483647 is allowed; change it, or leave it out for the default';
test.each<[CircuitBreakerOptions, string]>([
  [{}, 'the circuit breaker says nothing; give at least one setting, e.g. maxConnections or consecutive5xxErrors'],
  [{ maxConnections: -1 }, `maxConnections is -1, ${range}`],
  [{ http1MaxPendingRequests: 1.5 }, `http1MaxPendingRequests is 1.5, ${range}`],
  [{ http2MaxRequests: NaN }, `http2MaxRequests is NaN, ${range}`],
  [{ maxRetries: 2 ** 31 }, `maxRetries is 2147483648, ${range}`],
  [{ maxRetries: 0 }, 'maxRetries is 0, a whole number from 1 to 2147483647 is allowed; Istio takes 0 for not said: leave it out for the default'],
  [{ consecutive5xxErrors: -1 }, 'consecutive5xxErrors is -1, a whole number from 0 to 2147483647 is allowed'],
  [{ maxEjectionPercent: 0 }, 'maxEjectionPercent is 0, a whole number from 1 to 100 is allowed'],
  [{ tcpKeepalive: { probes: 0 } }, 'probes of tcpKeepalive is 0, a whole number from 1 to 2147483647 is allowed'],
  [{ tcpKeepalive: { time: Duration.millis(1500) } }, 'time of tcpKeepalive is 1500 ms, whole seconds are allowed; round it'],
  [{ http2KeepAlive: { interval: Duration.seconds(0), timeout: Duration.seconds(1) } }, 'interval of http2KeepAlive is 0, at least 1 ms is allowed'],
  [{ maxConnections: 1, locality: LocalityBalancing.nearest() },
    'locality is given without outlier detection; give a setting of it, e.g. consecutive5xxErrors, or use DestinationPolicy.locality'],
  [{ minHealthPercent: 0.5 }, 'minHealthPercent is 0.5, a whole number from 0 to 100 is allowed'],
  [{ interval: Duration.seconds(0) }, 'interval is 0, at least 1 ms is allowed; leave it out for the default, or give a positive duration'],
  [{ connectTimeout: Duration.seconds(0) }, 'connectTimeout is 0, at least 1 ms is allowed'],
  [{ consecutiveLocalOriginFailures: 5 },
    'consecutiveLocalOriginFailures is 5, and splitExternalLocalOriginErrors is not set; set it to true, or leave the failures out'],
  [{ consecutive5xxErrors: 5, consecutiveGatewayErrors: 5 },
    'consecutiveGatewayErrors (5) is without effect, less than consecutive5xxErrors (5) is allowed; lower it, or set consecutive5xxErrors to 0'],
  [{ outlierDetectionHttpErrorCodes: [99] }, 'outlierDetectionHttpErrorCodes has 99, a whole number from 100 to 599 is allowed; give statuses of HTTP'],
  [{ useClientProtocol: true, h2UpgradePolicy: H2UpgradePolicy.UPGRADE }, 'useClientProtocol contradicts h2UpgradePolicy UPGRADE; leave one of them out'],
])('bad options are refused: %j', (options, message) => {
  expect(() => breaker(options)).toThrow(`CircuitBreaker 'bookinfo/breaker': ${message}`);
});
