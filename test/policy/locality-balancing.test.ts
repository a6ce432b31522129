import { DestinationPolicy } from '../../src/policy/destination-policy';
import { LoadBalancing } from '../../src/policy/load-balancing';
import { LocalityBalancing } from '../../src/policy/locality-balancing';
import { LocalityShare } from '../../src/policy/locality-balancing-options';
import { silent, warnings } from '../ground/warnings';
import { TestRule } from './rule';

silent();

const outliers = DestinationPolicy.outlierDetection({ consecutive5xxErrors: 5 });
const policyOf = (locality: LocalityBalancing) => new TestRule().add(outliers).add(DestinationPolicy.locality(locality)).spec.trafficPolicy;

test.each([
  [LocalityBalancing.nearest(), { localityLbSetting: { enabled: true } }],
  [LocalityBalancing.nearest({ failover: [{ from: 'eu', to: 'us' }] }), { localityLbSetting: { enabled: true, failover: [{ from: 'eu', to: 'us' }] } }],
  [LocalityBalancing.failoverPriority(['topology.istio.io/network', 'version=v2']),
    { localityLbSetting: { enabled: true, failoverPriority: ['topology.istio.io/network', 'version=v2'] } }],
  [LocalityBalancing.failoverPriority(['version'], { failover: [{ from: 'eu', to: 'us' }] }),
    { localityLbSetting: { enabled: true, failoverPriority: ['version'], failover: [{ from: 'eu', to: 'us' }] } }],
  [LocalityBalancing.distribute({ from: 'eu/a/*', to: { 'eu/a/*': 80, 'eu/b/*': 20 } }, { from: '*', to: { 'us/*': 100 } }),
    { localityLbSetting: { enabled: true, distribute: [{ from: 'eu/a/*', to: { 'eu/a/*': 80, 'eu/b/*': 20 } }, { from: '*', to: { 'us/*': 100 } }] } }],
  [LocalityBalancing.zoneAware(), { zoneAwareLbSetting: { enabled: true } }],
  [LocalityBalancing.zoneAware({ failover: [{ from: 'eu', to: 'us' }], failoverPriority: ['version'], minClusterSize: 3 }),
    { zoneAwareLbSetting: { enabled: true, failover: [{ from: 'eu', to: 'us' }], failoverPriority: ['version'], minClusterSize: 3 } }],
  [LocalityBalancing.disabled(), { localityLbSetting: { enabled: false } }],
])('localities are chosen %#', (locality, loadBalancer) => {
  expect(policyOf(locality)).toEqual({ outlierDetection: { consecutive5xxErrors: 5 }, loadBalancer });
});

test('what the mesh says needs nothing written', () => {
  expect(policyOf(LocalityBalancing.asMesh())).toEqual({ outlierDetection: { consecutive5xxErrors: 5 } });
});

test('how a Pod and how a locality is chosen meet in one field of Istio', () => {
  const rule = new TestRule().add(outliers)
    .add(DestinationPolicy.locality(LocalityBalancing.nearest())).add(DestinationPolicy.loadBalancing(LoadBalancing.random()));
  expect(rule.spec.trafficPolicy.loadBalancer).toEqual({ simple: 'RANDOM', localityLbSetting: { enabled: true } });
});

const zone = 'topology.kubernetes.io/zone';
const shares = (...given: LocalityShare[]) => LocalityBalancing.distribute(...given);
test.each([
  [LocalityBalancing.nearest({ failover: [] }), 'failover is empty; name a region and the one that takes over, or leave it out for any other region'],
  [LocalityBalancing.nearest({ failover: [{ from: 'eu', to: 'eu' }] }), `region 'eu' fails over to itself; name the region that takes over`],
  [LocalityBalancing.nearest({ failover: [{ from: 'eu/a', to: 'us' }] }), `'eu/a' is not a region (without zone and '*'); name the region alone, e.g. 'eu'`],
  [LocalityBalancing.nearest({ failover: [{ from: '*', to: 'us' }] }), `'*' is not a region`],
  [LocalityBalancing.nearest({ failover: [{ from: 'eu', to: 'us' }, { from: 'eu', to: 'asia' }] }), `failover of region 'eu' is said twice; Istio takes the first`],
  [LocalityBalancing.failoverPriority([]), `failoverPriority is empty; name a label, e.g. 'topology.istio.io/network'`],
  [LocalityBalancing.failoverPriority(['a=b=c']), `failoverPriority 'a=b=c' is neither a label nor a label=value; write it like 'version=v2'`],
  [LocalityBalancing.failoverPriority(['version v2']), `label name in failoverPriority 'version v2' is not a label value`],
  [LocalityBalancing.failoverPriority(['version', 'version=v2']), `failoverPriority has label 'version' twice; keep one of them`],
  [LocalityBalancing.failoverPriority([zone], { failover: [{ from: 'eu', to: 'us' }] }),
    `failoverPriority has label '${zone}', and failover says it by region; leave one of them out`],
  [LocalityBalancing.zoneAware({ failoverPriority: [zone] }), `failoverPriority has label '${zone}', and zone aware routing does it`],
  [LocalityBalancing.zoneAware({ minClusterSize: 0 }), 'minClusterSize is 0, a whole number from 1 to 2147483647 is allowed'],
  [shares(), `distribute shares out nothing; give at least one share, e.g. { from: '*', to: { 'eu/*': 80, 'us/*': 20 } }`],
  [shares({ from: 'eu', to: { eu: 80, us: 30 } }), `the weights of localities for clients in 'eu' must add up to 100, got 110 (eu=80, us=30); `
    + 'share out 100, each at least 1; leave out a locality that gets nothing'],
  [shares({ from: 'eu', to: { eu: 100, us: 0 } }), `the weight of locality 'us' for clients in 'eu' is 0, a whole number from 1 to 100 is allowed`],
  [shares({ from: 'eu', to: { 'eu': 50, 'eu/a': 50 } }), `localities 'eu' and 'eu/a' overlap, where requests from 'eu' go; tell them apart`],
  [shares({ from: 'eu', to: { 'us/*': 50, '*': 50 } }), `localities 'us/*' and '*' overlap`],
  [shares({ from: '*', to: { us: 100 } }, { from: 'eu', to: { us: 100 } }),
    `clients in 'eu' get no shares of their own, '*' is before and takes them; order them from narrow to wide`],
  [shares({ from: 'eu/a', to: { us: 100 } }, { from: 'eu', to: { us: 100 } }),
    `locality 'eu' takes in 'eu/a' before it, which Istio refuses in this form; write the wider one as 'eu/*'`],
  [shares({ from: 'eu/*/x', to: { us: 100 } }), `'eu/*/x' is not a locality (region, region/zone or region/zone/subzone, a '*' at the end for all)`],
  [shares({ from: 'eu//x', to: { us: 100 } }), `'eu//x' is not a locality`],
])('bad localities are refused %#', (locality, message) => {
  expect(() => policyOf(locality)).toThrow(`Chart 'bookinfo': ${message}`);
});

describe('with outlier detection', () => {
  const warning = (where: string) => `Chart 'bookinfo': the outlier detection of ${where} turns locality balancing on: requests go to Pods in the zone of the `
    + 'caller, then in its region, and to others only when those fail; choose LocalityBalancing.nearest(), .distribute(...), .disabled() or .asMesh(), '
    + 'as locality of the outlier detection or by DestinationPolicy.locality';
  const warned = (rule: TestRule) => {
    expect(rule.errors).toEqual([]);
    return warnings(rule.chart);
  };

  test('balancing by nearness comes without being asked for, and is said aloud', () => {
    expect(warned(new TestRule().add(outliers))).toEqual([warning('ratings.data.svc.cluster.local')]);
  });

  test('of a port', () => {
    expect(warned(new TestRule().add(outliers, { port: 9090 }))).toEqual([warning('port 9090 of ratings.data.svc.cluster.local')]);
  });

  test('of a version', () => {
    expect(warned(new TestRule().version('v1').add(outliers, { version: 'v1' }))).toEqual([warning(`version 'v1' of ratings.data.svc.cluster.local`)]);
  });

  test.each([
    LocalityBalancing.nearest(), LocalityBalancing.distribute({ from: '*', to: { eu: 100 } }), LocalityBalancing.disabled(), LocalityBalancing.asMesh(),
  ])('a choice of any kind silences it %#', (locality) => {
    expect(warned(new TestRule().add(outliers).add(DestinationPolicy.locality(locality)))).toEqual([]);
    expect(warned(new TestRule().add(DestinationPolicy.outlierDetection({ consecutive5xxErrors: 5, locality })))).toEqual([]);
  });

  test('without a choice of Pods there is none of localities', () => {
    expect(warned(new TestRule().add(outliers).add(DestinationPolicy.loadBalancing(LoadBalancing.passthrough())))).toEqual([]);
  });
});

describe('without outlier detection', () => {
  const nearest = DestinationPolicy.locality(LocalityBalancing.nearest());

  test.each([
    nearest, DestinationPolicy.locality(LocalityBalancing.failoverPriority(['version'])),
  ])('nearness is without effect, which is an error %#', (policy) => {
    expect(new TestRule().add(policy).errors).toEqual([
      `Chart 'bookinfo': the locality balancing of ratings.data.svc.cluster.local is without effect, no Pod ever counts as failed without outlier `
      + 'detection; add it, e.g. DestinationPolicy.outlierDetection({ consecutive5xxErrors: 5 }), or say outlierDetectionOfMesh: true',
    ]);
  });

  test.each([
    LocalityBalancing.nearest({ outlierDetectionOfMesh: true }), LocalityBalancing.distribute({ from: '*', to: { eu: 100 } }),
    LocalityBalancing.zoneAware(), LocalityBalancing.disabled(), LocalityBalancing.asMesh(),
  ])('others have their effect %#', (locality) => {
    const rule = new TestRule().add(DestinationPolicy.loadBalancing(LoadBalancing.random())).add(DestinationPolicy.locality(locality));
    expect(rule.errors).toEqual([]);
  });

  const zoneAware = { failover: [{ from: 'eu', to: 'us' }] };

  test('the failover among regions of zone aware routing is late, which is said aloud', () => {
    const rule = new TestRule().add(DestinationPolicy.locality(LocalityBalancing.zoneAware(zoneAware)));
    expect(rule.errors).toEqual([]);
    expect(warnings(rule.chart)).toEqual([
      `Chart 'bookinfo': the failover of ratings.data.svc.cluster.local waits until the nearer Pods are all gone, for none ever counts as failed without `
      + 'outlier detection; add it, e.g. DestinationPolicy.outlierDetection({ consecutive5xxErrors: 5 }), or say outlierDetectionOfMesh: true',
    ]);
  });

  test.each([LocalityBalancing.zoneAware(), LocalityBalancing.zoneAware({ ...zoneAware, outlierDetectionOfMesh: true })])('unless it is not asked for %#', (locality) => {
    const rule = new TestRule().add(DestinationPolicy.loadBalancing(LoadBalancing.random())).add(DestinationPolicy.locality(locality));
    expect(rule.errors).toEqual([]);
    expect(warnings(rule.chart)).toEqual([]);
  });

  test('that of the host counts for its versions', () => {
    expect(new TestRule().version('v1').add(outliers).add(nearest, { version: 'v1' }).errors).toEqual([]);
  });

  test('that of a version does not count for the host', () => {
    expect(new TestRule().version('v1').add(outliers, { version: 'v1' }).add(nearest).errors.length).toBe(1);
  });
});

test('no locality is chosen for a host with passthrough', () => {
  const rule = new TestRule().add(DestinationPolicy.loadBalancing(LoadBalancing.passthrough()));
  expect(() => rule.add(DestinationPolicy.locality(LocalityBalancing.zoneAware()))).toThrow(
    `ratings.data.svc.cluster.local has load balancing passthrough, with which no locality is chosen; use LocalityBalancing.disabled(), or another`);
});
