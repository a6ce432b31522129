import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { CircuitBreaker } from '../../src/policy/circuit-breaker';
import { DestinationPolicy } from '../../src/policy/destination-policy';
import { HostRules } from '../../src/policy/host-rules';
import { LoadBalancing } from '../../src/policy/load-balancing';
import { bookinfoChart, object, objects } from '../service/objects';

const named = () => Hosts.named({ name: 'ratings', namespace: 'data', ports: [ServicePort.http(9080)] });
const ratings = named();

test('nothing is written where there is nothing to say', () => {
  const chart = bookinfoChart();
  HostRules.of(chart, ratings);
  expect(objects(chart, 'DestinationRule')).toEqual([]);
});

test('policies and subsets meet in one rule in the namespace of the host', () => {
  const chart = bookinfoChart();
  HostRules.of(chart, ratings).addPolicy(chart, DestinationPolicy.loadBalancing(LoadBalancing.roundRobin()));
  HostRules.of(chart, named()).addPolicy(chart, DestinationPolicy.connectionPool({ maxConnections: 1 }));
  HostRules.of(chart, named()).addSubset({ name: 'v1', labels: { version: 'v1' } });
  expect(object(chart, 'DestinationRule')).toMatchObject({
    metadata: { name: 'ratings', namespace: 'data' },
    spec: {
      host: 'ratings.data.svc.cluster.local',
      trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN' }, connectionPool: { tcp: { maxConnections: 1 } } },
      subsets: [{ name: 'v1', labels: { version: 'v1' } }],
    },
  });
});

test('a subset alone sets no policy', () => {
  const chart = bookinfoChart();
  HostRules.of(chart, ratings).addSubset({ name: 'v1', labels: { version: 'v1' } });
  expect(object(chart, 'DestinationRule').spec).toEqual({ host: 'ratings.data.svc.cluster.local', subsets: [{ name: 'v1', labels: { version: 'v1' } }] });
});

test('the same part of two writers is refused', () => {
  const chart = bookinfoChart();
  new CircuitBreaker(chart, 'breaker', { host: ratings, maxConnections: 1 });
  expect(() => HostRules.of(chart, ratings).addPolicy(chart, DestinationPolicy.connectionPool({ maxConnections: 2 }))).toThrow(
    `Chart 'bookinfo': the connectionPool of ratings.data.svc.cluster.local is set by CircuitBreaker 'bookinfo/breaker' already, one writer is allowed`);
});

test.each([
  [DestinationPolicy.connectionPool({}), 'the connectionPool says nothing'],
  [DestinationPolicy.outlierDetection({}), 'the outlierDetection says nothing'],
])('a policy that says nothing is refused', (policy, message) => {
  const chart = bookinfoChart();
  expect(() => HostRules.of(chart, ratings).addPolicy(chart, policy)).toThrow(message);
});
