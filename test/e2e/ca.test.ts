import { Chart } from 'cdk8s';
import { apply, applyObject, attempt, kubectl, rolledOut, until, webhooksReady } from './cluster';
import { say } from './measure';
import { OwnCa, secretsOf } from './own-ca';
import { settings } from './settings';
import { startSteady, stopSteady } from './steady';
import { synth } from './synth';
import { CertificateAuthority, Mesh, RootRotation, RotationStage } from 'istos';

jest.setTimeout(300_000);

const { BOTH_ROOTS, NEW_INTERMEDIATE, NEW_ROOT } = RotationStage;
const NAMESPACE = 'own-ca';
const PODS = ['server', 'steady'];

let old: OwnCa;
let next: OwnCa;
let rotation: RootRotation;

/** A mesh whose proxies renew their certificates every 45 seconds, half of how long they hold. */
function install(ca: CertificateAuthority): void {
  const { mesh } = synth((app) => {
    const config = { defaultConfig: { proxyMetadata: { SECRET_TTL: '90s' } } };
    new Mesh(new Chart(app, 'mesh'), 'mesh', { ...settings().mesh, config, ca }).enroll(NAMESPACE);
  });
  apply(mesh);
}

/** A server that takes one request a connection, so that every request proves certificates anew. */
function makeServer(): void {
  applyObject({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'server', namespace: NAMESPACE, labels: { app: 'server' } },
    spec: { containers: [{ name: 'app', image: 'docker.io/istio/app:1.31.1', imagePullPolicy: 'IfNotPresent', args: ['--port=8080'] }] },
  });
  applyObject({
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'server', namespace: NAMESPACE },
    spec: { selector: { app: 'server' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  });
  applyObject({
    apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: 'server', namespace: NAMESPACE },
    spec: { host: 'server', trafficPolicy: { connectionPool: { http: { maxRequestsPerConnection: 1 } } } },
  });
  kubectl('wait', '-n', NAMESPACE, '--for=condition=Ready', 'pod/server', '--timeout=120s');
}

/** How many roots a proxy trusts: for other proxies, and for istiod. */
function trusted(pod: string): number[] {
  const { out } = attempt('kubectl', 'exec', '-n', NAMESPACE, pod, '-c', 'istio-proxy', '--', 'cat', '/var/run/secrets/istio/root-cert.pem');
  return [secretsOf(pod, NAMESPACE).roots, out].map((pem) => pem.split('BEGIN CERTIFICATE').length - 1);
}

function isSignedBy(pod: string, ca: OwnCa): boolean {
  try {
    return ca.verify(pod, NAMESPACE) !== '';
  } catch {
    return false;
  }
}

async function go(stage: RotationStage, reached?: RotationStage): Promise<void> {
  install(rotation.at(stage, reached));
  rolledOut('istio-system');
}

beforeAll(async () => {
  kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found');
  kubectl('delete', 'secret', '-n', 'istio-system', 'ca-1', 'ca-2', '--ignore-not-found');
  [old, next] = [await OwnCa.make('Root 1', 'ca-1'), await OwnCa.make('Root 2', 'ca-2')];
  rotation = new RootRotation({ from: old, to: next });
});

afterAll(() => {
  kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found');
});

test('istiod waits for the Secret of its CA, and takes no other', async () => {
  install(old.authority);
  const waiting = () => JSON.parse(kubectl('get', 'pods', '-n', 'istio-system', '-l', 'app=istiod', '-o', 'json')).items
    .filter(({ spec, status }: any) => status.phase === 'Pending' && spec.volumes.some(({ secret }: any) => secret?.secretName === 'ca-1'));
  await until('the new istiod to wait', 30, () => waiting().length > 0);
  old.install();
  rolledOut('istio-system');
  await webhooksReady();
  expect(waiting()).toEqual([]);
});

test("the workloads' certificates lead to our root, by OpenSSL", async () => {
  await until('the injector to have a certificate of the new CA', 90, () => {
    makeServer();
    return true;
  });
  await startSteady(NAMESPACE, 'http://server/');
  for (const pod of PODS) expect(old.verify(pod, NAMESPACE)).toBe(`URI:spiffe://cluster.local/ns/${NAMESPACE}/sa/default`);
  expect(() => next.verify('server', NAMESPACE)).toThrow(/verif|unable to get/);
});

test('first both roots are trusted', async () => {
  next.install();
  await go(BOTH_ROOTS);
  await until('all proxies to trust both roots', 240, () => PODS.every((pod) => trusted(pod).join() === '2,2'));
  for (const pod of PODS) expect(old.verify(pod, NAMESPACE)).toContain('spiffe://');
});

test('then the new CA signs', async () => {
  await go(NEW_INTERMEDIATE, BOTH_ROOTS);
  await until('all proxies to have certificates of the new CA', 240, () => PODS.every((pod) => isSignedBy(pod, next)));
  for (const pod of PODS) expect(trusted(pod)).toEqual([2, 2]);
});

test('then the old root is forgotten', async () => {
  await go(NEW_ROOT, NEW_INTERMEDIATE);
  await until('all proxies to trust the new root alone', 240, () => PODS.every((pod) => trusted(pod).join() === '1,1'));
  for (const pod of PODS) expect(next.verify(pod, NAMESPACE)).toContain('spiffe://');
});

test('not one request has failed meanwhile', () => {
  const answers = stopSteady(NAMESPACE);
  say(`the steady client got ${JSON.stringify(Object.fromEntries(answers))}`);
  expect([...answers.keys()]).toEqual([200]);
  expect(answers.get(200)).toBeGreaterThan(1000);
});
