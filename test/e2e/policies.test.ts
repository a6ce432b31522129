import { ApiObject, App, Chart, Duration } from 'cdk8s';
import { circuitBreaking } from '../../examples/circuit-breaking';
import { locality } from '../../examples/locality';
import { apply, applyObject, attempt, kubectl, remove, rolledOut, run, until } from './cluster';
import { say } from './measure';
import { installMesh } from './mesh';
import { settings } from './settings';
import { synth } from './synth';
import { ClientPolicy, DestinationPolicy, HashKey, LoadBalancing, Mesh, MeshService, ServicePort } from 'istos';

jest.setTimeout(300_000);

const IMAGE = 'docker.io/istio/app:1.31.1';
const STICKY = 'sticky';
const LOCALITY = 'locality';
const BREAKER = 'circuit-breaking';
const EJECTION = 5;

/** A service of three Pods, called by a name for each kind of stickiness; and what one of its clients does otherwise. */
function sticky(app: App): void {
  const chart = new Chart(app, STICKY, { namespace: STICKY });
  Mesh.fromRevision(chart, 'mesh').enroll(STICKY);
  const stickyBy = (service: MeshService, key: HashKey) => service.addPolicy(DestinationPolicy.loadBalancing(LoadBalancing.consistentHash(key)));

  const byHeader = new MeshService(chart, 'by-header', { ports: [ServicePort.http(80, { targetPort: 8080 })] });
  byHeader.addVersion('v1', { image: IMAGE, args: ['--port=8080'], replicas: 3 });
  stickyBy(byHeader, HashKey.header('x-user'));

  const selector = { app: 'by-header' };
  const service = (name: string) => new ApiObject(chart, `Service-${name}`, {
    apiVersion: 'v1', kind: 'Service', metadata: { name },
    spec: { selector, ports: [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'http-other', port: 81, targetPort: 8080 }] },
  });
  stickyBy(new MeshService(chart, 'by-cookie', { service: service('by-cookie') }),
    HashKey.cookie('place', { ttl: Duration.hours(1), path: '/', attributes: [{ name: 'SameSite', value: 'Strict' }] }));

  const limited = new MeshService(chart, 'limited', { service: service('limited') });
  limited.addPolicy(DestinationPolicy.connectionPool({ maxConnections: 100, connectTimeout: Duration.seconds(3) }));
  limited.addPolicy(DestinationPolicy.connectionPool({ maxConnections: 7 }), { port: 81 });
  const policies = [DestinationPolicy.connectionPool({ maxConnections: 1 })];
  new ClientPolicy(chart, 'other-to-limited', { host: limited, clients: { app: 'other' }, policies });
  new ClientPolicy(chart, 'frankfurt-to-limited', { host: limited, namespace: LOCALITY, clients: { app: 'frankfurt' }, policies });
}

function client(namespace: string, name: string, labels: Record<string, string> = {}): void {
  applyObject({
    apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels: { app: name, ...labels } },
    spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'app', image: IMAGE, imagePullPolicy: 'IfNotPresent', command: ['sleep', '1000000'] }] },
  });
}

const at = (place: string) => ({ 'topology.istio.io/locality': place });

/** What a shell script prints in a client, line by line. */
const lines = (namespace: string, from: string, script: string): string[] =>
  attempt('kubectl', 'exec', '-n', namespace, from, '-c', 'app', '--', 'sh', '-c', script).out.split('\n').filter((line) => line !== '');

/** A command that prints the Pod that answers. */
const pod = (url: string, ...curl: string[]) => `curl -s -m 5 ${curl.join(' ')} ${url} | sed -n 's/^Hostname=//p'`;

/** The Pods that answer so many requests, and how often. */
function pods(namespace: string, from: string, count: number, url: string, ...curl: string[]): Map<string, number> {
  const seen = new Map<string, number>();
  for (const name of lines(namespace, from, `for i in $(seq ${count}); do ${pod(url, ...curl)}; done`)) seen.set(name, (seen.get(name) ?? 0) + 1);
  return seen;
}

/** The places where requests from one of the clients are answered, and how often. */
function places(from: string, host: string, count: number): Record<string, number> {
  const seen: Record<string, number> = {};
  for (const [name, answers] of pods(LOCALITY, from, count, `http://${host}:9080/`)) {
    const [, place = name] = /^\w+-(\w+)-/.exec(name) ?? [];
    seen[place] = (seen[place] ?? 0) + answers;
  }
  return seen;
}

/** The cluster of Envoy for a host as a client has it. */
function cluster(namespace: string, from: string, ...filter: string[]): any {
  const [found] = JSON.parse(run('istioctl', 'proxy-config', 'clusters', `${from}.${namespace}`, '--direction', 'outbound', ...filter, '-o', 'json'));
  return found;
}

beforeAll(async () => {
  await installMesh();
  const { images } = settings();
  const files = synth((app) => {
    sticky(app);
    locality(app, { images, ejection: Duration.seconds(EJECTION) });
    circuitBreaking(app, { images });
  });
  apply(...Object.values(files));
  client(STICKY, 'client');
  client(STICKY, 'other');
  client(LOCALITY, 'frankfurt', at('eu-central.a'));
  client(LOCALITY, 'dublin', at('eu-west.a'));
  client(BREAKER, 'client');
  for (const namespace of [STICKY, LOCALITY, BREAKER]) {
    rolledOut(namespace);
    kubectl('wait', '-n', namespace, '--for=condition=Ready', 'pod', '--all', '--timeout=120s');
  }
  await until('the services to answer', 30, () => pods(STICKY, 'other', 1, 'http://by-header/').size === 1 && places('dublin', 'details', 1).dublin === 1);
});

afterAll(() => remove([STICKY, LOCALITY, BREAKER].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))));

describe('consistent hash', () => {
  const USERS = 20;
  const TIMES = 5;

  test('of a header: a user has the same Pod with every request, from any client', () => {
    const script = `for i in $(seq ${TIMES}); do for u in $(seq ${USERS}); do echo "$u $(${pod('http://by-header/', '-H', '"x-user: $u"')})"; done; done`;
    const answers = ['client', 'other'].flatMap((from) => lines(STICKY, from, script)).map((line) => line.split(' '));
    expect(answers.length).toBe(2 * USERS * TIMES);
    const podsOfUser = new Map<string, Set<string>>();
    for (const [user, name] of answers) podsOfUser.set(user, (podsOfUser.get(user) ?? new Set()).add(name));
    expect([...podsOfUser.values()].filter(({ size }) => size !== 1)).toEqual([]);
    const used = new Set(answers.map(([, name]) => name));
    expect(used.size).toBe(3);
    say(`${answers.length} requests of ${USERS} users by two clients: one Pod a user, ${used.size} Pods`);
  });

  test('of a header: a request without it goes anywhere', () => {
    expect(pods(STICKY, 'client', 60, 'http://by-header/').size).toBe(3);
  });

  test('of a cookie: the proxy makes it, and who brings it along has the same Pod', () => {
    const [cookie] = lines(STICKY, 'client', `curl -s -m 5 -o /dev/null -D - -c /tmp/jar http://by-cookie/ | grep -i '^set-cookie'`);
    expect(cookie).toMatch(/^set-cookie: place="[0-9a-f]+"; Max-Age=3600; Path=\/; SameSite=Strict/i);
    const stuck = pods(STICKY, 'client', 50, 'http://by-cookie/', '-b', '/tmp/jar');
    expect([...stuck.values()]).toEqual([50]);
    const others = pods(STICKY, 'client', 60, 'http://by-cookie/');
    expect(others.size).toBe(3);
    say(`50 requests with the cookie: ${stuck.size} Pod; 60 without: ${others.size} Pods`);
  });
});

describe('locality', () => {
  const RATINGS = 60;

  test('requests stay where their client is', () => {
    expect(places('frankfurt', 'ratings', RATINGS)).toEqual({ frankfurt: RATINGS });
    expect(places('dublin', 'ratings', RATINGS)).toEqual({ dublin: RATINGS });
  });

  test('when the Pods there fail they go to the other place, and come back', async () => {
    lines(LOCALITY, 'frankfurt', 'for i in 1 2 3; do curl -s -m 5 -o /dev/null "http://ratings:9080/?codes=500"; done');
    const ejected = places('frankfurt', 'ratings', 20);
    expect(ejected).toEqual({ dublin: 20 });
    const start = Date.now();
    await until('the ejection to end', 3 * EJECTION, () => places('frankfurt', 'ratings', 5).frankfurt === 5);
    say(`after three errors ${JSON.stringify(ejected)}, back after ${((Date.now() - start) / 1000).toFixed(1)} s`);
    expect(places('frankfurt', 'ratings', RATINGS)).toEqual({ frankfurt: RATINGS });
  });

  test('when there are no Pods they go to the other place, and come back', async () => {
    kubectl('scale', '-n', LOCALITY, 'deployment/ratings-frankfurt', '--replicas=0');
    await until('the Pods to be gone', 60, () => places('frankfurt', 'ratings', 5).dublin === 5);
    expect(places('frankfurt', 'ratings', RATINGS)).toEqual({ dublin: RATINGS });
    kubectl('scale', '-n', LOCALITY, 'deployment/ratings-frankfurt', '--replicas=1');
    await until('the Pods to be back', 60, () => places('frankfurt', 'ratings', 5).frankfurt === 5);
    expect(places('frankfurt', 'ratings', RATINGS)).toEqual({ frankfurt: RATINGS });
  });

  test('shares are kept: nine of ten requests stay', () => {
    const total = 500;
    const seen = places('frankfurt', 'details', total);
    const bound = 4.4 * Math.sqrt(total * 0.9 * 0.1);
    say(`${JSON.stringify(seen)} of ${total} requests, expected 450 and 50 ± ${bound.toFixed(0)} (4.4 standard deviations)`);
    expect(Math.abs(seen.frankfurt - 450)).toBeLessThanOrEqual(bound);
    expect(seen.frankfurt + seen.dublin).toBe(total);
    expect(places('dublin', 'details', 50)).toEqual({ dublin: 50 });
  });
});

describe('what Envoy gets', () => {
  const limits = ({ circuitBreakers, connectTimeout, outlierDetection }: any) => {
    const { maxConnections, maxPendingRequests, retryBudget } = circuitBreakers.thresholds[0];
    const [budget, ejects] = [retryBudget?.budgetPercent.value, outlierDetection?.consecutive5xx];
    return { maxConnections, maxPendingRequests, budget, connectTimeout, ejects };
  };

  test('a version has limits of its own, and all the rest of the host', () => {
    const host = ['--fqdn', `ratings.${BREAKER}.svc.cluster.local`, '--port', '9080'];
    const ratings = (...subset: string[]) => limits(cluster(BREAKER, 'client', ...host, ...subset));
    const rest = { budget: 10, connectTimeout: '1s', ejects: 5 };
    expect(ratings('--subset', 'v1')).toEqual({ maxConnections: 100, maxPendingRequests: 10, ...rest });
    expect(ratings('--subset', 'v2')).toEqual({ maxConnections: 10, maxPendingRequests: 1, ...rest });
  });

  const limited = (namespace: string, from: string, port: string) => (
    limits(cluster(namespace, from, '--fqdn', `limited.${STICKY}.svc.cluster.local`, '--port', port))
  );

  test('a port has what it says, and all the rest of the host', () => {
    expect(limited(STICKY, 'client', '80')).toMatchObject({ maxConnections: 100, connectTimeout: '3s' });
    expect(limited(STICKY, 'client', '81')).toMatchObject({ maxConnections: 7, connectTimeout: '3s' });
  });

  test.each([[STICKY, 'other', 'client'], [LOCALITY, 'frankfurt', 'dublin']])(
    'selected clients of %s have what is said of them, and all the rest of the host; others have what the host says', (namespace, selected, other) => {
      for (const port of ['80', '81']) expect(limited(namespace, selected, port)).toMatchObject({ maxConnections: 1, connectTimeout: '3s' });
      expect(limited(namespace, other, '80')).toMatchObject({ maxConnections: 100, connectTimeout: '3s' });
      expect(limited(namespace, other, '81')).toMatchObject({ maxConnections: 7, connectTimeout: '3s' });
    });
});
