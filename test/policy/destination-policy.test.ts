import { Duration } from 'cdk8s';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { DestinationPolicy } from '../../src/policy/destination-policy';
import { ProxyProtocolVersion } from '../../src/policy/proxy-protocol';
import { TunnelProtocol } from '../../src/policy/tunnel';
import { policyOf, TestRule } from './rule';

const web = Hosts.named({ name: 'web', namespace: 'data', ports: [ServicePort.http(80)] });

test.each([
  [DestinationPolicy.retryBudget({ percent: 12.5, minRetryConcurrency: 1, budgetInterval: Duration.seconds(10) }),
    { retryBudget: { percent: 12.5, minRetryConcurrency: 1, budgetInterval: '10s' } }],
  [DestinationPolicy.proxyProtocol(ProxyProtocolVersion.V1), { proxyProtocol: { version: 'V1' } }],
  [DestinationPolicy.proxyProtocol(ProxyProtocolVersion.V2), { proxyProtocol: { version: 'V2' } }],
  [DestinationPolicy.tunnel({ targetHost: 'api.example.com', targetPort: 443 }),
    { tunnel: { protocol: 'CONNECT', targetHost: 'api.example.com', targetPort: 443 } }],
  [DestinationPolicy.tunnel({ targetHost: '192.0.2.1', targetPort: 5432, protocol: TunnelProtocol.POST }),
    { tunnel: { protocol: 'POST', targetHost: '192.0.2.1', targetPort: 5432 } }],
])('a policy of a host %#', (policy, trafficPolicy) => {
  expect(policyOf(policy)).toEqual(trafficPolicy);
});

test.each([
  [DestinationPolicy.retryBudget({}), 'the retryBudget says nothing'],
  [DestinationPolicy.retryBudget({ percent: -1 }), 'percent of the retry budget is -1, 0 to 100 is allowed'],
  [DestinationPolicy.retryBudget({ minRetryConcurrency: 0 }), 'minRetryConcurrency is 0, a whole number from 1 to 2147483647 is allowed; Istio takes 0'],
  [DestinationPolicy.retryBudget({ budgetInterval: Duration.seconds(0) }), 'budgetInterval is 0, at least 1 ms is allowed'],
  [DestinationPolicy.tunnel({ targetHost: '*.example.com', targetPort: 443 }), `targetHost '*.example.com' is not a host`],
  [DestinationPolicy.tunnel({ targetHost: 'api.example.com', targetPort: 0 }), 'targetPort is 0, a whole number from 1 to 65535 is allowed'],
])('bad settings are refused %#', (policy, message) => {
  expect(() => policyOf(policy)).toThrow(`Chart 'bookinfo': ${message}`);
});

test('a tunnel takes no HTTP', () => {
  expect(() => policyOf(DestinationPolicy.tunnel({ targetHost: 'api.example.com', targetPort: 443 }), web)).toThrow(
    'a tunnel takes connections of TCP and TLS, and web.data.svc.cluster.local has 80 (HTTP); declare a port of the forward proxy as ServicePort.tcp(...)');
});

test.each([
  [DestinationPolicy.tunnel({ targetHost: 'api.example.com', targetPort: 443 }), DestinationPolicy.proxyProtocol(ProxyProtocolVersion.V1),
    'ratings.data.svc.cluster.local has a tunnel and proxyProtocol, one is allowed; leave one of them out'],
  [DestinationPolicy.connectionPool({ maxRetries: 3 }), DestinationPolicy.retryBudget({ percent: 10 }),
    'ratings.data.svc.cluster.local has a retry budget, with which maxRetries (3) is without effect; leave one of them out'],
])('what does not go together is refused in either order %#', (one, other, message) => {
  expect(() => new TestRule().add(one).add(other)).toThrow(message);
  expect(() => new TestRule().add(other).add(one)).toThrow(message);
});
