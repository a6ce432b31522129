import { App, Chart } from 'cdk8s';
import { BookinfoImages } from '../../examples/bookinfo';
import { jwt } from '../../examples/jwt';
import { apply, applyObject, attempt, kubectl, remove, rolledOut, until } from './cluster';
import { installMesh } from './mesh';
import { settings } from './settings';
import { synth } from './synth';
import { Accounts } from './tokens';
import { GatewayService, HttpMethod, Jwks, JwtAuthentication, Mesh, MeshService, Operation, PolicyScope, ServicePort } from 'istos';

jest.setTimeout(300_000);

const IMAGE = 'docker.io/istio/app:1.31.1';
const NAMESPACES = ['jwt', 'jwt-ingress', 'jwt-ratings'];
const accounts = new Accounts('https://accounts.example.com');
const strangers = new Accounts('https://accounts.example.com');
const keys = Jwks.inline(accounts.jwks);

/** Ratings ask for more, and say it for their namespace; what is exempt has several conditions. */
function ratings(app: App): void {
  const chart = new Chart(app, 'jwt-ratings', { namespace: 'jwt-ratings' });
  Mesh.fromRevision(chart, 'mesh').enroll('jwt-ratings');
  new MeshService(chart, 'ratings', { ports: [ServicePort.http(9080)] }).addVersion('v1', BookinfoImages.echo(IMAGE).of('ratings', 'v1'));
  new JwtAuthentication(chart, 'users', {
    cover: PolicyScope.namespace('jwt-ratings'),
    issuers: [{ issuer: 'https://accounts.example.com', jwks: keys, fromHeaders: [{ name: 'x-token' }], fromCookies: ['session'], spaceDelimitedClaims: ['teams'] }],
  }).requireJwt({
    ports: [9080],
    audiences: ['ratings'],
    scopes: ['read', 'list'],
    claims: [{ path: ['realm', 'roles'], values: ['editor', 'admin*'] }, { path: ['teams'], values: ['red'] }],
    exempt: [Operation.all({ methods: [HttpMethod.GET], paths: ['/health', '/ready'] })],
  });
}

const inClient = (...command: string[]) => attempt('kubectl', 'exec', '-n', 'jwt', 'client', '-c', 'app', '--', ...command).out;
const bearer = (token: string) => ['-H', `authorization: Bearer ${token}`];
const code = (url: string, ...curl: string[]) => Number(inClient('curl', '-s', '-o', '/dev/null', '-m', '10', '-w', '%{http_code}', ...curl, url));

const REVIEWS = 'http://reviews.jwt:9080/';
const RATINGS = 'http://ratings.jwt-ratings:9080/';
const atGateway = (...curl: string[]) =>
  inClient('curl', '-s', '-i', '-m', '10', '--connect-to', 'reviews.example.com:80:jwt-gateway.jwt-ingress:80', ...curl, 'http://reviews.example.com/');

beforeAll(async () => {
  await installMesh();
  const { images = BookinfoImages.echo(IMAGE), gateway } = settings();
  const files = synth((app) => {
    jwt(app, { images, keys, gateway: { ...gateway, service: GatewayService.clusterIp() } });
    ratings(app);
  });
  apply(files.jwt, files['jwt-ratings']);
  applyObject({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'client', namespace: 'jwt', labels: { app: 'client' } },
    spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'app', image: IMAGE, imagePullPolicy: 'IfNotPresent', command: ['sleep', '1000000'] }] },
  });
  for (const namespace of NAMESPACES) rolledOut(namespace);
  kubectl('wait', '-n', 'jwt', '--for=condition=Ready', 'pod/client', '--timeout=120s');
  await until('tokens to be asked for', 60, () => [REVIEWS, RATINGS].every((url) => code(url) === 403) && atGateway().startsWith('HTTP/1.1 401'));
});

afterAll(() => {
  for (const name of NAMESPACES) kubectl('delete', 'deployments,pods', '--all', '-n', name, '--grace-period=1', '--wait=false');
  remove(NAMESPACES.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
});

describe('a service that asks for tokens', () => {
  const past = Math.floor(Date.now() / 1000) - 600;

  test.each<[string, number, () => string[]]>([
    ['no token', 403, () => []],
    ['what is no token', 401, () => bearer('not.a.token')],
    ['a token that somebody else signed', 401, () => bearer(strangers.rs256())],
    ['a token of another issuer', 401, () => bearer(accounts.rs256({ iss: 'https://others.example.com' }))],
    ['an expired token', 401, () => bearer(accounts.rs256({ exp: past }))],
    ['a token that is not valid yet', 401, () => bearer(accounts.rs256({ nbf: past + 4200 }))],
    ['a token for another audience', 403, () => bearer(accounts.rs256({ aud: 'payments' }))],
    ['the right token, RS256', 200, () => bearer(accounts.rs256())],
    ['the right token, ES256', 200, () => bearer(accounts.es256())],
    ['one of several audiences', 200, () => bearer(accounts.es256({ aud: ['payments', 'bookinfo'] }))],
    ['a token without subject', 200, () => bearer(accounts.rs256({ sub: undefined }))],
    ['a token in the query', 200, () => ['-G', '-d', `access_token=${accounts.es256()}`]],
  ])('%s: %d', (_, status, curl) => {
    expect(code(REVIEWS, ...curl())).toBe(status);
  });

  test('what is exempt needs no token, but an invalid one is refused', () => {
    expect([code(`${REVIEWS}health`), code(`${REVIEWS}health/x`), code(`${REVIEWS}health`, ...bearer(strangers.rs256()))]).toEqual([200, 403, 401]);
  });

  test('a header says who it is, and nobody else can', () => {
    expect(inClient('curl', '-s', '-H', 'x-user: root', ...bearer(accounts.rs256()), REVIEWS)).toMatch(/^RequestHeader=X-User:jane$/m);
    const guest = inClient('curl', '-s', '-H', 'x-user: root', `${REVIEWS}health`);
    expect(guest).toMatch(/^URL=\/health$/m);
    expect(guest).not.toMatch(/X-User/);
  });

  test('a scope is needed to write', () => {
    const post = (scope: string) => code(REVIEWS, '-X', 'POST', ...bearer(accounts.rs256({ scope })));
    expect([post('reviews:read'), post('reviews:read reviews:write'), post('reviews:writer')]).toEqual([403, 200, 403]);
  });
});

describe('a namespace that asks for more', () => {
  const right = { aud: 'ratings', scope: 'list read', realm: { roles: ['reader', 'administrator'] }, teams: 'blue red' };

  test.each<[string, number, Record<string, unknown>]>([
    ['all of it', 200, {}],
    ['another audience', 403, { aud: 'bookinfo' }],
    ['a scope less', 403, { scope: 'read' }],
    ['no scope', 403, { scope: undefined }],
    ['another role', 403, { realm: { roles: ['reader'] } }],
    ['a role as a text', 200, { realm: { roles: 'editor' } }],
    ['another team', 403, { teams: 'reddish' }],
  ])('%s: %d', (_, status, claims) => {
    const token = accounts.es256({ ...right, ...claims });
    expect([code(RATINGS, '-H', `x-token: ${token}`), code(RATINGS, '-b', `session=${token}`)]).toEqual([status, status]);
  });

  test('a token elsewhere is not seen', () => {
    expect(code(RATINGS, ...bearer(accounts.es256(right)))).toBe(403);
  });

  test('all conditions of what is exempt have to hold', () => {
    expect([code(`${RATINGS}health`), code(`${RATINGS}ready`), code(`${RATINGS}health`, '-X', 'POST'), code(RATINGS)]).toEqual([200, 200, 403, 403]);
  });
});

describe('routes by claims at a gateway', () => {
  const version = (claims: Record<string, unknown>) => /ServiceVersion=(v\d)/.exec(atGateway(...bearer(accounts.rs256(claims))))?.[1];

  test('without a token, a route asks to sign in', () => {
    expect(atGateway()).toMatch(/^HTTP\/1.1 401 [^]*^www-authenticate: Bearer\r$[^]*sign in at https:\/\/accounts.example.com$/m);
  });

  test('a group gets the next version', () => {
    expect([version({ groups: ['staff', 'testers'] }), version({ groups: 'testers' }), version({ groups: ['staff'] }), version({})]).toEqual(['v2', 'v2', 'v1', 'v1']);
  });

  test('an invalid token is refused', () => {
    expect(atGateway(...bearer(strangers.rs256({ groups: ['testers'] })))).toMatch(/^HTTP\/1.1 401 /);
  });
});
