import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { bookinfo, CanaryStep } from '../../examples/bookinfo';
import { load, makeClients, inClient, OUTSIDE, status, versions } from './clients';
import { apply, attempt, kubectl, rolledOut, run, specs, until, webhooksReady } from './cluster';
import { expectShare, say } from './measure';
import { settings } from './settings';
import { synth } from './synth';
import { GatewayTls, Hosts, IngressGateway, Listener, Mesh, ServicePort } from 'istos';

jest.setTimeout(300_000);

const NAMESPACE = 'bookinfo';
const GATEWAY = 'http://bookinfo-gateway.istio-ingress/productpage';
const RATINGS = 'http://ratings:9080/ratings/0';
const REVIEWS = 'http://reviews:9080/reviews/0';

const example = (step: CanaryStep) => synth((app) => bookinfo(app, { ...settings(), step }));

let files: Record<string, string>;

beforeAll(async () => {
  files = example(CanaryStep.HALF);
  apply(files.mesh);
  rolledOut('istio-system');
  await webhooksReady();
  apply(files.bookinfo);
  rolledOut('istio-ingress');
  rolledOut(NAMESPACE);
  // The cluster's own namespace, on which the example has no say: istioctl analyze wants its owner to decide.
  kubectl('label', 'namespace', 'default', 'istio-injection=disabled', '--overwrite');
  makeClients(NAMESPACE);
  await until('the mesh to serve', 60, () => status(NAMESPACE, REVIEWS) === 200 && status(NAMESPACE, RATINGS) === 200);
});

test('a second server-side apply changes nothing', () => {
  for (const file of [files.mesh, files.bookinfo]) {
    const before = specs(file);
    apply(file);
    const after = specs(file);
    expect([...after.keys()].filter((key) => before.get(key) !== after.get(key))).toEqual([]);
    expect(after.size).toBeGreaterThan(10);
    say(`${after.size} objects of ${file.split('/').pop()} unchanged`);
  }
});

test('the pods of the enrolled namespace are injected by our template', () => {
  const { items } = JSON.parse(kubectl('get', 'pods', '-n', NAMESPACE, '-o', 'json'));
  for (const pod of items) {
    const containers = [...pod.spec.initContainers ?? [], ...pod.spec.containers];
    expect(containers.map((container: any) => container.name)).toEqual(expect.arrayContaining(['istio-init', 'istio-proxy']));
    expect(JSON.parse(pod.metadata.annotations['sidecar.istio.io/status']).initContainers).toContain('istio-init');
  }
  expect(items.length).toBeGreaterThanOrEqual(9);
  say(`${items.length} pods`);
});

test('traffic is captured: the server sees the identity that only the proxies know', () => {
  const { out } = inClient(NAMESPACE, 'curl', '-s', '-m', '5', 'http://echo/');
  expect(out).toMatch(new RegExp(`URI=spiffe://cluster.local/ns/${NAMESPACE}/sa/default`));
});

test('half of the requests goes to the canary', () => {
  const seen = versions(NAMESPACE, 'reviews', REVIEWS, 1000);
  expect([...seen.keys()].sort()).toEqual(['v1', 'v3']);
  expectShare('the canary', seen.get('v3')!, 1000, 50);
});

test('requests of user jason go to v2', () => {
  expect(versions(NAMESPACE, 'reviews', REVIEWS, 50, '-H', 'end-user: jason')).toEqual(new Map([['v2', 50]]));
});

test('a tenth of the requests goes to the canary after its step', async () => {
  apply(example(CanaryStep.TENTH).bookinfo);
  await until('the step to reach the client', 30, () =>
    run('istioctl', 'proxy-config', 'routes', `client.${NAMESPACE}`, '--name', '9080', '-o', 'json').includes('"weight": 10'));
  const seen = versions(NAMESPACE, 'reviews', REVIEWS, 1000);
  expect([...seen.keys()].sort()).toEqual(['v1', 'v3']);
  expectShare('the canary', seen.get('v3')!, 1000, 10);
});

test('strict mTLS: a client outside the mesh is refused, one in the mesh is served', () => {
  expect(status(OUTSIDE, `http://reviews.${NAMESPACE}:9080/reviews/0`)).toBe(0);
  expect(status(OUTSIDE, `http://echo.${NAMESPACE}/`)).toBe(0);
  expect(status(NAMESPACE, 'http://echo/')).toBe(200);
});

test('the circuit breaker trips under concurrent load and recovers', async () => {
  const tripped = load(NAMESPACE, RATINGS, 32, 2000);
  say(`under load: ${JSON.stringify(Object.fromEntries(tripped))}`);
  expect(tripped.get(503)).toBeGreaterThan(0);
  expect(tripped.get(200)).toBeGreaterThan(0);
  await until('the breaker to close', 60, () => load(NAMESPACE, RATINGS, 1, 50).get(200) === 50);
});

test('the ingress gateway serves the route of its host only', () => {
  expect(status(OUTSIDE, GATEWAY, '-H', 'Host: bookinfo.example.com')).toBe(200);
  expect(status(OUTSIDE, GATEWAY, '-H', 'Host: other.example.com')).toBe(404);
});

test('an HTTPS listener serves with the certificate of its Secret', async () => {
  const host = 'secure.example.com';
  const folder = mkdtempSync(join(tmpdir(), 'tls-'));
  const [key, certificate] = [join(folder, 'tls.key'), join(folder, 'tls.crt')];
  run('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1',
    '-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`, '-keyout', key, '-out', certificate);
  kubectl('create', 'secret', 'tls', 'secure-example', '-n', 'istio-ingress', `--key=${key}`, `--cert=${certificate}`);

  const { secure } = synth((app) => {
    const chart = new Chart(app, 'secure', { namespace: 'istio-ingress' });
    const gateway = new IngressGateway(chart, 'secure-gateway', { mesh: Mesh.fromRevision(chart, 'mesh'), ...settings().gateway });
    gateway.addListener('https', Listener.https({ hosts: [host], tls: GatewayTls.simple('secure-example') }));
    gateway.expose(Hosts.named({ name: 'echo', namespace: NAMESPACE, ports: [ServicePort.http(80)] }), { hosts: [host] });
  });
  apply(secure);
  rolledOut('istio-ingress');

  const request = `echo '${readFileSync(certificate, 'utf8')}' > /tmp/ca.pem; curl -s -m 5 -o /dev/null -w '%{http_code}' --cacert /tmp/ca.pem`
    + ` --connect-to ${host}:443:secure-gateway.istio-ingress:443 https://${host}/`;
  await until('the gateway to serve TLS', 30, () => inClient(OUTSIDE, 'sh', '-c', request).out === '200');
  expect(inClient(OUTSIDE, 'sh', '-c', request).out).toBe('200');
});

test('istioctl analyze finds nothing', () => {
  const { out, err } = attempt('istioctl', 'analyze', '--all-namespaces');
  expect(`${out}${err}`).toMatch(/No validation issues found/);
});

test('every proxy is SYNCED and rejected nothing', () => {
  const { resources } = JSON.parse(run('istioctl', 'proxy-status', '-o', 'json'));
  const proxies: { id: string; states: string[] }[] = resources.map(({ node, genericXdsConfigs }: any) => (
    { id: node.id, states: genericXdsConfigs.map((config: any) => config.configStatus) }
  ));
  expect(proxies.filter(({ states }) => states.length === 0 || states.some((state) => state !== 'SYNCED'))).toEqual([]);
  expect(proxies.length).toBeGreaterThanOrEqual(10);
  const metrics = kubectl('get', '--raw', '/api/v1/namespaces/istio-system/services/istiod:15014/proxy/metrics');
  expect(metrics).toMatch(/^pilot_xds_pushes/m);
  expect(metrics.split('\n').filter((line) => /^pilot_total_xds_rejects.* [1-9]/.test(line))).toEqual([]);
  say(`${proxies.length} proxies`);
});
