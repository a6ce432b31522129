import { App, Chart } from 'cdk8s';
import { extAuthz } from '../../examples/ext-authz';
import { authorizers } from './authorizers';
import { apply, applyObject, attempt, kubectl, remove, rolledOut, until } from './cluster';
import { say } from './measure';
import { installMesh } from './mesh';
import { settings } from './settings';
import { synth } from './synth';
import {
  AccessRule, AuthorizationAction, AuthorizationPolicy, Clients, Condition, DenyByDefault, HttpMethod, Mesh, MeshService, MtlsMode, Operation,
  PolicyScope, ServicePort, Source, StrictMtls,
} from 'istos';

jest.setTimeout(300_000);

const ECHO = 'docker.io/istio/app:1.31.1';
const PROXY = 'docker.io/istio/proxyv2:1.31.1';
const [AUTHZ, CLIENTS, OUTSIDE, EXAMPLE, AUTHORIZERS] = ['authz', 'authz-clients', 'authz-outside', 'ext-authz', 'authorizers'];

const namespace = (name: string, labels = {}) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });

/** A client with an account of its own. */
function client(where: string, name: string): object[] {
  const metadata = { name, namespace: where, labels: { app: name } };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: 'v1', kind: 'Pod', metadata,
      spec: {
        serviceAccountName: name, terminationGracePeriodSeconds: 1,
        containers: [{ name: 'app', image: ECHO, imagePullPolicy: 'IfNotPresent', command: ['sleep', '1000000'] }],
      },
    },
  ];
}

/** What a client gets for some requests, one word each: the HTTP status, 000 where the connection was refused. */
function answers(where: string, from: string, ...requests: string[]): string[] {
  const script = requests.map((request) => `curl -s -o /dev/null -m 5 -w '%{http_code}\\n' ${request}`).join('; ');
  return attempt('kubectl', 'exec', '-n', where, from, '-c', 'app', '--', 'sh', '-c', script).out.trim().split('\n');
}

/** The answers of a service to a table of requests, as the table says them. */
function expectAnswers(table: [where: string, from: string, request: string, answer: string][]): void {
  const got = table.map(([where, from, request]) => {
    const [answer] = answers(where, from, request);
    say(`${from} of ${where}: ${request}: ${answer}`);
    return [where, from, request, answer];
  });
  expect(got).toEqual(table);
}

const CART = Clients.workloads({ namespace: CLIENTS, labels: { app: 'cart' }, serviceAccountName: 'cart' });

/** A service for each way to say who may do what. */
function lab(app: App, cartAddress?: string): void {
  const chart = new Chart(app, AUTHZ, { namespace: AUTHZ });
  const mesh = Mesh.fromRevision(chart, 'mesh');
  mesh.enroll(AUTHZ);
  mesh.enroll(CLIENTS);
  // Whatever the mesh demands: a client without identity has to get as far as the policies.
  for (const name of [AUTHZ, CLIENTS]) new StrictMtls(chart, `plain-text-in-${name}`, { cover: PolicyScope.namespace(name), stage: MtlsMode.PERMISSIVE });
  const service = (name: string, ports = [ServicePort.http(80, { targetPort: 8080 })]) => {
    const it = new MeshService(chart, name, { ports });
    it.addVersion('v1', { image: ECHO, args: ['--port=8080', '--port=8081', '--tcp=9000'] });
    return it;
  };
  const allows = (name: string, rule: AccessRule) => service(name).access.allow(rule);

  allows('by-identity', { from: [Source.clients(CART)] });
  allows('by-namespace', { from: [Source.namespaces(AUTHZ)] });
  allows('by-method', { to: [Operation.methods(HttpMethod.GET)] });
  allows('by-path', { to: [Operation.paths('/open/*', '/users/{*}/photo')] });
  allows('by-header', { when: [Condition.header('x-version', { values: ['v2*'] })] });
  if (cartAddress) allows('by-address', { from: [Source.ipBlocks(`${cartAddress}/32`)] });

  const ports = service('by-port', [ServicePort.http(80, { targetPort: 8080 }), ServicePort.http(81, { name: 'other', targetPort: 8081 })]);
  ports.access.allow({ to: [Operation.ports(81)] });
  ports.access.deny({ to: [Operation.ports(80)] });

  const mixed = service('mixed', [ServicePort.http(80, { targetPort: 8080 }), ServicePort.tcp(9000)]);
  mixed.access.deny({ to: [Operation.methods(HttpMethod.DELETE)] });

  const tried = service('tried').access;
  tried.denyByDefault({ dryRun: true });
  tried.deny({ to: [Operation.paths('/secret')] }, { dryRun: true });

  service('closed').access.denyByDefault();
  // A namespace where nothing is allowed by default, but for the one with a rule, and what is denied stays so.
  new DenyByDefault(chart, 'nothing', { cover: PolicyScope.namespace(CLIENTS) });
  new AuthorizationPolicy(chart, 'open', { cover: PolicyScope.workload(CLIENTS, { app: 'echo' }), rules: [{ from: [Source.anyInMesh()] }], name: 'open' });
  new AuthorizationPolicy(chart, 'not-secret', {
    cover: PolicyScope.workload(CLIENTS, { app: 'echo' }), action: AuthorizationAction.DENY,
    rules: [{ to: [Operation.all({ paths: ['/secret'], ports: [8080] })] }],
  });
}

function plainEcho(where: string, name: string): object[] {
  const metadata = { name, namespace: where, labels: { app: name } };
  return [
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] } },
    { apiVersion: 'v1', kind: 'Pod', metadata, spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'app', image: ECHO, imagePullPolicy: 'IfNotPresent', args: ['--port=8080'] }] } },
  ];
}

beforeAll(async () => {
  await installMesh();
  const files = synth((app) => {
    lab(app);
    extAuthz(app, { images: settings().images });
  });
  for (const name of [OUTSIDE, AUTHORIZERS]) applyObject(namespace(name));
  apply(files[AUTHZ], files[EXAMPLE]);
  [
    ...client(CLIENTS, 'cart'), ...client(CLIENTS, 'till'), ...client(OUTSIDE, 'stranger'), ...client(AUTHZ, 'inmate'), ...client(EXAMPLE, 'visitor'),
    ...plainEcho(CLIENTS, 'echo'), ...plainEcho(CLIENTS, 'other'), ...authorizers(AUTHORIZERS, PROXY),
  ].forEach(applyObject);
  const namespaces = [AUTHZ, CLIENTS, OUTSIDE, EXAMPLE, AUTHORIZERS];
  for (const name of [AUTHZ, EXAMPLE]) rolledOut(name);
  for (const name of namespaces) kubectl('wait', '-n', name, '--for=condition=Ready', 'pod', '--all', '--timeout=180s');
  const address = kubectl('get', 'pod', 'cart', '-n', CLIENTS, '-o', 'jsonpath={.status.podIP}');
  apply(synth((app) => lab(app, address))[AUTHZ]);
  rolledOut(AUTHZ);
  await until('the policies to reach the proxies', 60, () => answers(CLIENTS, 'till',
    'http://closed.authz/', 'http://by-address.authz/', 'http://echo/', 'http://other/').join() === '403,403,200,403');
});

afterAll(() => {
  const namespaces = [AUTHZ, CLIENTS, OUTSIDE, EXAMPLE, AUTHORIZERS];
  for (const name of namespaces) kubectl('delete', 'deployments,pods', '--all', '-n', name, '--grace-period=1', '--wait=false');
  remove(namespaces.map((name) => namespace(name)));
});

describe('who may call is decided by', () => {
  test('identity', () => expectAnswers([
    [CLIENTS, 'cart', 'http://by-identity.authz/', '200'],
    [CLIENTS, 'till', 'http://by-identity.authz/', '403'],
    [AUTHZ, 'inmate', 'http://by-identity.authz/', '403'],
    [OUTSIDE, 'stranger', 'http://by-identity.authz/', '403'],
  ]));

  test('namespace', () => expectAnswers([
    [AUTHZ, 'inmate', 'http://by-namespace/', '200'],
    [CLIENTS, 'cart', 'http://by-namespace.authz/', '403'],
    [OUTSIDE, 'stranger', 'http://by-namespace.authz/', '403'],
  ]));

  test('address', () => expectAnswers([
    [CLIENTS, 'cart', 'http://by-address.authz/', '200'],
    [CLIENTS, 'till', 'http://by-address.authz/', '403'],
  ]));
});

describe('what they may do is decided by', () => {
  test('method', () => expectAnswers([
    [CLIENTS, 'cart', 'http://by-method.authz/', '200'],
    [CLIENTS, 'cart', '-X POST http://by-method.authz/', '403'],
  ]));

  test('path', () => expectAnswers([
    [CLIENTS, 'cart', 'http://by-path.authz/open/door', '200'],
    [CLIENTS, 'cart', 'http://by-path.authz/open/door?query=1', '200'],
    [CLIENTS, 'cart', 'http://by-path.authz/users/7/photo', '200'],
    [CLIENTS, 'cart', 'http://by-path.authz/users/7/8/photo', '403'],
    [CLIENTS, 'cart', 'http://by-path.authz/', '403'],
    [CLIENTS, 'cart', '--path-as-is http://by-path.authz/open/../secret', '403'],
  ]));

  test('header', () => expectAnswers([
    [CLIENTS, 'cart', "-H 'x-version: v2.1' http://by-header.authz/", '200'],
    [CLIENTS, 'cart', "-H 'x-version: v1' http://by-header.authz/", '403'],
  ]));

  test('port of the Service, not of the Pods', () => expectAnswers([
    [CLIENTS, 'cart', 'http://by-port.authz:81/', '200'],
    [CLIENTS, 'cart', 'http://by-port.authz:80/', '403'],
  ]));
});

test('what only HTTP has is refused on the port of HTTP, and connections of TCP pass', () => {
  expectAnswers([
    [CLIENTS, 'cart', 'http://mixed.authz/', '200'],
    [CLIENTS, 'cart', '-X DELETE http://mixed.authz/', '403'],
  ]);
  const { out } = attempt('kubectl', 'exec', '-n', CLIENTS, 'cart', '-c', 'app', '--', 'sh', '-c', '(echo hello; sleep 1) | curl -s -m 3 telnet://mixed.authz:9000');
  say(`TCP: ${out.trim().split('\n')[0]}`);
  expect(out).toContain('hello');
});

describe('by default', () => {
  test('nothing passes a service that allows nothing', () => expectAnswers([
    [CLIENTS, 'cart', 'http://closed.authz/', '403'],
    [AUTHZ, 'inmate', 'http://closed/', '403'],
  ]));

  test('nothing passes in a namespace, but to the workload with a rule, and what is denied stays denied', () => expectAnswers([
    [AUTHZ, 'inmate', 'http://other.authz-clients/', '403'],
    [AUTHZ, 'inmate', 'http://echo.authz-clients/', '200'],
    [AUTHZ, 'inmate', 'http://echo.authz-clients/secret', '403'],
    [OUTSIDE, 'stranger', 'http://echo.authz-clients/', '403'],
  ]));
});

test('a dry run refuses nobody, and counts whom it would', () => {
  expectAnswers([
    [CLIENTS, 'cart', 'http://tried.authz/', '200'],
    [CLIENTS, 'cart', 'http://tried.authz/secret', '200'],
  ]);
  const stats = kubectl('exec', '-n', AUTHZ, 'deploy/tried-v1', '-c', 'istio-proxy', '--', 'pilot-agent', 'request', 'GET', 'stats/prometheus');
  const refused = (action: string) => [...stats.matchAll(
    new RegExp(`^envoy_http_rbac\\{authz_dry_run_action="${action}",authz_dry_run_result="denied",.*\\} (\\d+)$`, 'mg'),
  )].reduce((sum, [, count]) => sum + Number(count), 0);
  say(`would be refused: ${refused('allow')} by what nobody allows, ${refused('deny')} by the rule`);
  expect([refused('allow'), refused('deny')]).toEqual([2, 1]);
});

describe('an external authorizer', () => {
  const body = (...curl: string[]) => attempt('kubectl', 'exec', '-n', EXAMPLE, 'visitor', '-c', 'app', '--', 'curl', '-s', '-i', '-m', '5', ...curl).out;

  test('by HTTP is asked for the paths of the rule, and no others', () => expectAnswers([
    [EXAMPLE, 'visitor', 'http://productpage:9080/', '200'],
    [EXAMPLE, 'visitor', 'http://productpage:9080/account/1', '302'],
    [EXAMPLE, 'visitor', "-H 'cookie: session=ann' http://productpage:9080/account/1", '200'],
  ]));

  test('sends the client where it can log in, and tells the workload who it is', () => {
    const refused = body('http://productpage:9080/account/1');
    expect(refused).toMatch(/^location: https:\/\/login\.example\.com\/\?asked=\/account\/1\r?$/m);
    expect(refused).not.toContain('x-private');
    const passed = body('-H', 'cookie: session=ann', '-H', 'x-auth-request-user: root', 'http://productpage:9080/account/1');
    expect(passed).toMatch(/X-Auth-Request-User[=:] ?ann/i);
    expect(passed).not.toMatch(/X-Auth-Request-User[=:] ?root/i);
  });

  test('by gRPC decides, and what it lets pass still needs to be allowed', () => {
    const client = ['exec', '-n', EXAMPLE, 'deploy/productpage-v1', '-c', 'productpage', '--', 'curl', '-s', '-o', '/dev/null', '-m', '5', '-w', '%{http_code}'];
    const fromProductpage = (...curl: string[]) => attempt('kubectl', ...client, ...curl, 'http://ratings:9080/ratings/0').out;
    expect(fromProductpage()).toBe('200');
    expect(fromProductpage('-X', 'POST')).toBe('403');
    expect(fromProductpage('-X', 'POST', '-H', 'x-role: clerk')).toBe('200');
    expect(fromProductpage('-X', 'POST', '-H', 'x-role: clown')).toBe('403');
    expectAnswers([[EXAMPLE, 'visitor', "-X POST -H 'x-role: clerk' http://ratings:9080/ratings/0", '403']]);
  });

  test('that is not there lets nothing pass', async () => {
    kubectl('delete', 'pod', 'opa', '-n', AUTHORIZERS, '--grace-period=0', '--force');
    const status = () => attempt('kubectl', 'exec', '-n', EXAMPLE, 'deploy/productpage-v1', '-c', 'productpage', '--', 'curl', '-s', '-o', '/dev/null',
      '-m', '5', '-w', '%{http_code}', '-X', 'POST', '-H', 'x-role: clerk', 'http://ratings:9080/ratings/0').out;
    await until('statusOnError', 30, () => status() === '503');
    expectAnswers([[EXAMPLE, 'visitor', 'http://productpage:9080/', '200']]);
  });
});
