import { Duration } from 'cdk8s';
import { ClientTls } from '../../src/policy/client-tls';
import { H2UpgradePolicy } from '../../src/policy/connection-pool';
import { DestinationPolicy } from '../../src/policy/destination-policy';
import { LoadBalancing } from '../../src/policy/load-balancing';
import { LocalityBalancing } from '../../src/policy/locality-balancing';
import { ProxyProtocolVersion } from '../../src/policy/proxy-protocol';
import { silent } from '../ground/warnings';
import { TestRule } from './rule';

silent();

const limit = (maxConnections: number) => DestinationPolicy.connectionPool({ maxConnections });
const timeout = DestinationPolicy.connectionPool({ connectTimeout: Duration.seconds(1) });
const detection = DestinationPolicy.outlierDetection({ consecutive5xxErrors: 3, locality: LocalityBalancing.asMesh() });
const tls = DestinationPolicy.tls(ClientTls.istioMutual());
const random = DestinationPolicy.loadBalancing(LoadBalancing.random());
const tunnel = DestinationPolicy.tunnel({ targetHost: 'api.example.com', targetPort: 443 });

const portPolicy = (rule: TestRule, at: any = rule.spec.trafficPolicy) => at.portLevelSettings;
const versionPolicy = (rule: TestRule) => rule.spec.subsets[0].trafficPolicy;

describe('a port, of which Istio would forget all that the host says', () => {
  test('repeats it', () => {
    const rule = new TestRule().add(limit(100)).add(tls).add(detection).add(random, { port: 9090 });
    expect(rule.spec.trafficPolicy).toEqual({
      connectionPool: { tcp: { maxConnections: 100 } },
      tls: { mode: 'ISTIO_MUTUAL' },
      outlierDetection: { consecutive5xxErrors: 3 },
      portLevelSettings: [{
        port: { number: 9090 },
        loadBalancer: { simple: 'RANDOM' },
        connectionPool: { tcp: { maxConnections: 100 } },
        tls: { mode: 'ISTIO_MUTUAL' },
        outlierDetection: { consecutive5xxErrors: 3 },
      }],
    });
  });

  test('whatever is said first', () => {
    expect(portPolicy(new TestRule().add(random, { port: 9090 }).add(limit(100)))).toEqual([
      { port: { number: 9090 }, loadBalancer: { simple: 'RANDOM' }, connectionPool: { tcp: { maxConnections: 100 } } },
    ]);
  });

  test('goes before it in what both say, setting by setting', () => {
    const pool = DestinationPolicy.connectionPool({ maxConnections: 100, http1MaxPendingRequests: 5 });
    const rule = new TestRule().add(pool).add(limit(1), { port: 9080 });
    expect(portPolicy(rule)).toEqual([
      { port: { number: 9080 }, connectionPool: { tcp: { maxConnections: 1 }, http: { http1MaxPendingRequests: 5 } } },
    ]);
  });

  test('keeps the locality of the host with a load balancing of its own', () => {
    const rule = new TestRule().add(detection).add(random, { port: 9080 });
    const other = new TestRule().add(DestinationPolicy.outlierDetection({ consecutive5xxErrors: 3, locality: LocalityBalancing.disabled() }))
      .add(random, { port: 9080 });
    expect(portPolicy(rule)[0].loadBalancer).toEqual({ simple: 'RANDOM' });
    expect(portPolicy(other)[0].loadBalancer).toEqual({ simple: 'RANDOM', localityLbSetting: { enabled: false } });
  });

  test('does not have what Istio has for hosts only, and the tunnel holds in spite of it', () => {
    const rule = new TestRule().add(tunnel).add(limit(1), { port: 6379 });
    expect(rule.spec.trafficPolicy).toEqual({
      tunnel: { protocol: 'CONNECT', targetHost: 'api.example.com', targetPort: 443 },
      portLevelSettings: [{ port: { number: 6379 }, connectionPool: { tcp: { maxConnections: 1 } } }],
    });
  });

  test.each([
    [DestinationPolicy.retryBudget({ percent: 10 }), 'retryBudget'], [DestinationPolicy.proxyProtocol(ProxyProtocolVersion.V1), 'proxyProtocol'],
  ])('refuses what would be lost for it %#', (policy, part) => {
    const message = `Chart 'bookinfo': the ${part} of ratings.data.svc.cluster.local does not hold for port 9080, which has settings of its own: `
      + 'Istio has it for whole hosts only; give no policies to single ports, or leave it out';
    expect(() => new TestRule().add(policy).add(limit(1), { port: 9080 })).toThrow(message);
    expect(() => new TestRule().add(limit(1), { port: 9080 }).add(policy)).toThrow(message);
    expect(() => new TestRule().add(policy, { port: 9080 })).toThrow(
      `Istio knows no ${part} of a single port, and it is given for port 9080 of ratings.data.svc.cluster.local; give it to the host, without a port`);
  });

  test('has one writer of each kind', () => {
    expect(() => new TestRule().add(limit(1), { port: 9080 }).add(timeout, { port: 9080 })).toThrow(
      `the connectionPool of port 9080 of ratings.data.svc.cluster.local is set by Chart 'bookinfo' already, one writer is allowed`);
  });

  test('is one of the host', () => {
    expect(() => new TestRule().add(limit(1), { port: 80 })).toThrow(
      'ratings.data.svc.cluster.local has no port 80, it has 9080 (HTTP), 9090 (GRPC), 6379 (TCP); name one of them');
  });
});

describe('a version', () => {
  test('says only what it says itself, the rest Istio lets it inherit', () => {
    const rule = new TestRule().version('v1').add(tls).add(detection).add(random, { version: 'v1' });
    expect(rule.spec.subsets).toEqual([{ name: 'v1', labels: { version: 'v1' }, trafficPolicy: { loadBalancer: { simple: 'RANDOM' } } }]);
  });

  test('without policies says nothing', () => {
    expect(new TestRule().version('v1').add(limit(1)).spec.subsets).toEqual([{ name: 'v1', labels: { version: 'v1' } }]);
  });

  test('repeats what stands in the same field of Istio', () => {
    const rule = new TestRule().version('v1')
      .add(DestinationPolicy.outlierDetection({ consecutive5xxErrors: 3, interval: Duration.seconds(1), locality: LocalityBalancing.nearest() }))
      .add(limit(100)).add(timeout, { version: 'v1' }).add(random, { version: 'v1' })
      .add(DestinationPolicy.outlierDetection({ consecutive5xxErrors: 7 }), { version: 'v1' });
    expect(versionPolicy(rule)).toEqual({
      connectionPool: { tcp: { maxConnections: 100, connectTimeout: '1s' } },
      loadBalancer: { simple: 'RANDOM', localityLbSetting: { enabled: true } },
      outlierDetection: { consecutive5xxErrors: 7, interval: '1s' },
    });
  });

  test('repeats a tunnel, which Istio does not let it inherit', () => {
    expect(versionPolicy(new TestRule().version('v1').add(tunnel))).toEqual({ tunnel: { protocol: 'CONNECT', targetHost: 'api.example.com', targetPort: 443 } });
  });

  test('repeats the settings of ports as soon as it has its own', () => {
    const rule = new TestRule().version('v1').add(limit(100)).add(limit(10), { port: 9090 }).add(timeout, { version: 'v1' });
    expect(versionPolicy(rule)).toEqual({
      connectionPool: { tcp: { maxConnections: 100, connectTimeout: '1s' } },
      portLevelSettings: [{ port: { number: 9090 }, connectionPool: { tcp: { maxConnections: 10, connectTimeout: '1s' } } }],
    });
  });

  test('may have settings for a port', () => {
    const rule = new TestRule().version('v1').add(limit(100)).add(timeout, { version: 'v1', port: 9080 });
    expect(versionPolicy(rule)).toEqual({
      portLevelSettings: [{ port: { number: 9080 }, connectionPool: { tcp: { maxConnections: 100, connectTimeout: '1s' } } }],
    });
  });

  test('keeps the retry budget of the host with settings for a port', () => {
    const rule = new TestRule().version('v1').add(DestinationPolicy.retryBudget({ percent: 10 })).add(limit(1), { version: 'v1', port: 9080 });
    expect(versionPolicy(rule).portLevelSettings).toEqual([{ port: { number: 9080 }, connectionPool: { tcp: { maxConnections: 1 } } }]);
  });

  test('refuses a retry budget of its own that would be lost for a port', () => {
    const rule = new TestRule().version('v1').add(limit(1), { port: 9080 });
    expect(() => rule.add(DestinationPolicy.retryBudget({ percent: 10 }), { version: 'v1' })).toThrow(
      `the retryBudget of version 'v1' of ratings.data.svc.cluster.local does not hold for port 9080`);
  });

  test('is refused what does not go with the host', () => {
    const rule = new TestRule().version('v1').add(DestinationPolicy.connectionPool({ useClientProtocol: true }));
    expect(() => rule.add(DestinationPolicy.connectionPool({ h2UpgradePolicy: H2UpgradePolicy.UPGRADE }), { version: 'v1' })).toThrow(
      'useClientProtocol contradicts h2UpgradePolicy UPGRADE; leave one of them out');
  });

  test('has one writer of each kind', () => {
    expect(() => new TestRule().version('v1').add(limit(1), { version: 'v1' }).add(timeout, { version: 'v1' })).toThrow(
      `the connectionPool of version 'v1' of ratings.data.svc.cluster.local is set by Chart 'bookinfo' already`);
  });
});
