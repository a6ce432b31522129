import { App, Chart, Duration } from 'cdk8s';
import { BookinfoImages } from '../../examples/bookinfo';
import { faultInjection } from '../../examples/fault-injection';
import { mirroring } from '../../examples/mirroring';
import { requestRouting } from '../../examples/request-routing';
import { timeoutsAndRetries } from '../../examples/timeouts-and-retries';
import { trafficShifting } from '../../examples/traffic-shifting';
import { apply, applyObject, attempt, kubectl, remove, rolledOut, run, until } from './cluster';
import { expectShare, say } from './measure';
import { installMesh } from './mesh';
import { settings } from './settings';
import { synth } from './synth';
import { DelegateRoutes, Hosts, HttpMatch, Mesh, MeshService, RouteAction, ServicePort, VersionOptions } from 'istos';

jest.setTimeout(300_000);

const IMAGE = 'docker.io/istio/app:1.31.1';
const EXAMPLES = ['request-routing', 'traffic-shifting', 'mirroring', 'fault-injection', 'timeouts-and-retries'];
/** Where the client is that calls them all. */
const CLIENT = 'traffic-client';

/** The echo server answers with its name, its version, and what it was asked; its log has a line for each request. */
const images = settings().images ?? BookinfoImages.echo(IMAGE);
const ledger = (version: string): VersionOptions => ({ image: IMAGE, args: ['--tcp=9000', `--version=${version}`] });

/** A site whose owner leaves a part of its paths to another team, which answers for some of them. */
function delegation(app: App): void {
  const chart = new Chart(app, 'delegation', { namespace: CLIENT });
  Mesh.fromRevision(chart, 'mesh').enroll(CLIENT);
  const site = new MeshService(chart, 'site', { ports: [ServicePort.http(9080)] });
  const v1 = site.addVersion('v1', images.of('site', 'v1'));
  const reviews = new DelegateRoutes(chart, 'public-reviews', { namespace: 'request-routing' });
  reviews.addRoute('public', {
    match: [HttpMatch.uriPrefix('/reviews/public')],
    action: RouteAction.forward(Hosts.named({ name: 'reviews', namespace: 'request-routing', ports: [ServicePort.http(9080)] })),
  });
  site.addRoute('reviews', { match: [HttpMatch.uriPrefix('/reviews/')], action: RouteAction.delegate(reviews), headers: { response: { set: { 'x-part': 'reviews' } } } });
  site.addRoute('rest', { action: RouteAction.forward(v1) });
}

function programs(app: App): void {
  requestRouting(app, { images });
  trafficShifting(app, { images, ledger });
  mirroring(app, { images });
  faultInjection(app, { images, delay: Duration.seconds(1) });
  timeoutsAndRetries(app, { images });
  delegation(app);
}

const inClient = (...command: string[]) => attempt('kubectl', 'exec', '-n', CLIENT, 'client', '-c', 'app', '--', ...command).out;

/** What one request got, its head included. */
const ask = (url: string, ...curl: string[]) => inClient('curl', '-s', '-i', '-m', '10', ...curl, url);

/** What `count` requests got, one after the other. */
const askMany = (url: string, count: number, ...curl: string[]) => inClient('curl', '-s', '-m', '10', ...curl, `${url}?[1-${count}]`);

/** How long a request took, as `-w` above has it. */
const SECONDS = /^\d+ ([\d.]+)$/mg;

const part = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;
const version = (text: string, name: string) => part(text, new RegExp(`^ServiceVersion=${name}$`, 'mg'));

/** How many requests the Pods of a version got whose path has this text. */
function received(namespace: string, app: string, name: string, path: string): number {
  const log = kubectl('logs', '-n', namespace, '-l', `app=${app},version=${name}`, '-c', app, '--tail=-1');
  return log.split('\n').filter((line) => /HTTP\/[\d.]+ Request\b/.test(line) && line.includes(path)).length;
}

beforeAll(async () => {
  await installMesh();
  const files = synth(programs);
  for (const name of [...EXAMPLES, 'delegation']) apply(files[name]);
  applyObject({
    apiVersion: 'v1', kind: 'Pod',
    metadata: { name: 'client', namespace: CLIENT, labels: { app: 'client' } },
    spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'app', image: IMAGE, imagePullPolicy: 'IfNotPresent', command: ['sleep', '1000000'] }] },
  });
  for (const name of [...EXAMPLES, CLIENT]) rolledOut(name);
  kubectl('wait', '-n', CLIENT, '--for=condition=Ready', 'pod/client', '--timeout=120s');
  await until('the routes to reach the client', 60, () => {
    const routes = run('istioctl', 'proxy-config', 'routes', `client.${CLIENT}`, '--name', '9080', '-o', 'json');
    return [...EXAMPLES, CLIENT].every((name) => routes.includes(`/namespaces/${name}/virtual-service/`));
  });
});

afterAll(() => {
  const namespaces = [...EXAMPLES, CLIENT];
  // Nobody needs the time in which the echo servers and their proxies would end in good order.
  for (const name of namespaces) kubectl('delete', 'deployments,pods', '--all', '-n', name, '--grace-period=1', '--wait=false');
  remove(namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
});

describe('request routing', () => {
  const url = 'http://reviews.request-routing:9080/';

  test('a header takes a user to the next version', () => {
    expect(version(askMany(url, 50, '-H', 'end-user: jason'), 'v2')).toBe(50);
    expect(version(askMany(url, 50, '-H', 'end-user: jasper'), 'v1')).toBe(50);
  });

  test.each(['group=b', 'session=1; group=b', 'session=1; group=b; theme=dark'])('the cookie of group b takes a user to its version: %s', (cookies) => {
    expect(version(askMany(url, 50, '-b', cookies), 'v3')).toBe(50);
    expect(ask(url, '-b', cookies)).toMatch(/^x-group: b\r$/m);
  });

  test.each(['group=a', 'group=bb', 'mygroup=b', 'theme=group=b'])('other cookies do not: %s', (cookies) => {
    expect(version(askMany(url, 20, '-b', cookies), 'v1')).toBe(20);
  });

  test('the proxy answers itself, and redirects', () => {
    expect(ask(url, '-X', 'POST')).toMatch(/^HTTP\/1.1 405 [^]*reviews can only be read here$/);
    expect(ask(`${url}v0/reviews/7`)).toMatch(/^HTTP\/1.1 308 [^]*^location: http:\/\/reviews.request-routing:9080\/reviews\/7\r$/m);
  });
});

describe('traffic shifting', () => {
  test('a fifth of the requests goes to the new version', () => {
    const answers = askMany('http://reviews.traffic-shifting:9080/', 1000);
    expectShare('v3', version(answers, 'v3'), 1000, 20);
    expect(version(answers, 'v1') + version(answers, 'v3')).toBe(1000);
  });

  test('one version is live, the other is seen on request', () => {
    expect(version(askMany('http://details.traffic-shifting:9080/', 50), 'v1')).toBe(50);
    expect(version(askMany('http://details.traffic-shifting:9080/', 50, '-H', 'x-preview: 1'), 'v2')).toBe(50);
  });

  test('a fifth of the connections goes to the new version', () => {
    const answers = inClient('sh', '-c', 'for i in $(seq 300); do echo hello | nc -w 2 ledger.traffic-shifting 9000; done');
    expectShare('connections to v2', version(answers, 'v2'), 300, 20);
    expect(version(answers, 'v1') + version(answers, 'v2')).toBe(300);
  });
});

test('a quarter of the requests is copied to the next version, and none is answered by it', async () => {
  const answers = askMany('http://reviews.mirroring:9080/copied', 1000);
  expect(version(answers, 'v1')).toBe(1000);
  await until('the last copy to be logged', 10, () => received('mirroring', 'reviews', 'v1', '/copied') === 1000);
  expectShare('copies', received('mirroring', 'reviews', 'v2', '/copied'), 1000, 25);
});

test('requests of the game day are slow or fail in their shares, others never', () => {
  const url = 'http://ratings.fault-injection:9080/';
  const times = ['-o', '/dev/null', '-w', '%{http_code} %{time_total}\n', '-Z', '--parallel-max', '20'];
  const played = askMany(url, 600, ...times, '-H', 'x-game-day: 1');
  expectShare('failures', part(played, /^503 /mg), 600, 10);
  const slow = ([, seconds]: RegExpMatchArray) => Number(seconds) > 0.9;
  expectShare('slow answers', [...played.matchAll(SECONDS)].filter(slow).length, 600, 20);
  const others = askMany(url, 100, ...times);
  expect(part(others, /^200 /mg)).toBe(100);
  expect([...others.matchAll(SECONDS)].filter(slow)).toEqual([]);
});

describe('timeouts and retries', () => {
  const url = 'http://reviews.timeouts-and-retries:9080';
  const attempts = (path: string) => received('timeouts-and-retries', 'reviews', 'v1', path);

  test.each([
    ['a read that fails is tried four times', 'GET', '/failing-read?codes=503', 503, 4],
    ['a write that fails is tried once', 'POST', '/failing-write?codes=503', 503, 1],
    ['a read that fails in another way is tried once', 'GET', '/broken-read?codes=500', 500, 1],
    ['a slow read is given up and tried four times', 'GET', '/slow-read?delay=3s', 504, 4],
    ['a slow write is waited for', 'POST', '/slow-write?delay=1s', 200, 1],
  ])('%s', async (_, method, path, status, count) => {
    const [code, seconds] = inClient('curl', '-s', '-o', '/dev/null', '-X', method, '-w', '%{http_code} %{time_total}', `${url}${path}`).split(' ').map(Number);
    expect(code).toBe(status);
    await until('the requests to be logged', 10, () => attempts(path) >= count);
    say(`${method} ${path}: ${attempts(path)} attempts, ${seconds} s`);
    expect(attempts(path)).toBe(count);
    expect(seconds).toBeLessThan(2.3);
  });

  test('four attempts of half a second end with the timeout of two', () => {
    const seconds = Number(inClient('curl', '-s', '-o', '/dev/null', '-w', '%{time_total}', `${url}/timed?delay=3s`));
    say(`${seconds} s`);
    expect(Math.abs(seconds - 2)).toBeLessThan(0.3);
  });
});

test('delegated routes answer for their part, and leave the rest to the owner of the site', () => {
  const url = 'http://site:9080';
  const delegated = ask(`${url}/reviews/public/1`);
  expect(delegated).toMatch(/^Hostname=reviews-/m);
  expect(delegated).toMatch(/^x-part: reviews\r$/m);
  expect(ask(`${url}/reviews/internal`)).toMatch(/^Hostname=site-/m);
  expect(ask(`${url}/`)).toMatch(/^Hostname=site-/m);
});

test('istioctl analyze finds nothing in the examples', () => {
  for (const name of EXAMPLES) {
    const { out, err } = attempt('istioctl', 'analyze', '-n', name);
    expect(`${out}${err}`).toMatch(/No validation issues found/);
  }
});

test('every proxy took its configuration', () => {
  const { resources } = JSON.parse(run('istioctl', 'proxy-status', '-o', 'json'));
  const ours = resources.filter(({ node }: any) => [...EXAMPLES, CLIENT].some((name) => node.id.endsWith(`.${name}`)));
  const wrong = ours.filter(({ genericXdsConfigs = [] }: any) => genericXdsConfigs.some((config: any) => config.configStatus !== 'SYNCED'));
  expect(wrong).toEqual([]);
  expect(ours.length).toBeGreaterThanOrEqual(14);
});
