import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { canaryUpgrade, UpgradeStep } from '../../examples/canary-upgrade';
import { apply, applyObject, attempt, kubectl, remove, rolledOut, run, until, webhooksReady } from './cluster';
import { say } from './measure';
import { settings } from './settings';
import { startSteady, stopSteady } from './steady';
import { synth } from './synth';

jest.setTimeout(300_000);

const { OLD_ALONE, NEW_BESIDE, CANARY_MOVED, ALL_MOVED, OLD_REMOVED } = UpgradeStep;
const OUTSIDE = 'upgrade-outside';
const SERVER = 'http://server.cart/';
const OLD = 'default';
const NEW = '1-31';

const steps = new Map([OLD_ALONE, NEW_BESIDE, CANARY_MOVED, ALL_MOVED, OLD_REMOVED].map((step) => {
  const { mesh } = synth((app) => canaryUpgrade(app, step, settings().upgrade));
  return [step, { file: mesh, objects: objectsOf(mesh) }];
}));

interface Key { readonly apiVersion: string; readonly kind: string; readonly metadata: { readonly name: string; readonly namespace?: string } }

function objectsOf(file: string): Map<string, Key> {
  return new Map(parseAllDocuments(readFileSync(file, 'utf8')).map((document) => {
    const { apiVersion, kind, metadata: { name, namespace } } = document.toJS();
    return [`${kind} ${namespace}/${name}`, { apiVersion, kind, metadata: { name, namespace } }];
  }));
}

/** Brings the cluster to a step, from wherever it is, as a GitOps tool that prunes does. */
async function go(step: UpgradeStep): Promise<void> {
  const { file, objects } = steps.get(step)!;
  apply(file);
  rolledOut('istio-system');
  await webhooksReady();
  const others = new Map([...steps.values()].flatMap((other) => [...other.objects]));
  remove([...others].filter(([key, { kind }]) => !objects.has(key) && kind !== 'CustomResourceDefinition').map(([, object]) => object));
}

/** Restarts the pods of a namespace, so that they get the proxy of the control plane that serves it now. */
function restart(namespace: string): void {
  kubectl('rollout', 'restart', 'deployment', '-n', namespace);
  rolledOut(namespace);
}

/** The revisions whose istiods have proxies of a namespace. */
function revisionsOf(namespace: string): string[] {
  const { items } = JSON.parse(kubectl('get', 'deployments', '-n', 'istio-system', '-l', 'app=istiod', '-o', 'json'));
  return items.map(({ metadata }: any) => metadata.labels['istio.io/rev'])
    .filter((revision: string) => run('istioctl', 'proxy-status', '--revision', revision).includes(`.${namespace} `));
}

async function expectServedBy(revision: string, ...namespaces: string[]): Promise<void> {
  for (const namespace of namespaces) {
    await until(`the proxies of ${namespace} to be connected to ${revision} only`, 60, () => revisionsOf(namespace).join() === revision);
    expect(revisionsOf(namespace)).toEqual([revision]);
  }
}

function expectNoFailure(client: string, answers: Map<number, number>): void {
  say(`the steady client ${client} got ${JSON.stringify(Object.fromEntries(answers))}`);
  expect([...answers.keys()]).toEqual([200]);
  expect(answers.get(200)).toBeGreaterThan(200);
}

function makeServer(): void {
  applyObject({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'server', namespace: 'cart' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'server' } },
      strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: {
        metadata: { labels: { app: 'server' } },
        spec: {
          containers: [{
            name: 'app', image: 'docker.io/istio/app:1.31.1', imagePullPolicy: 'IfNotPresent', args: ['--port=8080'],
            readinessProbe: { httpGet: { port: 8080 }, periodSeconds: 1 },
            // Until all clients know that the pod is going; Kubernetes tells them and the pod at the same time.
            lifecycle: { preStop: { sleep: { seconds: 10 } } },
          }],
        },
      },
    },
  });
  applyObject({
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'server', namespace: 'cart' },
    spec: { selector: { app: 'server' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  });
  // One client is not part of the mesh, and other tests leave a mesh that refuses such.
  applyObject({
    apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name: 'default', namespace: 'cart' }, spec: { mtls: { mode: 'PERMISSIVE' } },
  });
}

beforeAll(async () => {
  kubectl('delete', 'namespace', 'cart', 'shop', OUTSIDE, '--ignore-not-found');
  await go(OLD_ALONE);
  makeServer();
  rolledOut('cart');
  applyObject({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: OUTSIDE, labels: { 'istio-injection': 'disabled' } } });
  await startSteady(OUTSIDE, SERVER);
  await startSteady('shop', SERVER);
});

/** What is left is the control plane alone, as the other tests have it. */
afterAll(async () => {
  kubectl('delete', 'namespace', 'cart', 'shop', OUTSIDE, '--ignore-not-found');
  await go(OLD_ALONE);
  remove([...steps.get(OLD_ALONE)!.objects.values()].filter(({ metadata: { name } }) => /revision-tag|^cart$|^shop$/.test(name)));
});

test('a second control plane beside the first serves nobody', async () => {
  await go(NEW_BESIDE);
  restart('cart');
  await expectServedBy(OLD, 'cart', 'shop');
});

test('a namespace moves when its tag has moved, at the next restart of its pods', async () => {
  await go(CANARY_MOVED);
  await expectServedBy(OLD, 'cart', 'shop');
  restart('cart');
  await expectServedBy(NEW, 'cart');
  await expectServedBy(OLD, 'shop');
});

test('it goes back the same way', async () => {
  await go(NEW_BESIDE);
  restart('cart');
  await expectServedBy(OLD, 'cart', 'shop');
});

test('in the end all move', async () => {
  await go(CANARY_MOVED);
  restart('cart');
  await expectServedBy(NEW, 'cart');
  await go(ALL_MOVED);
  expectNoFailure('in the mesh, of the old control plane,', stopSteady('shop'));
  await startSteady('shop', SERVER);
  await expectServedBy(NEW, 'cart', 'shop');
});

test('without the old one, the new one serves all', async () => {
  await go(OLD_REMOVED);
  restart('cart');
  await expectServedBy(NEW, 'cart', 'shop');
  expect(kubectl('get', 'deployments', '-n', 'istio-system', '-l', 'app=istiod', '-o', 'name').trim()).toBe(`deployment.apps/istiod-${NEW}`);
});

test('the new one checks objects that name no revision', () => {
  const invalid = { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'invalid', namespace: 'cart' }, spec: { hosts: ['a'], http: [{}] } };
  expect(() => applyObject(invalid)).toThrow(/validation.istio.io.* denied the request/);
});

test('not one request of the steady clients has failed', () => {
  expectNoFailure('in the mesh, of the new control plane,', stopSteady('shop'));
  expectNoFailure('outside of it, all the time,', stopSteady(OUTSIDE));
});

test.each(['istio-system', 'cart', 'shop'])('istioctl analyze finds nothing in %s', (namespace) => {
  const { out, err } = attempt('istioctl', 'analyze', '-n', namespace);
  expect(`${out}${err}`).toMatch(/No validation issues found/);
});
