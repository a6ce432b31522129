import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration } from 'cdk8s';
import { egressGateway } from '../../examples/egress-gateway';
import { apply, applyObject, attempt, kubectl, Outcome, remove, rolledOut, run, until } from './cluster';
import { say } from './measure';
import { installMesh } from './mesh';
import { settings } from './settings';
import { synth } from './synth';
import {
  Clients, ClientTls, EgressGateway, EgressGatewayProps, EgressTls, HostResolution, Mesh, PolicyScope, ServicePort, Sidecar, SidecarOutboundTraffic,
} from 'istos';

jest.setTimeout(300_000);

const IMAGE = 'docker.io/istio/app:1.31.1';
/** The team of the example, and the namespace of its gateway. */
const TEAM = 'payments';
const EDGE = 'payments-egress';
/** Another team of the mesh. */
const STRANGERS = 'strangers';
/** Outside of the mesh, in place of the internet. */
const INTERNET = 'internet';

const BANK = 'bank.example.com';
const VAULT = 'vault.example.com';
const QUEUE = 'queue.example.com';
const DIRECT = 'direct.example.com';
const IMPOSTOR = 'impostor.example.com';
const NEWS = 'news.example.com';
const ARCHIVE = 'archive.example.com';

const namespace = (name: string, injection = 'disabled') => (
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio-injection': injection } } }
);

function pod(ns: string, name: string, container: object, volumes: object[] = []): object {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: ns, labels: { app: name } },
    spec: { terminationGracePeriodSeconds: 1, volumes, containers: [{ name: 'app', image: IMAGE, imagePullPolicy: 'IfNotPresent', ...container }] },
  };
}

/** A certificate for some names by a CA that nobody knows, given to the server and as a CA to those who shall trust it. */
function makeCertificate(): void {
  const folder = mkdtempSync(join(tmpdir(), 'bank-'));
  const file = (name: string) => join(folder, name);
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
  run('openssl', 'req', '-x509', ...ec, '-subj', '/CN=Bank CA', '-keyout', file('ca.key'), '-out', file('ca.crt'));
  run('openssl', 'req', '-x509', ...ec, '-CA', file('ca.crt'), '-CAkey', file('ca.key'), '-subj', `/CN=${BANK}`,
    '-addext', `subjectAltName=${[BANK, VAULT, DIRECT].map((name) => `DNS:${name}`).join(',')}`,
    '-addext', 'basicConstraints=critical,CA:FALSE', '-keyout', file('tls.key'), '-out', file('tls.crt'));
  kubectl('create', 'secret', 'tls', 'bank', '-n', INTERNET, `--key=${file('tls.key')}`, `--cert=${file('tls.crt')}`);
  kubectl('create', 'secret', 'generic', 'bank-ca', '-n', EDGE, `--from-file=ca.crt=${file('ca.crt')}`);
  kubectl('create', 'configmap', 'bank-ca', '-n', TEAM, `--from-file=ca.crt=${file('ca.crt')}`);
}

/** A server on the internet: HTTP on 8080, HTTPS on 8443. It says who called and how. */
function makeServer(): string {
  applyObject(pod(INTERNET, 'server', {
    args: ['--port=8080', '--port=8443', '--tls=8443', '--crt=/tls/tls.crt', '--key=/tls/tls.key'], volumeMounts: [{ name: 'tls', mountPath: '/tls' }],
  }, [{ name: 'tls', secret: { secretName: 'bank' } }]));
  kubectl('wait', '-n', INTERNET, '--for=condition=Ready', 'pod/server', '--timeout=120s');
  return podIps(INTERNET, 'server');
}

const gateway: Partial<EgressGatewayProps> = { ...settings().gateway, terminationGracePeriod: Duration.seconds(6) };

/** What the team has besides the example: other protocols through a gateway, and TLS without one. */
function vault(app: App, server: string): void {
  const chart = new Chart(app, 'vault', { namespace: TEAM });
  const mesh = Mesh.fromRevision(chart, 'mesh');
  const checkout = Clients.workloads({ namespace: TEAM, labels: { app: 'checkout' }, serviceAccountName: 'checkout' });
  const via = new EgressGateway(chart, 'vault-egress', { namespace: EDGE, mesh, ...gateway });
  const at = (ports: { [name: string]: number }) => HostResolution.endpoints({ address: server, ports });

  mesh.egress(VAULT, { via, tls: EgressTls.passthrough(), from: [checkout], resolution: at({ https: 8443 }) });
  mesh.egress(QUEUE, { via, ports: [ServicePort.tcp(9000)], from: [checkout], resolution: at({ tcp: 8080 }) });
  for (const name of [DIRECT, IMPOSTOR]) {
    mesh.egress(name, { tls: EgressTls.originate(ClientTls.simple({ caConfigMap: 'bank-ca' })), from: [checkout], resolution: at({ http: 8443 }) });
  }
}

/** The strangers declare hosts of theirs, one of them behind a gateway that is not theirs. */
function news(app: App, server: string): void {
  const mesh = Mesh.fromRevision(new Chart(app, 'news', { namespace: STRANGERS }), 'mesh');
  mesh.egress(NEWS, { ports: [ServicePort.http(80)], resolution: HostResolution.endpoints({ address: server, ports: { http: 8080 } }) });
  const via = EgressGateway.fromService({ name: 'vault-egress', namespace: EDGE, ports: [443] });
  mesh.egress(ARCHIVE, { via, tls: EgressTls.passthrough(), resolution: HostResolution.endpoints({ address: server, ports: { https: 8443 } }) });
}

const podIps = (ns: string, app: string) => kubectl('get', 'pods', '-n', ns, '-l', `app=${app}`, '-o', 'jsonpath={.items[*].status.podIP}');

/** A request of a workload. Its name resolves to whatever address, as HTTP and TLS are routed by the name. */
function call(from: string, ns: string, url: string, { address = '192.0.2.1', options = [] as string[] } = {}): Outcome & { code: number } {
  const { hostname, port, protocol } = new URL(url);
  const outcome = attempt('kubectl', 'exec', '-n', ns, from, '--', 'curl', '-s', '-m', '5', '-w', '\n%{http_code}', ...options,
    '--resolve', `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}:${address}`, url);
  return { ...outcome, code: Number(outcome.out.split('\n').pop()) };
}
const asCheckout = (url: string, options = {}) => call('deploy/checkout-v1', TEAM, url, options);
const asClient = (url: string, options = {}) => call('client', TEAM, url, options);
const asStranger = (url: string, options = {}) => call('client', STRANGERS, url, options);

const ofProxy = (gateway: string, path: string) => kubectl('exec', '-n', EDGE, `deploy/${gateway}`, '--', 'pilot-agent', 'request', 'GET', path);

/** How many connections a gateway's policies have refused. */
const refused = (gateway: string) => Number(/^tcp\.rbac\.denied: (\d+)$/m.exec(ofProxy(gateway, 'stats?filter=rbac'))?.[1] ?? 0);

/** A counter of a gateway's proxy for the host behind it. */
function counted(gateway: string, cluster: string, counter: string): number {
  const line = ofProxy(gateway, 'clusters').split('\n').find((one) => one.startsWith(`${cluster}::`) && one.includes(`::${counter}::`));
  return Number(line?.split('::').pop() ?? 0);
}

/** The address that the server saw as its client. */
const seen = ({ out }: Outcome) => /^IP=(.*)$/m.exec(out)?.[1];

let server: string;

beforeAll(async () => {
  await installMesh();
  remove([TEAM, EDGE, STRANGERS, INTERNET].map((name) => namespace(name)));
  for (const name of [TEAM, EDGE]) kubectl('create', 'namespace', name);
  applyObject(namespace(STRANGERS, 'enabled'));
  applyObject(namespace(INTERNET));
  makeCertificate();
  server = makeServer();
  apply(synth((app) => egressGateway(app, {
    checkout: { image: IMAGE, args: ['--port=8080'] },
    bank: HostResolution.endpoints({ address: server, ports: { http: 8443 } }),
    gateway,
  }))['egress-gateway']);
  apply(synth((app) => vault(app, server)).vault);
  for (const name of [TEAM, STRANGERS]) applyObject(pod(name, 'client', { command: ['sleep', '1000000'] }));
  for (const name of [TEAM, EDGE]) rolledOut(name);
  for (const name of [TEAM, STRANGERS]) kubectl('wait', '-n', name, '--for=condition=Ready', 'pod/client', '--timeout=120s');
  await until('the gateways to serve', 60, () => asCheckout(`http://${BANK}/`).code === 200
    && asCheckout(`https://${VAULT}/`, { options: ['-k'] }).code === 200);
});

afterAll(() => remove([TEAM, EDGE, STRANGERS, INTERNET].map((name) => namespace(name))));

test('plain HTTP of an application reaches the bank as HTTPS, from the gateway and from nobody else', () => {
  const before = counted('payments-egress', `outbound|80||${BANK}`, 'rq_success');
  const answers = Array.from({ length: 10 }, () => asCheckout(`http://${BANK}/`));
  expect(answers.map(({ code }) => code)).toEqual(Array(10).fill(200));
  expect(new Set(answers.map(seen))).toEqual(new Set([podIps(EDGE, 'payments-egress')]));
  expect(answers[0].out).toMatch(new RegExp(`^Sni=${BANK}$`, 'm'));
  expect(counted('payments-egress', `outbound|80||${BANK}`, 'rq_success') - before).toBe(10);
  say(`10 requests from ${seen(answers[0])}, the gateway`);
});

test('nobody outside is told who the client is', () => {
  const { out } = asCheckout(`http://${BANK}/`);
  expect(out).toMatch(/^RequestHeader=X-Request-Id:/m);
  expect(out).not.toMatch(/client-cert|spiffe/i);
});

test('a workload that is not in from gets 403 of its own proxy', () => {
  const { code, out } = asClient(`http://${BANK}/`);
  expect(code).toBe(403);
  expect(out).toContain('bank.example.com is not open to this workload');
});

test('a workload that finds another way to the gateway gets 403 there', async () => {
  applyObject({
    apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'sneak', namespace: STRANGERS },
    spec: { hosts: [BANK], exportTo: ['.'], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }], resolution: 'STATIC', endpoints: [{ address: server }] },
  });
  applyObject({
    apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'sneak', namespace: STRANGERS },
    spec: {
      hosts: [BANK], exportTo: ['.'],
      http: [{ route: [{ destination: { host: `payments-egress.${EDGE}.svc.cluster.local`, subset: 'bank-example-com', port: { number: 80 } } }] }],
    },
  });
  const sneak = () => asStranger(`http://${BANK}/`, { address: server });
  await until('the gateway to refuse', 30, () => sneak().out.startsWith('RBAC: access denied'));
  expect(sneak().code).toBe(403);
});

test('TLS of an application passes through the gateway, and the certificate that it sees is that of the server', () => {
  const before = counted('vault-egress', `outbound|443||${VAULT}`, 'cx_total');
  const options = ['--cacert', '/tmp/ca.crt'];
  kubectl('exec', '-n', TEAM, 'deploy/checkout-v1', '--', 'sh', '-c', `echo '${kubectl('get', 'configmap', '-n', TEAM, 'bank-ca', '-o', 'jsonpath={.data.ca\\.crt}')}' > /tmp/ca.crt`);
  const answer = asCheckout(`https://${VAULT}/`, { options });
  expect(answer.code).toBe(200);
  expect(seen(answer)).toBe(podIps(EDGE, 'vault-egress'));
  expect(counted('vault-egress', `outbound|443||${VAULT}`, 'cx_total') - before).toBe(1);
});

test('TLS of a workload that is not in from is refused by the gateway, by its identity', () => {
  const before = refused('vault-egress');
  expect(asClient(`https://${VAULT}/`, { options: ['-k'] }).code).toBe(0);
  expect(refused('vault-egress') - before).toBe(1);
});

test('bytes pass through the gateway to the address that istiod gave the host, and only those of from', async () => {
  const address = kubectl('get', 'serviceentry', '-n', TEAM, QUEUE, '-o', 'jsonpath={.status.addresses[0].value}');
  const answer = asCheckout(`http://${QUEUE}:9000/`, { address });
  expect(answer.code).toBe(200);
  expect(seen(answer)).toBe(podIps(EDGE, 'vault-egress'));
  expect(asClient(`http://${QUEUE}:9000/`, { address }).code).toBe(0);
});

test('without a gateway the proxy of the client opens TLS and checks the name of the server', () => {
  const answer = asCheckout(`http://${DIRECT}/`);
  expect(answer.code).toBe(200);
  expect(answer.out).toMatch(new RegExp(`^Sni=${DIRECT}$`, 'm'));
  expect(seen(answer)).toBe(podIps(TEAM, 'checkout'));
  expect(asCheckout(`http://${IMPOSTOR}/`).code).toBe(503);
  expect(asClient(`http://${DIRECT}/`).code).toBe(403);
});

test('REGISTRY_ONLY blocks a host that is not declared, and lets it pass when it is', async () => {
  const request = () => asStranger(`http://${NEWS}:8080/`, { address: server }).code;
  expect(request()).toBe(200);
  // What Mesh says with outboundTraffic: REGISTRY_ONLY, for the namespace of the test alone.
  apply(synth((app) => void new Sidecar(new Chart(app, 'registry-only'), 'sidecar', {
    cover: PolicyScope.namespace(STRANGERS), outboundTraffic: SidecarOutboundTraffic.registryOnly(),
  }))['registry-only']);
  const declared = () => asStranger(`http://${NEWS}/`, { address: server }).code;
  await until('REGISTRY_ONLY to block', 30, () => [0, 502].includes(request()));
  expect([0, 502]).toContain(declared());
  apply(synth((app) => news(app, server)).news);
  await until('the declared host to pass', 30, () => declared() === 200);
  expect(asStranger('http://other.example.com/').code).toBe(502);
});

test('hosts of another program come through the gateway by what stands in their own namespace', async () => {
  await until('the gateway to serve the archive', 30, () => asStranger(`https://${ARCHIVE}/`, { options: ['-k'] }).code === 200);
  expect(seen(asStranger(`https://${ARCHIVE}/`, { options: ['-k'] }))).toBe(podIps(EDGE, 'vault-egress'));
});
