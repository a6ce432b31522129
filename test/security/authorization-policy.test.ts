import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { IMeshRef } from '../../src/ground/mesh-ref';
import { Clients } from '../../src/host/clients';
import { ExternalHost } from '../../src/host/external-host';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { HttpMethod } from '../../src/match/http-method';
import { InstalledMesh } from '../../src/mesh/installed-mesh';
import { AuthorizationAction } from '../../src/security/authorization-action';
import { AuthorizationPolicy, AuthorizationPolicyProps } from '../../src/security/authorization-policy';
import { DenyByDefault } from '../../src/security/deny-by-default';
import { MtlsMode } from '../../src/security/mtls-mode';
import { Operation } from '../../src/security/operation';
import { PolicyScope } from '../../src/security/policy-scope';
import { Source } from '../../src/security/source';
import { StrictMtls } from '../../src/security/strict-mtls';
import { MeshService } from '../../src/service/mesh-service';
import { silent, warnings } from '../ground/warnings';
import { bookinfoChart, object, objects } from '../service/objects';
import { REVIEWS } from './rules';

silent();

const mesh: IMeshRef = { meshRef: { namespace: 'istio-system', revision: '', trustDomain: 'example.com', clusterDomain: 'cluster.local' } };
const ANYBODY = { from: [Source.anyInMesh()] };
const DELETES = { to: [Operation.methods(HttpMethod.DELETE)] };

function policy(props: Partial<AuthorizationPolicyProps>): any {
  const chart = bookinfoChart();
  new AuthorizationPolicy(chart, 'policy', { cover: REVIEWS, rules: [ANYBODY], ...props });
  return object(chart, 'AuthorizationPolicy');
}

test('a policy allows by default, under the name of its id', () => {
  expect(policy({})).toEqual({
    apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'policy', namespace: 'bookinfo' },
    spec: { selector: { matchLabels: { app: 'reviews' } }, action: 'ALLOW', rules: [{ from: [{ source: { principals: ['*'] } }] }] },
  });
});

test.each([AuthorizationAction.DENY, AuthorizationAction.AUDIT])('the action %s', (action) => {
  expect(policy({ action }).spec.action).toBe(action);
});

test('a dry run is an annotation', () => {
  expect(policy({ dryRun: true, name: 'trial' }).metadata).toEqual({ name: 'trial', namespace: 'bookinfo', annotations: { 'istio.io/dry-run': 'true' } });
});

describe('the scope', () => {
  test.each([
    ['mesh', PolicyScope.mesh(mesh), 'istio-system', {}],
    ['namespace', PolicyScope.namespace('shop'), 'shop', {}],
    ['gateway', PolicyScope.gateway('edge', 'public'), 'edge', { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public' }] }],
    ['service', PolicyScope.service(Hosts.named({ name: 'cart', namespace: 'shop', ports: [ServicePort.http(80)] })), 'shop',
      { targetRefs: [{ group: '', kind: 'Service', name: 'cart' }] }],
    ['construct', PolicyScope.of(Clients.workloads({ namespace: 'shop', labels: { app: 'cart' } })), 'shop', { selector: { matchLabels: { app: 'cart' } } }],
    ['namespace as a construct', PolicyScope.of(Clients.namespace('shop')), 'shop', {}],
  ])('is a %s', (_, cover, namespace, spec) => {
    const { metadata, spec: { selector, targetRefs } } = policy({ cover });
    expect({ namespace: metadata.namespace, selector, targetRefs }).toEqual({ namespace, ...spec });
  });
});

describe('several writers', () => {
  test('of one policy contribute to it, and rules that say the same stand once', () => {
    const chart = bookinfoChart();
    new AuthorizationPolicy(chart, 'one', { cover: REVIEWS, rules: [ANYBODY], name: 'reviews' });
    new AuthorizationPolicy(chart, 'two', { cover: REVIEWS, rules: [ANYBODY, { from: [Source.ipBlocks('10.0.0.1')] }], name: 'reviews' });
    expect(object(chart, 'AuthorizationPolicy').spec.rules).toEqual([
      { from: [{ source: { principals: ['*'] } }] }, { from: [{ source: { ipBlocks: ['10.0.0.1'] } }] },
    ]);
  });

  test('of one name for different things are an error', () => {
    const chart = bookinfoChart();
    new AuthorizationPolicy(chart, 'one', { cover: REVIEWS, rules: [ANYBODY], name: 'reviews' });
    expect(() => new AuthorizationPolicy(chart, 'two', { cover: PolicyScope.namespace('bookinfo'), rules: [ANYBODY], name: 'reviews', dryRun: true })).toThrow(
      `AuthorizationPolicy 'bookinfo/two': the AuthorizationPolicy bookinfo/reviews is written by AuthorizationPolicy 'bookinfo/one' already, `
      + 'for ALLOW of the workload of bookinfo (app=reviews), and here for ALLOW (dry run) of the namespace bookinfo; give one of them another name');
  });

  test('of different names are different policies', () => {
    const chart = bookinfoChart();
    for (const id of ['one', 'two']) new AuthorizationPolicy(chart, id, { cover: REVIEWS, rules: [ANYBODY] });
    expect(objects(chart, 'AuthorizationPolicy').map(({ metadata }) => metadata.name)).toEqual(['one', 'two']);
  });
});

describe('an error is', () => {
  test.each([
    ['ALLOW without rules', { rules: [] }, 'it has no rules, so it would refuse everything that no other policy allows; say what is allowed, or take DenyByDefault if that is meant'],
    ['DENY without rules', { rules: [], action: AuthorizationAction.DENY }, 'it has no rules, so DENY would never take anything; say what it takes; {} takes everything'],
    ['AUDIT without rules', { rules: [], action: AuthorizationAction.AUDIT }, 'it has no rules, so AUDIT would never take anything'],
    ['a dry run of AUDIT', { dryRun: true, action: AuthorizationAction.AUDIT }, 'dryRun is for ALLOW and DENY, AUDIT refuses nothing; leave dryRun out'],
    ['a name that is none', { name: 'Policy' }, `name 'Policy' is not a DNS name`],
    ['a workload without labels', { cover: PolicyScope.workload('bookinfo', {}) }, 'labels of the workload is empty, at least one label is needed'],
    ['more rules than Istio takes', { rules: Array(513).fill(ANYBODY) },
      'AuthorizationPolicy policy would have more than 512 rules, Istio takes no more; put several sources and operations into one rule, or write a further policy of another name'],
  ])('%s', (_, props, message) => {
    expect(() => policy(props)).toThrow(`AuthorizationPolicy 'bookinfo/policy': ${message}`);
  });
});

test('a host that is no Service has nothing that a policy could be attached to: an error', () => {
  const chart = bookinfoChart();
  const bank = new ExternalHost(chart, 'bank', { hosts: ['bank.example.com'], ports: [ServicePort.https(443)] });
  expect(() => new AuthorizationPolicy(chart, 'policy', { cover: PolicyScope.service(bank), rules: [ANYBODY] })).toThrow(
    `AuthorizationPolicy 'bookinfo/policy': PolicyScope.service is for Services of Kubernetes, and bank.example.com is none, so that nothing would be covered; `
    + 'cover the workloads, or the gateway that leads there: PolicyScope.workload()');
});

test('what no policy allows is refused by default', () => {
  const chart = bookinfoChart();
  new DenyByDefault(chart, 'nothing', { cover: PolicyScope.namespace('bookinfo') });
  expect(object(chart, 'AuthorizationPolicy')).toMatchObject({ metadata: { name: 'nothing' }, spec: { action: 'ALLOW' } });
  expect(object(chart, 'AuthorizationPolicy').spec.rules).toBeUndefined();
});

describe('a warning is', () => {
  const warningsOf = (props: Partial<AuthorizationPolicyProps>) => {
    const chart = bookinfoChart();
    new AuthorizationPolicy(chart, 'policy', { cover: REVIEWS, rules: [ANYBODY], action: AuthorizationAction.DENY, ...props });
    return warnings(chart);
  };

  test('DENY of everything', () => {
    expect(warningsOf({ rules: [{}] })).toEqual([
      `AuthorizationPolicy 'bookinfo/policy': a DENY rule without conditions refuses every request, and no ALLOW rule opens it again; `
      + 'to refuse what no rule allows, take DenyByDefault or access.denyByDefault()',
    ]);
  });

  test('DENY by what only HTTP has, where the ports are not known', () => {
    expect(warningsOf({ rules: [DELETES] })).toEqual([
      `AuthorizationPolicy 'bookinfo/policy': a DENY rule has methods, which only HTTP has, and no ports: on ports of TCP Istio leaves that out, and refuses the connections; `
      + 'name the ports that speak HTTP with ports, or cover the MeshService, whose ports are known: PolicyScope.of()',
    ]);
    expect(warningsOf({ rules: [{ from: [Source.all({ notRequestPrincipals: ['*'] })] }] })).toHaveLength(1);
  });

  test.each([
    ['ALLOW', { action: AuthorizationAction.ALLOW, rules: [DELETES] }],
    ['DENY with ports', { rules: [{ to: [Operation.all({ methods: [HttpMethod.DELETE], ports: [9080] })] }] }],
    ['DENY by who calls', {}],
    ['DENY of a service of HTTP', { cover: PolicyScope.service(Hosts.named({ name: 'a', namespace: 'b', ports: [ServicePort.http(80)] })), rules: [DELETES] }],
  ])('not %s', (_, props) => {
    expect(warningsOf(props)).toEqual([]);
  });
});

describe('a MeshService that is covered', () => {
  const covered = (ports: ServicePort[], rule: object, action = AuthorizationAction.DENY) => {
    const chart = bookinfoChart();
    const reviews = new MeshService(chart, 'reviews', { ports });
    new AuthorizationPolicy(chart, 'policy', { cover: PolicyScope.of(reviews), action, rules: [rule] });
    return object(chart, 'AuthorizationPolicy').spec;
  };

  test('has conditions of HTTP for its ports of HTTP only, as the Pods have them', () => {
    expect(covered([ServicePort.http(80, { targetPort: 8080 }), ServicePort.tcp(9000)], DELETES)).toEqual({
      selector: { matchLabels: { app: 'reviews' } }, action: 'DENY', rules: [{ to: [{ operation: { methods: ['DELETE'], ports: ['8080'] } }] }],
    });
  });

  test('may have further ports that are said as the Pods have them', () => {
    expect(covered([ServicePort.http(80, { targetPort: 8080 })], { to: [Operation.ports(15090)] }).rules).toEqual([{ to: [{ operation: { ports: ['15090'] } }] }]);
  });

  test('has the port of its Service in a rule, where its Pods listen on another: an error', () => {
    expect(() => covered([ServicePort.http(80, { targetPort: 8080 })], { to: [Operation.ports(80)] })).toThrow(
      `AuthorizationPolicy 'bookinfo/policy': a rule names port 80, which is one of the Service, and the Pods of reviews.bookinfo.svc.cluster.local listen on 8080; `
      + 'write 8080, or say it by access of the MeshService; if the Pods listen on 80 as well, cover them by PolicyScope.workload()');
  });

  test('has no ports of HTTP: an error', () => {
    expect(() => covered([ServicePort.tcp(9000)], DELETES, AuthorizationAction.ALLOW)).toThrow(
      `AuthorizationPolicy 'bookinfo/policy': a rule has methods, which only HTTP has, and reviews.bookinfo.svc.cluster.local has 9000 (TCP); `
      + 'say it by clients, addresses and ports alone, or declare the port that speaks HTTP: ServicePort.http(...)');
  });
});

describe('identities', () => {
  function program(...kinds: { kind: string; spec: object }[]): Chart {
    const chart = new Chart(new App(), 'bookinfo', { namespace: 'bookinfo' });
    kinds.forEach(({ kind, spec }, i) => new ApiObject(chart, `${kind}-${i}`, { apiVersion: 'security.istio.io/v1', kind, metadata: { name: `it-${i}` }, spec }));
    return chart;
  }
  const allow = (chart: Chart, from: Source, cover = REVIEWS) => new AuthorizationPolicy(chart, 'policy', { cover, rules: [{ from: [from] }] });
  const OFF = { mtls: { mode: 'DISABLE' } };

  test('that do not count let those without any in, unless mutual TLS is demanded: a warning', () => {
    const others = Source.all({ notNamespaces: ['legacy'] });
    const [open, strict, named] = [program(), program({ kind: 'PeerAuthentication', spec: { mtls: { mode: 'STRICT' } } }), program()];
    allow(open, others);
    allow(strict, others);
    allow(named, Source.all({ notNamespaces: ['legacy'], principals: ['*'] }));
    for (const chart of [open, strict, named]) Testing.synth(chart);
    expect(warnings(open)).toEqual([
      `AuthorizationPolicy 'bookinfo/policy': a rule allows by notNamespaces alone, and callers in plain text pass it, too, as they have no identity; `
      + `say also who counts, e.g. principals: ['*'] for whoever has one, or demand mutual TLS: new StrictMtls(...)`,
    ]);
    expect([...warnings(strict), ...warnings(named)]).toEqual([]);
  });

  test('where mutual TLS is turned off are an error', () => {
    const chart = program({ kind: 'PeerAuthentication', spec: OFF });
    allow(chart, Source.namespaces('bookinfo'));
    expect(() => Testing.synth(chart)).toThrow(
      `AuthorizationPolicy 'bookinfo/policy': a rule has namespaces, but bookinfo/PeerAuthentication-0 turns mutual TLS off for the workload of bookinfo (app=reviews), `
      + 'so no caller has an identity there; let it be PERMISSIVE or STRICT, or name callers by their addresses');
  });

  test('where mutual TLS is turned off for the mesh are an error', () => {
    const chart = program();
    const it = new InstalledMesh(chart, 'mesh', {});
    new StrictMtls(chart, 'off', { cover: PolicyScope.mesh(it), stage: MtlsMode.DISABLE, reached: MtlsMode.DISABLE });
    allow(chart, Source.namespaces('bookinfo'));
    expect(() => Testing.synth(chart)).toThrow(/a rule has namespaces, but bookinfo\/off\/PeerAuthentication turns mutual TLS off for the workload of bookinfo/);
  });

  test.each([
    ['the workload has its own', [{ kind: 'PeerAuthentication', spec: OFF }, { kind: 'PeerAuthentication', spec: { selector: { matchLabels: { app: 'reviews' } }, mtls: { mode: 'STRICT' } } }]],
    ['another workload has none', [{ kind: 'PeerAuthentication', spec: { selector: { matchLabels: { app: 'ratings' } }, ...OFF } }]],
    ['nothing is said', [{ kind: 'PeerAuthentication', spec: { mtls: { mode: 'UNSET' } } }]],
  ])('where %s are none', (_, kinds) => {
    const chart = program(...kinds);
    allow(chart, Source.namespaces('bookinfo'));
    expect(Testing.synth(chart)).toHaveLength(kinds.length + 1);
  });

  test('addresses need no mutual TLS', () => {
    const chart = program({ kind: 'PeerAuthentication', spec: OFF });
    allow(chart, Source.ipBlocks('10.0.0.0/8'));
    expect(Testing.synth(chart)).toHaveLength(2);
  });

  test('of clients that call in plain text are warned of', () => {
    const chart = program({ kind: 'DestinationRule', spec: { host: 'reviews.bookinfo.svc.cluster.local', trafficPolicy: { tls: { mode: 'DISABLE' } } } });
    const reviews = new MeshService(chart, 'reviews', { ports: [ServicePort.http(80)] });
    allow(chart, Source.namespaces('bookinfo'), PolicyScope.of(reviews));
    Testing.synth(chart);
    expect(warnings(chart)).toEqual([
      `AuthorizationPolicy 'bookinfo/policy': a rule has namespaces, and by bookinfo/DestinationRule-0 clients call reviews.bookinfo.svc.cluster.local in plain text, as nobody; `
      + 'leave out ClientTls.disable(), or name callers by their addresses',
    ]);
  });

  const WARNING = (what: string, meant: string) => (
    `AuthorizationPolicy 'bookinfo/policy': a rule names ${what}, which nothing in this program has, and there is '${meant}'; write '${meant}' if that is meant`
  );

  test.each([
    ['principals', Source.all({ principals: ['cluster.local/ns/bookinfo/sa/productpgae'] }), WARNING(`ServiceAccount 'bookinfo/productpgae'`, 'bookinfo/productpage')],
    ['accounts', Source.all({ notServiceAccounts: ['bookinfo/product-page'] }), WARNING(`ServiceAccount 'bookinfo/product-page'`, 'bookinfo/productpage')],
    ['namespaces', Source.namespaces('boookinfo'), WARNING(`namespace 'boookinfo'`, 'bookinfo')],
  ])('that look like a typo are warned of: %s', (_, source, warning) => {
    const chart = program({ kind: 'ServiceAccount', spec: {} }, { kind: 'PeerAuthentication', spec: { mtls: { mode: 'STRICT' } } });
    new ApiObject(chart, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'productpage' } });
    allow(chart, source);
    Testing.synth(chart);
    expect(warnings(chart)).toEqual([warning]);
  });

  test.each([
    ['that somebody has', Source.all({ principals: ['cluster.local/ns/team-a/sa/cart-2'] })],
    ['of a sibling', Source.all({ principals: ['cluster.local/ns/team-a/sa/cart-3', 'cluster.local/ns/team-b/sa/cart-2', 'cluster.local/ns/team-a/sa/cart'] })],
    ['of a sibling namespace', Source.namespaces('team-b', 'team-*')],
    ['of strangers', Source.all({ principals: ['example.com/ns/elsewhere/sa/somebody', '*'] })],
  ])('%s are not', (_, source) => {
    const chart = program();
    new ApiObject(chart, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'cart-2', namespace: 'team-a' } });
    new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team-a' } });
    allow(chart, source);
    Testing.synth(chart);
    expect(warnings(chart)).toEqual([]);
  });
});
