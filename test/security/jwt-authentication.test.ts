import { ApiObject, App, Chart } from 'cdk8s';
import { IMeshRef } from '../../src/ground/mesh-ref';
import { ServicePort } from '../../src/host/service-port';
import { HttpMethod } from '../../src/match/http-method';
import { InstalledMesh } from '../../src/mesh/installed-mesh';
import { AuthorizationPolicy } from '../../src/security/authorization-policy';
import { Condition } from '../../src/security/condition';
import { Jwks } from '../../src/security/jwks';
import { JwtAuthentication, JwtAuthenticationProps } from '../../src/security/jwt-authentication';
import { JwtIssuer } from '../../src/security/jwt-issuer';
import { JwtRequirement } from '../../src/security/jwt-requirement';
import { Operation } from '../../src/security/operation';
import { PolicyScope } from '../../src/security/policy-scope';
import { Source } from '../../src/security/source';
import { MeshService } from '../../src/service/mesh-service';
import { silent, warnings } from '../ground/warnings';
import { bookinfoChart, object, objects } from '../service/objects';
import { REVIEWS } from './rules';

silent();

const ISSUER = 'https://accounts.example.com';
const mesh: IMeshRef = { meshRef: { namespace: 'istio-system', revision: '', trustDomain: 'example.com', clusterDomain: 'cluster.local' } };

function authentication(props: Partial<JwtAuthenticationProps> = {}, chart = bookinfoChart(), id = 'users'): JwtAuthentication {
  return new JwtAuthentication(chart, id, { cover: REVIEWS, issuers: [{ issuer: ISSUER }], ...props });
}

function ruleOf(issuer: JwtIssuer): any {
  const chart = bookinfoChart();
  authentication({ issuers: [issuer] }, chart);
  return object(chart, 'RequestAuthentication').spec.jwtRules[0];
}

/** The policy of a requirement. */
function policyOf(requirement?: JwtRequirement, props: Partial<JwtAuthenticationProps> = {}): any {
  const chart = bookinfoChart();
  authentication(props, chart).requireJwt(requirement);
  return object(chart, 'AuthorizationPolicy');
}

test('tokens of an issuer are verified, under the name of the id', () => {
  const chart = bookinfoChart();
  authentication({}, chart);
  expect(object(chart, 'RequestAuthentication')).toEqual({
    apiVersion: 'security.istio.io/v1', kind: 'RequestAuthentication', metadata: { name: 'users', namespace: 'bookinfo' },
    spec: { selector: { matchLabels: { app: 'reviews' } }, jwtRules: [{ issuer: ISSUER }] },
  });
});

test.each([
  ['mesh', PolicyScope.mesh(mesh), 'istio-system', {}],
  ['namespace', PolicyScope.namespace('shop'), 'shop', {}],
  ['gateway', PolicyScope.gateway('edge', 'public'), 'edge', { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public' }] }],
])('the scope is a %s', (_, cover, namespace, target) => {
  const chart = bookinfoChart();
  authentication({ cover, name: 'all' }, chart);
  expect(object(chart, 'RequestAuthentication')).toMatchObject({ metadata: { name: 'all', namespace }, spec: { ...target, jwtRules: [{}] } });
});

test.each<[string, JwtIssuer, object]>([
  ['any issuer whose tokens the keys verify', { jwks: Jwks.uri('https://a/keys') }, { jwksUri: 'https://a/keys' }],
  ['audiences', { issuer: ISSUER, audiences: ['shop'] }, { issuer: ISSUER, audiences: ['shop'] }],
  ['headers', { issuer: ISSUER, fromHeaders: [{ name: 'X-Token' }, { name: 'authorization', prefix: 'JWT ' }] },
    { issuer: ISSUER, fromHeaders: [{ name: 'X-Token' }, { name: 'authorization', prefix: 'JWT ' }] }],
  ['parameters and cookies', { issuer: ISSUER, fromParams: ['token'], fromCookies: ['session'] }, { issuer: ISSUER, fromParams: ['token'], fromCookies: ['session'] }],
  ['forwarding', { issuer: ISSUER, forwardOriginalToken: true }, { issuer: ISSUER, forwardOriginalToken: true }],
  ['output', { issuer: ISSUER, outputPayloadToHeader: 'x-claims', outputClaimToHeaders: [{ claim: 'realm.name', header: 'x-realm' }] },
    { issuer: ISSUER, outputPayloadToHeader: 'x-claims', outputClaimToHeaders: [{ claim: 'realm.name', header: 'x-realm' }] }],
  ['lists with spaces', { issuer: ISSUER, spaceDelimitedClaims: ['scp'] }, { issuer: ISSUER, spaceDelimitedClaims: ['scp'] }],
])('a rule has %s', (_, issuer, rule) => {
  expect(ruleOf(issuer)).toEqual(rule);
});

test.each<[string, Partial<JwtAuthenticationProps> | JwtIssuer, string]>([
  ['no issuers', { issuers: [] }, `JwtAuthentication 'bookinfo/users': it has no issuers, so it would accept no token and refuse none; name who makes the tokens`],
  ['an issuer twice', { issuers: [{ issuer: ISSUER }, { issuer: ISSUER }] },
    `issuer '${ISSUER}' is there twice, and what one of both accepts passes; put both into one, e.g. with several audiences`],
  ['a bad name', { name: 'A b' }, `name 'A b' is not a DNS name`],
  ['an empty issuer', { issuer: '' }, `an issuer has an empty name; name it as tokens do, e.g. 'https://accounts.example.com'`],
  ['an issuer with *', { issuer: 'https://*.example.com' },
    `issuer 'https://*.example.com' has a '*', which stands for itself there; leave issuer out to take any issuer whose tokens the keys verify`],
  ['any issuer without a URL of keys', { audiences: ['a'] }, `an issuer is not named, and its keys have no URL; name it as tokens do: issuer: 'https://accounts.example.com'`],
  ['keys that are not to be found', { issuer: 'me' }, `the keys of issuer 'me' can't be discovered`],
  ['no audience', { issuer: ISSUER, audiences: [] }, 'audiences is empty, which Istio reads as anybody; name one at least, or leave it out'],
  ['an empty audience', { issuer: ISSUER, audiences: [''] }, 'audiences has an empty text; leave it out of the list'],
  ['no headers', { issuer: ISSUER, fromHeaders: [] }, 'fromHeaders is empty, which Istio reads as the usual places'],
  ['no parameters', { issuer: ISSUER, fromParams: [] }, 'fromParams is empty, which Istio reads as the usual places'],
  ['an empty cookie', { issuer: ISSUER, fromCookies: [''] }, 'fromCookies has an empty text'],
  ['a bad header', { issuer: ISSUER, fromHeaders: [{ name: 'a b' }] }, `fromHeaders has 'a b', which is not a header name (letters, digits, '-' and '_'); rename it, e.g. 'x-user'`],
  ['a bad header for claims', { issuer: ISSUER, outputClaimToHeaders: [{ claim: 'sub', header: ':path' }] }, `outputClaimToHeaders has ':path', which is not a header name`],
  ['a bad header for the payload', { issuer: ISSUER, outputPayloadToHeader: '' }, `outputPayloadToHeader has '', which is not a header name`],
  ['a claim without name', { issuer: ISSUER, outputClaimToHeaders: [{ claim: '', header: 'x' }] }, `a claim of outputClaimToHeaders has no name; name it, e.g. 'sub'`],
  ['two claims to one header', { issuer: ISSUER, outputClaimToHeaders: [{ claim: 'sub', header: 'x-user' }, { claim: 'email', header: 'X-User' }] },
    `claim 'sub' and claim 'email' of issuer '${ISSUER}' are both to stand in header 'X-User'; give each a header of its own`],
  ['payload and claim to one header', { issuer: ISSUER, outputPayloadToHeader: 'x', outputClaimToHeaders: [{ claim: 'sub', header: 'x' }] },
    `the payload and claim 'sub' of issuer '${ISSUER}' are both to stand in header 'x'`],
  ['a claim to the header of the token', { issuer: ISSUER, outputClaimToHeaders: [{ claim: 'sub', header: 'Authorization' }] },
    `the token and claim 'sub' of issuer '${ISSUER}' are both to stand in header 'Authorization'`],
  ['the payload to the header of the token', { jwks: Jwks.uri('https://a'), fromHeaders: [{ name: 'x-token' }], outputPayloadToHeader: 'X-Token' },
    `the token and the payload of issuer 'any' are both to stand in header 'X-Token'`],
  ['too many lists', { issuer: ISSUER, spaceDelimitedClaims: Array.from({ length: 65 }, (_, i) => `c${i}`) }, 'there are 65 spaceDelimitedClaims, Istio allows 64'],
])('%s: an error', (_, wrong, message) => {
  expect(() => authentication('issuers' in wrong || 'name' in wrong ? wrong as Partial<JwtAuthenticationProps> : { issuers: [wrong as JwtIssuer] })).toThrow(message);
});

test('a scope has one writer', () => {
  const chart = bookinfoChart();
  authentication({}, chart);
  expect(() => authentication({}, chart, 'others')).toThrow(`JwtAuthentication 'bookinfo/others': the RequestAuthentication of the workload app=reviews of bookinfo is written by `
    + `JwtAuthentication 'bookinfo/users' already, one writer is allowed; list all issuers in that one`);
  expect(() => authentication({ cover: PolicyScope.namespace('bookinfo'), name: 'users' }, chart, 'all'))
    .toThrow(`the RequestAuthentication bookinfo/users is written by JwtAuthentication 'bookinfo/users' already, one writer is allowed; name them apart`);
});

test('a namespace and a Gateway have one writer each', () => {
  const chart = bookinfoChart();
  for (const [id, cover] of [['a', PolicyScope.namespace('shop')], ['b', PolicyScope.gateway('shop', 'public')]] as const) authentication({ cover }, chart, id);
  expect(() => authentication({ cover: PolicyScope.namespace('shop') }, chart, 'c')).toThrow('the RequestAuthentication of namespace shop is written by');
  expect(() => authentication({ cover: PolicyScope.gateway('shop', 'public') }, chart, 'd')).toThrow('the RequestAuthentication of Gateway shop/public is written by');
});

test('a service without ports of HTTP has no tokens', () => {
  const chart = bookinfoChart();
  const ledger = new MeshService(chart, 'ledger', { ports: [ServicePort.tcp(9000)] });
  expect(() => authentication({ cover: PolicyScope.of(ledger) }, chart)).toThrow(`JwtAuthentication 'bookinfo/users': a JWT comes with HTTP requests, and `
    + `ledger.bookinfo.svc.cluster.local has 9000 (TCP); declare the port that speaks HTTP: ServicePort.http(...); or go by who calls: access.allow({ from: [Source.clients(...)] })`);
});

test('Pods without sidecars verify no tokens', () => {
  const chart = bookinfoChart();
  const reviews = new MeshService(chart, 'reviews', { ports: [ServicePort.http(9080)] });
  authentication({ cover: PolicyScope.of(reviews), allowMissing: true }, chart);
  new InstalledMesh(chart, 'mesh', { ambient: true }).enroll('bookinfo');
  expect(() => objects(chart, 'RequestAuthentication')).toThrow(`JwtAuthentication 'bookinfo/users': the Pods of reviews.bookinfo.svc.cluster.local have no sidecars, `
    + 'so nobody would verify tokens; let a waypoint do it: PolicyScope.service(), or access.requireJwt() of the service');
});

describe('requireJwt', () => {
  const iss = { key: 'request.auth.claims[iss]', notValues: [ISSUER] };

  test('denies requests without a token of the issuers, also of those without subject', () => {
    expect(policyOf({ ports: [9080] })).toEqual({
      apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'users-require-jwt', namespace: 'bookinfo' },
      spec: { selector: { matchLabels: { app: 'reviews' } }, action: 'DENY', rules: [{ to: [{ operation: { ports: ['9080'] } }], when: [iss] }] },
    });
  });

  test('any issuer will do where one is not named', () => {
    const issuers = [{ issuer: ISSUER }, { jwks: Jwks.uri('https://a/keys') }];
    expect(policyOf({}, { issuers }).spec.rules).toEqual([{ when: [{ key: 'request.auth.claims[iss]', notValues: ['*'] }] }]);
  });

  test('audiences, scopes and claims are refusals of their own, so that all have to be there', () => {
    const { rules } = policyOf({ audiences: ['a', 'b'], scopes: ['read', 'list'], claims: [{ path: ['realm', 'roles'], values: ['admin'] }, { path: ['email'] }] }).spec;
    expect(rules).toEqual([
      { when: [iss] },
      { when: [{ key: 'request.auth.audiences', notValues: ['a', 'b'] }] },
      { when: [{ key: 'request.auth.claims[scope]', notValues: ['read'] }] },
      { when: [{ key: 'request.auth.claims[scope]', notValues: ['list'] }] },
      { when: [{ key: 'request.auth.claims[realm][roles]', notValues: ['admin'] }] },
      { when: [{ key: 'request.auth.claims[email]', notValues: ['*'] }] },
    ]);
  });

  test('a dry run is a policy of its own', () => {
    expect(policyOf({ dryRun: true }).metadata).toEqual({ name: 'users-require-jwt-dry-run', namespace: 'bookinfo', annotations: { 'istio.io/dry-run': 'true' } });
  });

  test('several calls add up', () => {
    const chart = bookinfoChart();
    const users = authentication({}, chart);
    users.requireJwt({ ports: [9080] });
    users.requireJwt({ ports: [9081], scopes: ['admin'] });
    expect(object(chart, 'AuthorizationPolicy').spec.rules).toHaveLength(3);
  });

  test.each<[string, Operation[], object[]]>([
    ['paths', [Operation.paths('/health', '/ready')], [{ notPaths: ['/health', '/ready'] }]],
    ['several operations', [Operation.paths('/health'), Operation.paths('/ready', '/health')], [{ notPaths: ['/health', '/ready'] }]],
    ['all conditions of one', [Operation.all({ methods: [HttpMethod.GET], paths: ['/health'] })], [{ notMethods: ['GET'] }, { notPaths: ['/health'] }]],
    ['each of several', [Operation.all({ methods: [HttpMethod.GET], paths: ['/a'] }), Operation.all({ ports: [80], hosts: ['b'] })],
      [{ notMethods: ['GET'], notPorts: ['80'] }, { notMethods: ['GET'], notHosts: ['b'] }, { notPaths: ['/a'], notPorts: ['80'] }, { notPaths: ['/a'], notHosts: ['b'] }]],
  ])('what is exempt: %s', (_, exempt, operations) => {
    expect(policyOf({ exempt }).spec.rules).toEqual([{ to: operations.map((operation) => ({ operation })), when: [iss] }]);
  });

  test('ports stand beside what is exempt', () => {
    expect(policyOf({ exempt: [Operation.paths('/health')], ports: [9080] }).spec.rules[0].to).toEqual([{ operation: { ports: ['9080'], notPaths: ['/health'] } }]);
  });

  test.each<[string, JwtRequirement, string]>([
    ['what is not exempt', { exempt: [Operation.all({ notPaths: ['/api/*'] })] }, `an exempt operation has notPaths; say what is exempt, not what is not`],
    ['an exempt path that no request has', { exempt: [Operation.paths('health')] }, `paths has 'health', which no request has`],
    ['too much exempt', { exempt: Array.from({ length: 6 }, (_, i) => Operation.all({ paths: [`/${i}`], ports: [i + 1] })) },
      'the exempt operations have so many conditions together that more than 32 rules would be needed; exempt some of them by their paths alone'],
    ['an empty scope', { scopes: [''] }, 'a required scope is empty; name it, or leave it out'],
    ['a scope with a wildcard', { scopes: ['orders:*'] }, `the scope or audience 'orders:*' has '*', by which others would do, too; name each that is required`],
    ['an audience with a wildcard', { audiences: ['shop*'] }, `the scope or audience 'shop*' has '*', by which others would do, too; name each that is required`],
    ['a claim without name', { claims: [{ path: [] }] }, 'a claim has no name'],
    ['no audience', { audiences: [] }, 'notValues of request.auth.audiences is empty'],
  ])('%s: an error', (_, requirement, message) => {
    expect(() => policyOf(requirement)).toThrow(message);
  });

  test('guests are welcome or not', () => {
    expect(() => authentication({ allowMissing: true }).requireJwt()).toThrow(`JwtAuthentication 'bookinfo/users': allowMissing lets requests without a token pass, `
      + 'requireJwt refuses them; leave one of them out');
  });
});

describe('tokens that nobody asks for', () => {
  const WARNING = `JwtAuthentication 'bookinfo/users': tokens are verified for the workload of bookinfo (app=reviews), but requests without a token pass, and no policy asks `
    + 'for one; refuse them with requireJwt(), or say that guests are welcome: allowMissing: true';
  const synthesized = (program: (chart: Chart) => void) => {
    const chart = bookinfoChart();
    program(chart);
    objects(chart, 'RequestAuthentication');
    return warnings(chart.node.root);
  };

  test('are a warning', () => {
    expect(synthesized((chart) => void authentication({}, chart))).toEqual([WARNING]);
  });

  test.each<[string, (chart: Chart) => void]>([
    ['requireJwt', (chart) => authentication({}, chart).requireJwt({ ports: [9080] })],
    ['allowMissing', (chart) => void authentication({ allowMissing: true }, chart)],
    ['a rule about who it is', (chart) => {
      authentication({}, chart);
      new AuthorizationPolicy(chart, 'policy', { cover: REVIEWS, rules: [{ from: [Source.anyEndUser()] }] });
    }],
    ['a rule about a claim, for the mesh', (chart) => {
      authentication({}, chart);
      new AuthorizationPolicy(chart, 'policy', { cover: PolicyScope.mesh(mesh), rules: [{ when: [Condition.claim(['a'], { values: ['b'] })] }] });
    }],
    ['an external authorizer', (chart) => {
      authentication({}, chart);
      new ApiObject(chart, 'o', { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'o' }, spec: { action: 'CUSTOM', selector: {} } });
    }],
    ['a route by claims', (chart) => {
      authentication({}, chart);
      const match = [{ headers: { '@request.auth.claims[a]': { exact: 'b' } } }];
      new ApiObject(chart, 'o', { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'o' }, spec: { http: [{ match }] } });
    }],
  ])('are none with %s', (_, program) => {
    expect(synthesized(program)).toEqual([]);
  });

  test('a policy of another namespace does not count', () => {
    expect(synthesized((chart) => {
      authentication({}, chart);
      new AuthorizationPolicy(chart, 'policy', { cover: PolicyScope.workload('shop', { app: 'cart' }), rules: [{ from: [Source.anyEndUser()] }] });
    })).toEqual([WARNING]);
  });
});

describe('an issuer of several scopes', () => {
  const both = (wide: JwtIssuer, narrow: JwtIssuer, cover = PolicyScope.mesh(mesh), order = [0, 1]) => {
    const chart = new Chart(new App(), 'bookinfo', { namespace: 'bookinfo' });
    const made = [() => authentication({ cover, issuers: [wide] }, chart, 'all'), () => authentication({ issuers: [narrow] }, chart)];
    for (const i of order) made[i]();
    return warnings(chart);
  };
  const WARNING = (wide: string, scope: string) => `JwtAuthentication 'bookinfo/users': tokens of '${ISSUER}' for ${wide} are accepted for the ${scope} already, and so here, `
    + `not only those for shop; refuse the others: requireJwt({ audiences: ['shop'] })`;

  test.each([[[0, 1]], [[1, 0]]])('the narrower one takes no audience away, in the order %j', (order) => {
    expect(both({ issuer: ISSUER, audiences: ['shop', 'blog'] }, { issuer: ISSUER, audiences: ['shop'] }, undefined, order)).toEqual([WARNING('shop, blog', 'mesh')]);
    expect(both({ issuer: ISSUER }, { issuer: ISSUER, audiences: ['shop'] }, PolicyScope.namespace('bookinfo'), order)).toEqual([WARNING('anybody', 'namespace bookinfo')]);
  });

  test.each<[string, JwtIssuer, JwtIssuer, PolicyScope]>([
    ['another issuer', { issuer: 'https://b' }, { issuer: ISSUER, audiences: ['shop'] }, PolicyScope.mesh(mesh)],
    ['more audiences', { issuer: ISSUER, audiences: ['blog'] }, { issuer: ISSUER, audiences: ['shop', 'blog'] }, PolicyScope.mesh(mesh)],
    ['any audience', { issuer: ISSUER, audiences: ['blog'] }, { issuer: ISSUER }, PolicyScope.mesh(mesh)],
    ['another namespace', { issuer: ISSUER }, { issuer: ISSUER, audiences: ['shop'] }, PolicyScope.namespace('shop')],
    ['another workload', { issuer: ISSUER }, { issuer: ISSUER, audiences: ['shop'] }, PolicyScope.workload('bookinfo', { app: 'ratings' })],
  ])('is fine: %s', (_, wide, narrow, cover) => {
    expect(both(wide, narrow, cover)).toEqual([]);
  });
});
