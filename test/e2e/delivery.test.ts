import { readFileSync, writeFileSync } from 'node:fs';
import { Chart, Duration } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { argoRollouts } from '../../examples/argo-rollouts';
import { flagger } from '../../examples/flagger';
import { inClient } from './clients';
import { apply, applyObject, attempt, kubectl, remove, run, specs, until } from './cluster';
import { build, Companion, freePort, installKinds } from './controllers';
import { installGatewayApi } from './gateway-api-crds';
import { expectShare } from './measure';
import { installMesh } from './mesh';
import { synth } from './synth';
import { CanaryStrategy, Dialect, FlaggerHook, FlaggerProgress, MeshService, ServicePort, VersionOptions } from 'istos';

jest.setTimeout(900_000);

const IMAGE = 'docker.io/istio/app:1.31.1';
const CATALOG = 'http://catalog.catalog:8080/';
const STOCK = 'http://stock.catalog:8080/';
const SEARCH = 'http://search.search:8080/';
const TESTER = ['-H', 'x-tester: yes'];

const get = (...args: string[]): any => JSON.parse(kubectl('get', ...args, '-o', 'json'));

const release = (version: string): VersionOptions => ({ image: IMAGE, args: ['--port=8080', `--version=${version}`], runAsUser: 1000 });

let port: number;
let catalog: Record<string, string>;
let search: Record<string, string>;
let stock: Record<string, string>;
const companions: Companion[] = [];

/** The two examples, and a service in the other dialect, each with a release. */
function deliver(version: string): void {
  const metricsServer = `http://127.0.0.1:${port}`;
  // Holds the canary at its share until somebody opens.
  const webhooks = [{ hook: FlaggerHook.CONFIRM_PROMOTION, name: 'gate', url: `${metricsServer}/gate` }];
  catalog = synth((app) => flagger(app, {
    release: release(version),
    delivery: {
      metricsServer,
      interval: Duration.seconds(10),
      progress: FlaggerProgress.weights([50]),
      webhooks,
    },
  }));
  search = synth((app) => argoRollouts(app, { release: release(version), prometheus: metricsServer }));
  stock = synth((app) => {
    const service = new MeshService(new Chart(app, 'stock', { namespace: 'catalog' }), 'stock', {
      dialect: Dialect.GATEWAY_API, ports: [ServicePort.http(8080)],
    });
    service.canary({
      stable: service.addVersion('main', release(version)),
      strategy: CanaryStrategy.flagger({ interval: Duration.seconds(10), threshold: 3, progress: FlaggerProgress.weights([40]), webhooks }),
    });
  });
}

/** How many of `count` answers came from each release. */
function releases(url: string, count: number, ...curl: string[]): Record<string, number> {
  const request = ['curl', '-s', '-m', '5', ...curl, url].map((word) => `'${word}'`).join(' ');
  const { out } = inClient('search', 'sh', '-c', `for i in $(seq ${count}); do ${request} | grep ServiceVersion= || echo none; done`);
  const seen: Record<string, number> = {};
  for (const line of out.trim().split('\n')) {
    const version = line.replace('ServiceVersion=', '');
    seen[version] = (seen[version] ?? 0) + 1;
  }
  return seen;
}

/** The share of the canary in the objects of the cluster. */
const weights = (namespace: string, name: string, route = 0): number[] => (
  get('virtualservice', '-n', namespace, name).spec.http[route].route.map(({ weight }: any) => weight)
);

/** What the client's proxy was told: [stable, canary]. */
function atProxy(host: string): number[] {
  const tables = JSON.parse(run('istioctl', 'proxy-config', 'routes', 'client.search', '--name', '8080', '-o', 'json'));
  const routes = tables.flatMap(({ virtualHosts }: any) => virtualHosts).find(({ name }: any) => name.startsWith(host)).routes;
  return routes.at(-1).route.weightedClusters?.clusters.map(({ weight }: any) => weight) ?? [];
}

const rollout = () => get('rollout', '-n', 'search', 'search');

/** As `kubectl argo rollouts promote` does. */
const promote = () => kubectl('patch', 'rollout', '-n', 'search', 'search', '--subresource=status', '--type=merge', '-p', '{"status":{"pauseConditions":null}}');

const pausedAt = (step: number) => until(`step ${step} of the rollout`, 60, () => {
  const { status: { currentStepIndex, pauseConditions } } = rollout();
  return currentStepIndex === step && pauseConditions?.length > 0;
});

const canaryPhase = (phase: string, seconds: number) => until(`phase ${phase} of Flagger's canaries`, seconds, () => (
  get('canary', '-n', 'catalog').items.every(({ status }: any) => status?.phase === phase)
));

/** The objects of a file with the fields of others as they are in the cluster: what Argo CD applies with `RespectIgnoreDifferences`. */
function respecting(file: string): string {
  const live: any[] = get('-f', file).items;
  const items = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS());
  for (const { kind, metadata: { name }, spec } of items.filter(({ metadata }) => metadata.name === 'search-canary')) {
    const field = kind === 'VirtualService' ? 'http' : 'subsets';
    spec[field] = live.find((object) => object.kind === kind && object.metadata.name === name).spec[field];
  }
  const path = `${file}.json`;
  writeFileSync(path, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  return path;
}

beforeAll(async () => {
  await installMesh();
  installGatewayApi();
  const [rollouts, flaggerProgram] = [build('rollouts-controller'), build('flagger')];
  installKinds('flagger/1.44');
  installKinds('argo-rollouts/1.10');
  port = await freePort();
  companions.push(new Companion('metrics', process.execPath, [require.resolve('./metrics-server.cjs'), `${port}`]));
  const { KUBECONFIG } = process.env;
  companions.push(new Companion('flagger', flaggerProgram, [
    `-kubeconfig=${KUBECONFIG}`, '-namespace=catalog', `-metrics-server=http://127.0.0.1:${port}`, `-port=${await freePort()}`,
  ]));
  companions.push(new Companion('rollouts', rollouts, [
    `--kubeconfig=${KUBECONFIG}`, '--namespaced', '--namespace=search', '--leader-elect=false', '--loglevel=info',
    `--metricsPort=${await freePort()}`, `--healthzPort=${await freePort()}`,
  ]));
  deliver('v1');
  apply(catalog.flagger, search['argo-rollouts'], stock.stock);
  applyObject({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'client', namespace: 'search', labels: { app: 'client' } },
    spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'app', image: IMAGE, imagePullPolicy: 'IfNotPresent', command: ['sleep', '1000000'] }] },
  });
  kubectl('wait', '-n', 'search', '--for=condition=Ready', 'pod/client', '--timeout=120s');
});

afterAll(() => {
  // Flagger ends with its finalizer first, so it runs until its canary is gone.
  remove(['catalog', 'search'].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
  companions.forEach((companion) => companion.stop());
});

test('Argo Rollouts takes over the Deployment', async () => {
  await until('the rollout to be healthy', 90, () => rollout().status?.phase === 'Healthy');
  await until('the Deployment to be scaled down', 60, () => get('deployment', '-n', 'search', 'search-main').spec.replicas === 0);
  const { items } = get('pods', '-n', 'search', '-l', 'app=search');
  expect(items.filter(({ metadata }: any) => metadata.labels['rollouts-pod-template-hash'])).toHaveLength(2);
  await until('search to answer', 30, () => releases(SEARCH, 10).v1 === 10);
  expect(inClient('search', 'curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', `${SEARCH}find/me`).out).toBe('301');
});

test('Flagger makes Services, routes and rules', async () => {
  await canaryPhase('Initialized', 120);
  expect(weights('catalog', 'catalog')).toEqual([100, 0]);
  for (const name of ['catalog', 'catalog-primary', 'catalog-canary']) expect(get('service', '-n', 'catalog', name).spec.ports[0]).toMatchObject({ port: 8080, appProtocol: 'http' });
  expect(get('destinationrule', '-n', 'catalog', 'catalog-primary').spec.trafficPolicy).toEqual({ loadBalancer: { simple: 'ROUND_ROBIN' } });
  expect(get('virtualservice', '-n', 'catalog', 'catalog').spec.http[0]).toMatchObject({ timeout: '2s', retries: { attempts: 2 } });
  await until('catalog to answer', 30, () => releases(CATALOG, 10).v1 === 10);
  deliver('v2');
  apply(catalog.flagger, stock.stock);
});

test('a release goes to testers first, then to its share, as Argo Rollouts decides', async () => {
  const { status, err } = attempt('kubectl', 'apply', '--server-side', '--validate=strict', '-f', search['argo-rollouts'], '-l', 'app.kubernetes.io/managed-by!=argo-rollouts');
  expect([status, err]).toEqual([0, expect.anything()]);
  await pausedAt(2);
  await until('the testers to get it', 30, () => releases(SEARCH, 5, ...TESTER).v2 === 5);
  expect(releases(SEARCH, 40, ...TESTER)).toEqual({ v2: 40 });
  expect(releases(SEARCH, 40)).toEqual({ v1: 40 });
  promote();
  await pausedAt(5);
  expect(weights('search', 'search-canary', 1)).toEqual([70, 30]);
  await until('the share to reach the client', 30, () => atProxy('search.').join() === '70,30');
  const seen = releases(SEARCH, 200);
  expect(Object.keys(seen).sort()).toEqual(['v1', 'v2']);
  expectShare('Argo Rollouts', seen.v2, 200, 30);
});

describe('a second server-side apply in the midst of it', () => {
  test('is refused for what the controller owns, and changes nothing', () => {
    const before = specs(search['argo-rollouts']);
    const { status, err } = attempt('kubectl', 'apply', '--server-side', '--validate=strict', '-f', search['argo-rollouts']);
    expect(status).toBe(1);
    expect(err.match(/conflict with "[^"]+".*: \.\S+/g)).toEqual([
      expect.stringMatching(/conflict with "rollouts-controller".*: \.spec\.subsets/),
      expect.stringMatching(/conflict with "rollouts-controller".*: \.spec\.http/),
    ]);
    expect(specs(search['argo-rollouts'])).toEqual(before);
    expect(weights('search', 'search-canary', 1)).toEqual([70, 30]);
  });

  test('goes through where those two objects are left out', () => {
    const before = specs(search['argo-rollouts']);
    kubectl('apply', '--server-side', '--validate=strict', '-f', search['argo-rollouts'], '-l', 'app.kubernetes.io/managed-by!=argo-rollouts');
    expect(specs(search['argo-rollouts'])).toEqual(before);
  });

  test('goes through by force where ignored differences are respected', () => {
    const before = specs(search['argo-rollouts']);
    kubectl('apply', '--server-side', '--force-conflicts', '--field-manager=gitops', '-f', respecting(search['argo-rollouts']));
    expect(specs(search['argo-rollouts'])).toEqual(before);
    expect(weights('search', 'search-canary', 1)).toEqual([70, 30]);
  });

  test('goes through with Flagger, which shares no object with us but the Deployment', async () => {
    await canaryPhase('WaitingPromotion', 90);
    expect(weights('catalog', 'catalog')).toEqual([50, 50]);
    const before = specs(catalog.flagger);
    apply(catalog.flagger);
    expect(specs(catalog.flagger)).toEqual(before);
    expect(weights('catalog', 'catalog')).toEqual([50, 50]);
  });
});

test("Flagger's canary gets its share", async () => {
  await until('the share to reach the client', 30, () => atProxy('catalog.').join() === '50,50');
  const seen = releases(CATALOG, 200);
  expect(Object.keys(seen).sort()).toEqual(['v1', 'v2']);
  expectShare('Flagger', seen.v2, 200, 50);
});

test("the share of Flagger's canary in the Gateway API is in an HTTPRoute of the Service", async () => {
  const [{ backendRefs }] = get('httproute', '-n', 'catalog', 'stock').spec.rules;
  expect(backendRefs.map(({ name, weight }: any) => [name, weight])).toEqual([['stock-primary', 60], ['stock-canary', 40]]);
  await until('the share to reach the client', 30, () => atProxy('stock.').join() === '60,40');
  expectShare('Flagger, HTTPRoute', releases(STOCK, 200).v2, 200, 40);
  const before = specs(stock.stock);
  apply(stock.stock);
  expect(specs(stock.stock)).toEqual(before);
  run('curl', '-s', `http://127.0.0.1:${port}/open`);
});

test('istioctl analyze finds nothing', () => {
  const { out, err } = attempt('istioctl', 'analyze', '-n', 'search');
  expect(`${out}${err}`).toMatch(/No validation issues found/);
});

test('after the last step all get the release', async () => {
  promote();
  await until('the rollout to be healthy', 90, () => rollout().status.phase === 'Healthy');
  await until('the shares to be as in the output', 30, () => weights('search', 'search-canary').join() === '100,0');
  await until('all to get it', 30, () => releases(SEARCH, 20).v2 === 20);
  expect(get('deployment', '-n', 'search', 'search-main').spec.replicas).toBe(0);
});

test('Flagger promotes it', async () => {
  await canaryPhase('Succeeded', 120);
  expect(weights('catalog', 'catalog')).toEqual([100, 0]);
  await until('all to get it', 30, () => releases(CATALOG, 20).v2 === 20 && releases(STOCK, 20).v2 === 20);
});
