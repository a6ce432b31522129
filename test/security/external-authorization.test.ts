import { App, Chart, Duration, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { ExternalHost } from '../../src/host/external-host';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { HttpMethod } from '../../src/match/http-method';
import { Mesh } from '../../src/mesh/mesh';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Condition } from '../../src/security/condition';
import { GrpcExtAuthzOptions, HttpExtAuthzOptions } from '../../src/security/ext-authz-options';
import { ExtAuthzProvider } from '../../src/security/ext-authz-provider';
import { ExternalAuthorization } from '../../src/security/external-authorization';
import { Operation } from '../../src/security/operation';
import { PolicyScope } from '../../src/security/policy-scope';
import { Source } from '../../src/security/source';
import { MeshService } from '../../src/service/mesh-service';
import { silent, warnings } from '../ground/warnings';
import { Manifests, newChart } from '../mesh/synth';
import { bookinfoChart, object } from '../service/objects';
import { REVIEWS } from './rules';

silent();

const OPA = Hosts.named({ name: 'opa', namespace: 'policy', ports: [ServicePort.grpc(9191), ServicePort.http(8181)] });
const PROXY = Hosts.named({ name: 'oauth2-proxy', namespace: 'login', ports: [ServicePort.http(4180)] });
const HTTP = ExtAuthzProvider.http('login', PROXY);

function providersOf(props: MeshProps): any[] {
  const chart = newChart();
  new Mesh(chart, 'mesh', props);
  return parse(new Manifests(chart).get('ConfigMap', 'istio').data.mesh).extensionProviders;
}
const http = (options: HttpExtAuthzOptions, host = PROXY) => providersOf({ extAuthzProviders: [ExtAuthzProvider.http('login', host, options)] })[0];
const grpc = (options: GrpcExtAuthzOptions, host = OPA) => providersOf({ extAuthzProviders: [ExtAuthzProvider.grpc('opa', host, options)] })[0];

describe('the mesh knows', () => {
  test('an authorizer by HTTP', () => {
    const lists = {
      includeRequestHeadersInCheck: ['cookie', 'x-*'], headersToUpstreamOnAllow: ['*-user'], headersToDownstreamOnAllow: ['set-cookie'],
      headersToDownstreamOnDeny: ['location'], includeAdditionalHeadersInCheck: { 'x-from': 'mesh' },
    };
    const body = { maxRequestBytes: 1024, allowPartialMessage: true, packAsBytes: false };
    expect(http({
      pathPrefix: '/check', timeout: Duration.millis(500), failOpen: true, clearRouteCache: true, statusOnError: 503, includeRequestBodyInCheck: body, ...lists,
    })).toEqual({
      name: 'login',
      envoyExtAuthzHttp: {
        service: 'oauth2-proxy.login.svc.cluster.local', port: 4180, timeout: '500ms', failOpen: true, clearRouteCache: true, statusOnError: '503',
        pathPrefix: '/check', includeRequestBodyInCheck: body, ...lists,
      },
    });
  });

  test('an authorizer by gRPC, on its port of gRPC', () => {
    expect(grpc({ timeout: Duration.seconds(1) })).toEqual({ name: 'opa', envoyExtAuthzGrpc: { service: 'opa.policy.svc.cluster.local', port: 9191, timeout: '1s' } });
  });

  test('which of several ports is meant', () => {
    const host = Hosts.named({ name: 'opa', namespace: 'policy', ports: [ServicePort.http(80), ServicePort.http(81, { name: 'other' })] });
    expect(http({ port: 81 }, host).envoyExtAuthzHttp.port).toBe(81);
  });

  test('the namespace of a host that is no Service', () => {
    const host = new ExternalHost(bookinfoChart(), 'opa', { hosts: ['opa.example.com'], ports: [ServicePort.grpc(443)] });
    expect(grpc({}, host as any).envoyExtAuthzGrpc.service).toBe('bookinfo/opa.example.com');
  });

  test('authorizers beside the providers of its config', () => {
    const zipkin = { name: 'zipkin', zipkin: { service: 'zipkin.tracing.svc.cluster.local', port: 9411 } };
    expect(providersOf({ extAuthzProviders: [HTTP], config: { extensionProviders: [zipkin] } }).map(({ name }) => name)).toEqual(['login', 'zipkin']);
    expect(providersOf({ config: { extensionProviders: [zipkin] } })).toEqual([zipkin]);
    expect(providersOf({})).toBeUndefined();
  });
});

describe('wrong about an authorizer is', () => {
  test.each([
    ['a path without slash', () => http({ pathPrefix: 'check' }), `pathPrefix 'check' does not begin with '/'; write '/check'`],
    ['any header', () => http({ includeRequestHeadersInCheck: ['*'] }), `includeRequestHeadersInCheck has '*', a header name is allowed, also with '*' first or last; write e.g. 'x-user' or 'x-*'`],
    ['a status that is none', () => grpc({ statusOnError: 200 }), 'statusOnError is 200, which is no status of an error that Envoy knows; write e.g. 403 or 503'],
    ['half a byte', () => grpc({ includeRequestBodyInCheck: { maxRequestBytes: 0.5 } }), 'maxRequestBytes is 0.5, a whole number from 1 on is allowed; write e.g. 8192'],
    ['no port of gRPC', () => grpc({}, PROXY), 'the authorizer oauth2-proxy.login.svc.cluster.local has no ports of GRPC: 4180 (HTTP); say on which it is asked: port'],
    ['several ports of HTTP', () => http({}, Hosts.named({ name: 'a', namespace: 'b', ports: [ServicePort.http(80), ServicePort.http(81, { name: 'c' })] })),
      'the authorizer a.b.svc.cluster.local has several ports of HTTP: 80 (HTTP), 81 (HTTP); say on which it is asked: port'],
    ['a port that is none', () => http({ port: 80 }), 'oauth2-proxy.login.svc.cluster.local has no port 80, it has 4180 (HTTP)'],
    ['nothing but a name', () => providersOf({ extAuthzProviders: [ExtAuthzProvider.named('opa')] }),
      `provider 'opa' says no more than its name; say who it is: ExtAuthzProvider.http() or .grpc()`],
    ['a name twice', () => providersOf({ extAuthzProviders: [HTTP, HTTP] }), `two extension providers are named 'login'; name them apart`],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(`Mesh 'prod/mesh': ${message}`);
  });

  test('a name that istiod would not take', () => {
    expect(() => ExtAuthzProvider.named('ext_authz')).toThrow(`ExtAuthzProvider 'ext_authz': name 'ext_authz' is not a DNS label`);
  });
});

describe('a policy', () => {
  test('asks for every request', () => {
    const chart = bookinfoChart();
    new ExternalAuthorization(chart, 'login', { cover: REVIEWS, provider: HTTP });
    expect(object(chart, 'AuthorizationPolicy')).toEqual({
      apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'login', namespace: 'bookinfo' },
      spec: { selector: { matchLabels: { app: 'reviews' } }, action: 'CUSTOM', provider: { name: 'login' }, rules: [{}] },
    });
  });

  test('asks for some', () => {
    const chart = bookinfoChart();
    new ExternalAuthorization(chart, 'login', { cover: REVIEWS, provider: HTTP, name: 'ask', rules: [{ to: [Operation.paths('/admin/*')] }] });
    expect(object(chart, 'AuthorizationPolicy')).toMatchObject({ metadata: { name: 'ask' }, spec: { rules: [{ to: [{ operation: { paths: ['/admin/*'] } }] }] } });
  });

  test('of a MeshService has its ports', () => {
    const chart = bookinfoChart();
    const reviews = new MeshService(chart, 'reviews', { ports: [ServicePort.http(80, { targetPort: 9080 }), ServicePort.tcp(9000)] });
    reviews.access.custom(HTTP, { to: [Operation.methods(HttpMethod.POST)] });
    expect(object(chart, 'AuthorizationPolicy')).toMatchObject({
      metadata: { name: 'reviews-custom-login' },
      spec: { action: 'CUSTOM', provider: { name: 'login' }, rules: [{ to: [{ operation: { methods: ['POST'], ports: ['9080'] } }] }] },
    });
  });

  test('without rules is an error', () => {
    expect(() => new ExternalAuthorization(bookinfoChart(), 'login', { cover: REVIEWS, provider: HTTP, rules: [] })).toThrow(
      `ExternalAuthorization 'bookinfo/login': rules is empty, so the authorizer would never be asked; leave rules out to ask it always`);
  });

  test.each([
    ['principals', { from: [Source.anyInMesh()] }],
    ['namespaces', { from: [Source.namespaces('shop')] }],
    ['requestPrincipals', { from: [Source.anyEndUser()] }],
    ['request.auth.claims[role]', { when: [Condition.claim(['role'], { values: ['admin'] })] }],
  ])('by %s is an error', (field, rule) => {
    expect(() => new ExternalAuthorization(bookinfoChart(), 'login', { cover: REVIEWS, provider: HTTP, rules: [rule] })).toThrow(
      `ExternalAuthorization 'bookinfo/login': a rule for an external authorizer has ${field}, and Istio can't choose requests for one by who calls; `
      + 'choose by paths, methods, hosts, ports, headers or addresses; refuse callers with rules of AuthorizationAction.DENY, or let the authorizer decide');
  });

  test('with a second authorizer for the same workloads is warned of', () => {
    const chart = bookinfoChart();
    const ask = (id: string, provider: ExtAuthzProvider, cover = REVIEWS) => new ExternalAuthorization(chart, id, { cover, provider });
    ask('login', HTTP);
    ask('again', HTTP, PolicyScope.namespace('bookinfo'));
    expect(warnings(chart)).toEqual([]);
    ask('opa', ExtAuthzProvider.named('opa'));
    expect(warnings(chart)).toEqual([
      `ExternalAuthorization 'bookinfo/opa': the workload of bookinfo (app=reviews) asks 'login' already, and with a second authorizer, 'opa', Istio refuses all requests `
      + 'unless it was told otherwise; ask one of them, or set PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS of istiod to true',
    ]);
  });
});

describe('an authorizer that the mesh does not know', () => {
  function program(name: string, props: MeshProps): Chart {
    const app = new App();
    new Mesh(new Chart(app, 'mesh'), 'mesh', props);
    const chart = bookinfoChart(app);
    new ExternalAuthorization(chart, 'ask', { cover: REVIEWS, provider: ExtAuthzProvider.named(name) });
    return chart;
  }

  test('is an error, with the one that is meant', () => {
    expect(() => Testing.synth(program('logn', { extAuthzProviders: [HTTP] }))).toThrow(
      `ExternalAuthorization 'bookinfo/ask': the mesh has no provider 'logn', it has 'login', and without its authorizer Istio refuses all requests; did you mean 'login'?`);
  });

  test('is an error, with the cure', () => {
    expect(() => Testing.synth(program('opa', {}))).toThrow(
      `the mesh has no provider 'opa', it has none, and without its authorizer Istio refuses all requests; give it to the mesh: new Mesh(..., { extAuthzProviders: [...] })`);
  });

  test('may be in its config', () => {
    const grpcProvider = { service: 'opa.policy.svc.cluster.local', port: 9191 };
    expect(Testing.synth(program('opa', { config: { extensionProviders: [{ name: 'opa', envoyExtAuthzGrpc: grpcProvider }] } }))).toHaveLength(1);
  });

  test('is not known to be none where the mesh is elsewhere', () => {
    const chart = bookinfoChart();
    new ExternalAuthorization(chart, 'ask', { cover: REVIEWS, provider: ExtAuthzProvider.named('opa') });
    expect(Testing.synth(chart)).toHaveLength(1);
  });
});
