import { readFileSync, writeFileSync } from 'node:fs';
import { BookinfoImages } from '../../examples/bookinfo';
import { zeroTrust } from '../../examples/zero-trust';
import { apply, applyObject, attempt, kubectl, remove, rolledOut, until } from './cluster';
import { say } from './measure';
import { installMesh } from './mesh';
import { settings } from './settings';
import { synth } from './synth';
import { ContainerProbe, LeastPrivilege } from 'istos';

jest.setTimeout(300_000);

const IMAGE = 'docker.io/istio/app:1.31.1';
const HOME = 'zero-trust';
const EDGE = 'zero-trust-ingress';
/** Where the caller is that is no part of the program. */
const BATCH = 'batch';
/** Without proxies. */
const LEGACY = 'zero-trust-legacy';
const NAMESPACES = [HOME, EDGE, BATCH, LEGACY];

const SERVICES = ['productpage', 'details', 'reviews', 'ratings'];
const DECLARED = ['productpage to details', 'productpage to reviews', 'reviews to ratings'];

const namespace = (name: string, injection = 'disabled') => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio-injection': injection } } });

function pod(ns: string, name: string, spec: object = {}): object {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: ns, labels: { app: name } },
    spec: { ...spec, terminationGracePeriodSeconds: 1, containers: [{ name: 'app', image: IMAGE, imagePullPolicy: 'IfNotPresent', command: ['sleep', '1000000'] }] },
  };
}

/** With a probe of the kubelet, which nothing may refuse. */
const { images = BookinfoImages.echo(IMAGE) } = settings();
const probed: BookinfoImages = { of: (app, version) => ({ ...images.of(app, version), readinessProbe: ContainerProbe.httpGet('/') }) };

const program = (mode: LeastPrivilege) => synth((app) => zeroTrust(app, { mode, images: probed, gateway: settings().gateway }))[HOME];

/** The same without its Sidecars: then nobody but the called side refuses. */
function withoutSidecars(file: string): string {
  const documents = readFileSync(file, 'utf8').split(/^---\n/m).filter((document) => !/^kind: Sidecar$/m.test(document));
  const other = `${file}.without-sidecars.yaml`;
  writeFileSync(other, documents.join('---\n'));
  return other;
}

/** Besides what the example exposes: the gateway sends requests for `<service>.test` to each service, and nobody declared that. */
function detours(): object[] {
  return [
    {
      apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: { name: 'detours', namespace: EDGE },
      spec: { selector: { app: 'zero-trust-gateway' }, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*.test'] }] },
    },
    ...SERVICES.map((name) => ({
      apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: `detour-${name}`, namespace: EDGE },
      spec: {
        hosts: [`${name}.test`], gateways: [`${EDGE}/detours`],
        http: [{ route: [{ destination: { host: `${name}.${HOME}.svc.cluster.local`, port: { number: 9080 } } }] }],
      },
    })),
  ];
}

const WORKLOADS = ['productpage-v1', 'details-v1', 'ratings-v1', 'reviews-v1', 'reviews-v2', 'reviews-v3'];

/** Statuses of requests of a workload, one after the other; 0 for none. */
function ask(ns: string, from: string, ...requests: string[][]): number[] {
  const script = requests.map((request) => `curl -s -o /dev/null -m 5 -w '%{http_code} ' ${request.map((word) => `'${word}'`).join(' ')}`).join('; ');
  return attempt('kubectl', 'exec', '-n', ns, from, '--', 'sh', '-c', `${script}; true`).out.trim().split(' ').map(Number);
}

/** Every workload calls every service. */
function allPairs(): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const workload of WORKLOADS) {
    const codes = ask(HOME, `deploy/${workload}`, ...SERVICES.map((name) => [`http://${name}:9080/${name}/1`]));
    SERVICES.forEach((name, i) => {
      const pair = `${workload.split('-')[0]} to ${name}`;
      found.set(pair, [...found.get(pair) ?? [], codes[i]]);
    });
  }
  return found;
}

/** All statuses of the declared pairs, and of the others. */
function statuses(): { readonly declared: number[]; readonly others: number[]; readonly pairs: number } {
  const pairs = [...allPairs()];
  const of = (wanted: boolean) => pairs.filter(([pair]) => DECLARED.includes(pair) === wanted).flatMap(([, codes]) => codes);
  return { declared: of(true), others: of(false), pairs: pairs.length };
}

const unique = (codes: number[]) => [...new Set(codes)].sort();
const throughGateway = (...hosts: string[]) => (
  ask(LEGACY, 'client', ...hosts.map((host) => ['-H', `Host: ${host}`, `http://zero-trust-gateway.${EDGE}/productpage/1`]))
);

/** How often proxies of a service would have refused. */
function shadowDenied(service: string): number {
  const stats = kubectl('exec', '-n', HOME, `deploy/${service}`, '-c', 'istio-proxy', '--', 'pilot-agent', 'request', 'GET', 'stats?filter=shadow_denied');
  return [...stats.matchAll(/shadow_denied: (\d+)$/mg)].reduce((sum, [, count]) => sum + Number(count), 0);
}

beforeAll(async () => {
  await installMesh();
  remove(NAMESPACES.map((name) => namespace(name)));
  for (const name of [HOME, EDGE]) kubectl('create', 'namespace', name);
  applyObject(namespace(BATCH, 'enabled'));
  applyObject(namespace(LEGACY));
  applyObject({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'moderation', namespace: BATCH } });
  apply(program(LeastPrivilege.DRY_RUN));
  detours().forEach(applyObject);
  applyObject(pod(BATCH, 'moderation', { serviceAccountName: 'moderation' }));
  applyObject(pod(LEGACY, 'client'));
  for (const name of [HOME, EDGE]) rolledOut(name);
  for (const [ns, name] of [[BATCH, 'moderation'], [LEGACY, 'client']]) kubectl('wait', '-n', ns, '--for=condition=Ready', `pod/${name}`, '--timeout=120s');
  await until('the gateway to serve', 60, () => throughGateway('bookinfo.example.com', 'ratings.test').every((code) => code === 200));
});

afterAll(() => process.env.KEEP ? undefined : remove(NAMESPACES.map((name) => namespace(name))));

test('dry run refuses nobody, and counts who would be', () => {
  const before = shadowDenied('ratings-v1');
  const { declared, others, pairs } = statuses();
  say(`dry run, ${pairs} ordered pairs: declared ${unique(declared)}, others ${unique(others)}`);
  expect(unique([...declared, ...others])).toEqual([200]);
  expect(throughGateway('bookinfo.example.com', ...SERVICES.map((name) => `${name}.test`))).toEqual(Array(5).fill(200));
  expect(shadowDenied('ratings-v1')).toBeGreaterThan(before);
});

test('enforced, the called side refuses every pair that is not declared', async () => {
  apply(withoutSidecars(program(LeastPrivilege.ENFORCE)));
  // Three times in a row, as a proxy's threads have connections of their own from before.
  await until('the policies to hold on all connections', 120, () => [1, 2, 3].every(() => unique(statuses().others).join() === '403'));
  const { declared, others, pairs } = statuses();
  say(`enforced by the called side, ${pairs} ordered pairs: ${declared.length} requests of declared ones got ${unique(declared)}, ${others.length} of others ${unique(others)}`);
  expect(unique(declared)).toEqual([200]);
  expect(unique(others)).toEqual([403]);
  expect(declared.length + others.length).toBe(WORKLOADS.length * SERVICES.length);
});

test('the gateway reaches what it exposes, and nothing else', async () => {
  const others = Array.from({ length: 10 }, () => ['details.test', 'reviews.test', 'ratings.test']).flat();
  // Each of its threads has connections from before, when nobody was refused; proxies end them when they drain the listeners that were.
  await until('the old connections of the gateway to end', 90, () => unique(throughGateway(...others)).join() === '403');
  expect(throughGateway('bookinfo.example.com', 'productpage.test')).toEqual([200, 200]);
  expect(unique(throughGateway(...others))).toEqual([403]);
});

test('a declared caller may do what is declared, and no more', () => {
  expect(ask(HOME, 'deploy/productpage-v1',
    ['http://reviews:9080/reviews/1'], ['-X', 'POST', 'http://reviews:9080/reviews/1'], ['http://reviews:9080/health'])).toEqual([200, 403, 403]);
  const url = `http://ratings.${HOME}:9080/ratings/1`;
  expect(ask(BATCH, 'moderation', ['-X', 'DELETE', url], [url])).toEqual([200, 403]);
});

test('who is not in the mesh reaches nobody, and metrics are still read', () => {
  expect(ask(LEGACY, 'client', ...SERVICES.map((name) => [`http://${name}.${HOME}:9080/${name}/1`]))).toEqual(Array(4).fill(0));
  const address = kubectl('get', 'pods', '-n', HOME, '-l', 'app=ratings', '-o', 'jsonpath={.items[0].status.podIP}');
  expect(ask(LEGACY, 'client', [`http://${address}:15020/stats/prometheus`])).toEqual([200]);
});

test('with the Sidecars callers do not even know whom they do not call', async () => {
  apply(program(LeastPrivilege.ENFORCE));
  // 502 of their own proxy where it listens on that port for others, else the connection ends.
  const unknown = () => statuses().others.every((code) => code === 502 || code === 0);
  await until('the Sidecars to reach all proxies', 60, unknown);
  const { declared, others } = statuses();
  expect(others.length).toBe(19);
  expect(unique(others)).toEqual([0, 502]);
  say(`with Sidecars: declared ${unique(declared)}, others ${unique(others)}`);
  expect(unique(declared)).toEqual([200]);
  const clusters = (name: string) => kubectl('exec', '-n', HOME, `deploy/${name}`, '-c', 'istio-proxy', '--', 'pilot-agent', 'request', 'GET', 'clusters');
  const outbound = (name: string) => unique([...clusters(name).matchAll(/^outbound\|9080\|\|([a-z]+)\./mg)].map(([, host]) => SERVICES.indexOf(host))).map((i) => SERVICES[i]);
  expect(outbound('productpage-v1')).toEqual(['details', 'reviews']);
  expect(outbound('ratings-v1')).toEqual([]);
});

test('the kubelet still finds every Pod ready', () => {
  const { items } = JSON.parse(kubectl('get', 'pods', '-n', HOME, '-o', 'json'));
  const ready = items.map(({ status: { containerStatuses } }: any) => containerStatuses.every((one: any) => one.ready && one.restartCount === 0));
  expect(ready).toEqual(Array(WORKLOADS.length).fill(true));
});
