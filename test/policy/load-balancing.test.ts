import { Duration } from 'cdk8s';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { DestinationPolicy } from '../../src/policy/destination-policy';
import { HashAlgorithm } from '../../src/policy/hash-algorithm';
import { HashKey } from '../../src/policy/hash-key';
import { LoadBalancing } from '../../src/policy/load-balancing';
import { silent, warnings } from '../ground/warnings';
import { policyOf, TestRule } from './rule';

silent();

const lb = (loadBalancing: LoadBalancing) => DestinationPolicy.loadBalancing(loadBalancing);
const hash = (key: HashKey, algorithm?: HashAlgorithm) => lb(LoadBalancing.consistentHash(key, { algorithm }));
const RING = { ringHash: { minimumRingSize: 1024 } };

test.each([
  [LoadBalancing.leastRequest(), 'LEAST_REQUEST'],
  [LoadBalancing.random(), 'RANDOM'],
  [LoadBalancing.roundRobin(), 'ROUND_ROBIN'],
  [LoadBalancing.passthrough(), 'PASSTHROUGH'],
])('simple load balancing %#', (loadBalancing, simple) => {
  expect(policyOf(lb(loadBalancing))).toEqual({ loadBalancer: { simple } });
});

test.each([
  [LoadBalancing.leastRequest({ warmup: { duration: Duration.minutes(1) } }), { simple: 'LEAST_REQUEST', warmup: { duration: '1m' } }],
  [LoadBalancing.roundRobin({ warmup: { duration: Duration.seconds(30), minimumPercent: 2.5, aggression: 1.5 } }),
    { simple: 'ROUND_ROBIN', warmup: { duration: '30s', minimumPercent: 2.5, aggression: 1.5 } }],
])('new Pods warm up %#', (loadBalancing, loadBalancer) => {
  expect(policyOf(lb(loadBalancing))).toEqual({ loadBalancer });
});

test.each([
  [HashKey.header('x-user'), { httpHeaderName: 'x-user' }],
  [HashKey.queryParameter('user'), { httpQueryParameterName: 'user' }],
  [HashKey.sourceIp(), { useSourceIp: true }],
  [HashKey.cookie('session'), { httpCookie: { name: 'session' } }],
  [HashKey.cookie('session', { ttl: Duration.seconds(0), path: '/', attributes: [{ name: 'Secure' }, { name: 'SameSite', value: 'Strict' }] }),
    { httpCookie: { name: 'session', ttl: '0s', path: '/', attributes: [{ name: 'Secure' }, { name: 'SameSite', value: 'Strict' }] } }],
])('a consistent hash of %#', (key, consistentHash) => {
  expect(policyOf(hash(key))).toEqual({ loadBalancer: { consistentHash: { ...consistentHash, ...RING } } });
});

test.each([
  [HashAlgorithm.ringHash(4096), { ringHash: { minimumRingSize: 4096 } }],
  [HashAlgorithm.maglev(), { maglev: { tableSize: 65537 } }],
  [HashAlgorithm.maglev(1009), { maglev: { tableSize: 1009 } }],
])('a consistent hash by %#', (algorithm, spec) => {
  expect(policyOf(hash(HashKey.sourceIp(), algorithm)).loadBalancer.consistentHash).toEqual({ useSourceIp: true, ...spec });
});

test('a hash together with a simple policy is refused', () => {
  const rule = new TestRule().add(lb(LoadBalancing.roundRobin()));
  expect(() => rule.add(hash(HashKey.header('x-user')))).toThrow(
    `Chart 'bookinfo': the loadBalancer of ratings.data.svc.cluster.local is set by Chart 'bookinfo' already, one writer is allowed; `
    + 'choose one: a consistent hash takes the place of round robin and the like');
});

const cookie = (options: object) => hash(HashKey.cookie('c', options));
test.each<[DestinationPolicy, string]>([
  [hash(HashKey.header('x user')), `the name of header 'x user' is not one of HTTP`],
  [hash(HashKey.cookie('')), `the name of cookie '' is not one of HTTP`],
  [hash(HashKey.queryParameter('')), `the query parameter that is hashed has no name; name it, e.g. HashKey.queryParameter('user')`],
  [cookie({ path: '/' }), `cookie 'c' has a path and no ttl, so the proxy does not make it; give it a ttl, e.g. Duration.hours(1)`],
  [cookie({ attributes: [] }), `cookie 'c' has attributes and no ttl`],
  [cookie({ ttl: Duration.hours(1), attributes: [{ name: '' }] }), `the name of attribute of cookie 'c' '' is not one of HTTP`],
  [cookie({ ttl: Duration.hours(1), attributes: [{ name: 'Secure' }, { name: 'secure' }] }), `cookie 'c' has attribute 'secure' twice; keep one of them`],
  [cookie({ ttl: Duration.hours(1), attributes: [{ name: 'Max-Age' }] }), `cookie 'c' has attribute 'Max-Age' twice`],
  [hash(HashKey.sourceIp(), HashAlgorithm.ringHash(0)), 'minimumRingSize is 0, a whole number from 1 to 8388608 is allowed; the default is 1024'],
  [hash(HashKey.sourceIp(), HashAlgorithm.ringHash(2 ** 24)), 'minimumRingSize is 16777216'],
  [hash(HashKey.sourceIp(), HashAlgorithm.maglev(1000)), 'tableSize is 1000, a prime number up to 5000010 is allowed; the default is 65537'],
  [hash(HashKey.sourceIp(), HashAlgorithm.maglev(5000011)), 'tableSize is 5000011'],
  [lb(LoadBalancing.roundRobin({ warmup: { duration: Duration.seconds(0) } })), 'duration of the warm-up is 0, at least 1 ms is allowed'],
  [lb(LoadBalancing.roundRobin({ warmup: { duration: Duration.seconds(1), minimumPercent: 101 } })),
    'minimumPercent of the warm-up is 101, 0 to 100 is allowed; change it, or leave it out for the default'],
  [lb(LoadBalancing.roundRobin({ warmup: { duration: Duration.seconds(1), aggression: 0 } })),
    'aggression of the warm-up is 0, more than 0 is allowed; leave it out to grow evenly'],
])('bad load balancing is refused %#', (policy, message) => {
  expect(() => policyOf(policy)).toThrow(`Chart 'bookinfo': ${message}`);
});

const redis = Hosts.named({ name: 'redis', namespace: 'data', ports: [ServicePort.redis(6379)] });

test('what only HTTP has is not hashed for other hosts', () => {
  expect(() => policyOf(hash(HashKey.header('x-user')), redis)).toThrow(
    `the header is hashed, which only requests of HTTP have, and redis.data.svc.cluster.local has 6379 (Redis); `
    + 'hash HashKey.sourceIp(), or declare an HTTP port');
});

test('nor for other ports', () => {
  expect(() => new TestRule().add(hash(HashKey.cookie('c')), { port: 6379 })).toThrow('has 6379 (TCP)');
});

test('the source address is hashed for any host', () => {
  expect(policyOf(hash(HashKey.sourceIp()), redis).loadBalancer.consistentHash.useSourceIp).toBe(true);
});

test('the hash of a port has a warning, for routes seldom see it', () => {
  const rule = new TestRule().add(hash(HashKey.header('x-user')), { port: 9090 });
  expect(warnings(rule.chart)).toEqual([
    `Chart 'bookinfo': the hash of port 9090 of ratings.data.svc.cluster.local is without effect for routes that do not name the port as that of `
    + 'their destination; hash for the host as a whole, or name the port in the routes',
  ]);
});
