import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Duration } from 'cdk8s';
import { Dialect } from '../../../src/dialect/dialect';
import { IngressGateway } from '../../../src/gateway/ingress-gateway';
import { Listener } from '../../../src/gateway/listener';
import { ExportTo } from '../../../src/host/export-to';
import { Hosts } from '../../../src/host/hosts';
import { RouteGateway } from '../../../src/host/route-gateway';
import { ServicePort } from '../../../src/host/service-port';
import { HttpMatch } from '../../../src/match/http-match';
import { StringMatch } from '../../../src/match/string-match';
import { Mesh } from '../../../src/mesh/mesh';
import { CircuitBreaker } from '../../../src/policy/circuit-breaker';
import { DestinationPolicy } from '../../../src/policy/destination-policy';
import { LoadBalancing } from '../../../src/policy/load-balancing';
import { Fault } from '../../../src/route/fault';
import { Mirror } from '../../../src/route/mirror';
import { Retry } from '../../../src/route/retry';
import { RouteAction } from '../../../src/route/route-action';
import { CanaryPlan } from '../../../src/service/canary-plan';
import { CanaryStrategy } from '../../../src/service/canary-strategy';
import { FLAGGER_MATCH_FIELDS, FLAGGER_SERVICE_FIELDS } from '../../../src/service/delivery/flagger-fields';
import { FlaggerMetric } from '../../../src/service/delivery/flagger-metric';
import { FlaggerOptions, FlaggerSeverity } from '../../../src/service/delivery/flagger-options';
import { FlaggerProgress } from '../../../src/service/delivery/flagger-progress';
import { FlaggerSameSite } from '../../../src/service/delivery/flagger-session-affinity';
import { FlaggerHook } from '../../../src/service/delivery/flagger-webhook';
import { MeshService } from '../../../src/service/mesh-service';
import { MeshServiceProps } from '../../../src/service/mesh-service-props';
import { VersionOptions } from '../../../src/service/version-options';
import { Crd } from '../../../tools/imports/crds';
import { Schema } from '../../../tools/imports/schema';
import { validateObject } from '../../schema/validate';
import { bookinfoChart, object, objects } from '../objects';

const PLACE = "MeshService 'bookinfo/reviews'";
const linear = FlaggerProgress.linear({ stepWeight: 10, maxWeight: 50 });

function made(props: Partial<MeshServiceProps> = {}, version: VersionOptions = { image: 'reviews:1' }, chart = bookinfoChart()) {
  const service = new MeshService(chart, 'reviews', { ports: [ServicePort.http(9080)], ...props });
  const stable = service.addVersion('main', version);
  const flagger = (options: Partial<FlaggerOptions> = {}, plan: Partial<CanaryPlan> = {}) => service.canary({
    stable, ...plan, strategy: CanaryStrategy.flagger({ interval: Duration.seconds(30), threshold: 3, progress: linear, ...options }),
  });
  return { chart, service, stable, flagger };
}

function spec(options: Partial<FlaggerOptions> = {}, plan: Partial<CanaryPlan> = {}): any {
  const { chart, flagger } = made();
  flagger(options, plan);
  const canary = object(chart, 'Canary');
  expect(validateObject(canary)).toEqual([]);
  return canary.spec;
}

describe('a service that Flagger delivers', () => {
  test('is said in one Canary, and its Service, routes and rule are not made here', () => {
    const { chart, flagger, service } = made({ labels: { team: 'books' }, annotations: { note: 'x' } });
    flagger();
    service.addPolicy(DestinationPolicy.loadBalancing(LoadBalancing.random()));
    expect(chart.toJson().map(({ kind }) => kind)).toEqual(['ServiceAccount', 'Deployment', 'Canary']);
    expect(object(chart, 'Canary')).toEqual({
      apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'reviews', namespace: 'bookinfo' },
      spec: {
        provider: 'istio',
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'reviews-main' },
        service: {
          name: 'reviews', port: 9080, portName: 'http', targetPort: 9080, appProtocol: 'http',
          apex: { labels: { app: 'reviews', team: 'books' }, annotations: { note: 'x' } },
          trafficPolicy: { loadBalancer: { simple: 'RANDOM' } },
        },
        analysis: { interval: '30s', threshold: 3, stepWeight: 10, maxWeight: 50 },
      },
    });
  });

  test('has what holds for requests in the Canary', () => {
    const { service } = spec({}, {
      timeout: Duration.seconds(5), retry: Retry.attempts(2), headers: { request: { set: { 'x-a': 'b' } } },
    });
    expect(service).toMatchObject({ timeout: '5s', retries: { attempts: 2 }, headers: { request: { set: { 'x-a': 'b' } } } });
  });

  test('is served at gateways and in the mesh', () => {
    expect(spec({ gateways: [RouteGateway.named('edge', 'public')], hosts: ['reviews.example.com'] }).service)
      .toMatchObject({ gateways: ['edge/public', 'mesh'], hosts: ['reviews.example.com'] });
  });

  test('has the HTTPRoute of the Service in the Gateway API', () => {
    const { chart, flagger } = made({ dialect: Dialect.GATEWAY_API });
    flagger();
    expect(objects(chart, 'Service')).toEqual([]);
    expect(object(chart, 'Canary').spec).toMatchObject({
      provider: 'gatewayapi:v1', service: { gatewayRefs: [{ group: '', kind: 'Service', name: 'reviews', port: 9080 }] },
    });
  });

  test('may have a Service that is made elsewhere, which Flagger takes over', () => {
    const chart = bookinfoChart();
    const host = Hosts.named({ name: 'reviews', namespace: 'bookinfo', ports: [ServicePort.http(9080)] });
    const workload = new ApiObject(chart, 'd', {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'reviews' },
      spec: { selector: { matchLabels: { app: 'reviews' } }, template: { metadata: { labels: { app: 'reviews', version: 'main' } } } },
    });
    const { flagger } = made({ host, ports: undefined }, { workload }, chart);
    flagger();
    expect(object(chart, 'Canary').spec.targetRef.name).toBe('reviews');
  });

  test('may speak TCP', () => {
    const { chart, flagger } = made({ ports: [ServicePort.tcp(5432)] });
    flagger();
    expect(object(chart, 'Canary').spec.service).toMatchObject({ port: 5432, appProtocol: 'tcp' });
  });

  test('leaves the number of replicas to Flagger', () => {
    const { flagger } = made();
    expect(flagger()).toMatchObject({
      weight: undefined, route: undefined, version: undefined,
      ownedFields: [{
        owner: 'Flagger', group: 'apps', kind: 'Deployment', namespace: 'bookinfo', name: 'reviews-main', jqPathExpressions: ['.spec.replicas'],
      }],
    });
  });
});

describe('the analysis', () => {
  test('goes through shares', () => {
    const progress = FlaggerProgress.weights([1, 5, 50], { stepWeightPromotion: 50 });
    expect(spec({ progress }).analysis).toMatchObject({ stepWeights: [1, 5, 50], stepWeightPromotion: 50 });
  });

  test('grows to all requests unless something else is said', () => {
    expect(spec({ progress: FlaggerProgress.linear({ stepWeight: 20 }) }).analysis).toMatchObject({ stepWeight: 20, maxWeight: 100 });
  });

  test('is an A/B test with match', () => {
    const match = [HttpMatch.all({ headers: { 'x-canary': StringMatch.exact('yes') }, sourceLabels: { app: 'productpage' } })];
    expect(spec({ progress: FlaggerProgress.iterations(10) }, { match }).analysis).toMatchObject({
      iterations: 10, match: [{ headers: { 'x-canary': { exact: 'yes' } }, sourceLabels: { app: 'productpage' } }],
    });
  });

  test('copies requests first', () => {
    expect(spec({ mirrorPercent: 20 }).analysis).toMatchObject({ mirror: true, mirrorWeight: 20 });
  });

  test('measures', () => {
    const metrics = [
      FlaggerMetric.successRate(99.5, { interval: Duration.minutes(2) }),
      FlaggerMetric.requestDuration(Duration.millis(500)),
      FlaggerMetric.template({ name: 'stale', template: 'stale-items', namespace: 'metrics', min: 1, max: 2, variables: { a: 'b' } }),
    ];
    expect(spec({ metrics }).analysis.metrics).toEqual([
      { name: 'request-success-rate', interval: '120s', thresholdRange: { min: 99.5 } },
      { name: 'request-duration', thresholdRange: { max: 500 } },
      { name: 'stale', templateRef: { name: 'stale-items', namespace: 'metrics' }, thresholdRange: { min: 1, max: 2 }, templateVariables: { a: 'b' } },
    ]);
  });

  test.each(Object.values(FlaggerHook))('calls a webhook at %s', (hook) => {
    const more = { name: 'test', url: 'http://tests.shop/', retries: 2, metadata: { a: 'b' }, muteAlert: true };
    const webhook = { ...more, hook, timeout: Duration.seconds(5), disableTls: true };
    expect(spec({ webhooks: [webhook] }).analysis.webhooks).toEqual([
      { ...more, type: hook.toLowerCase().replace(/_/g, '-'), timeout: '5s', disableTLS: true },
    ]);
  });

  test('keeps clients at the canary', () => {
    const cookies = { cookieName: 'canary', primaryCookieName: 'primary', secure: true };
    const sessionAffinity = { ...cookies, maxAge: Duration.hours(1), sameSite: FlaggerSameSite.LAX };
    expect(spec({ sessionAffinity }).analysis.sessionAffinity).toEqual({ ...cookies, maxAge: 3600, sameSite: 'Lax' });
  });

  test('tells people', () => {
    expect(spec({ alerts: [{ name: 'chat', provider: 'slack', namespace: 'flagger', severity: FlaggerSeverity.ERROR }] }).analysis.alerts)
      .toEqual([{ name: 'chat', severity: 'error', providerRef: { name: 'slack', namespace: 'flagger' } }]);
  });

  test('knows its limits and switches', () => {
    expect(spec({
      progressDeadline: Duration.minutes(2), primaryReadyThreshold: 50, canaryReadyThreshold: 60, metricsServer: 'http://prometheus:9090',
      skipAnalysis: true, revertOnDeletion: true, suspend: true,
    })).toMatchObject({
      progressDeadlineSeconds: 120, analysis: { primaryReadyThreshold: 50, canaryReadyThreshold: 60 }, metricsServer: 'http://prometheus:9090',
      skipAnalysis: true, revertOnDeletion: true, suspend: true,
    });
  });

  test('has the autoscaler', () => {
    const { chart, flagger } = made();
    const scaler = new ApiObject(chart, 'scaler', { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'reviews' } });
    flagger({ autoscaler: { scaler, primaryMinReplicas: 2, primaryMaxReplicas: 5 } });
    expect(object(chart, 'Canary').spec.autoscalerRef).toEqual({
      apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'reviews', primaryScalerReplicas: { minReplicas: 2, maxReplicas: 5 },
    });
  });
});

describe('one writer', () => {
  const route = { action: RouteAction.respond(404) };
  const clash = `${PLACE}: the routes of reviews.bookinfo.svc.cluster.local are written by Flagger, but`;

  test('a route before the canary is refused', () => {
    const { service, flagger } = made();
    service.addRoute('first', { match: [HttpMatch.uriPrefix('/a')], ...route });
    expect(() => flagger()).toThrow(
      `${clash} the routes before the canary would be by ${PLACE}; leave them out, or deliver with CanaryStrategy.argoRollouts, which keeps routes`);
  });

  test('a route after it is refused', () => {
    const { service, flagger } = made();
    flagger();
    expect(() => service.addRoute('later', route)).toThrow(`${clash} route 'later' would be by ${PLACE}`);
  });

  test('a second version is refused', () => {
    const { service, flagger } = made();
    flagger();
    expect(() => service.addVersion('next', { labels: { version: 'next' } })).toThrow(
      `${PLACE}: the DestinationRules of reviews.bookinfo.svc.cluster.local are written by Flagger, but next would be a version beside 'main'; leave it out: Flagger makes the canary itself`);
  });

  test('a policy that its Canary has no word for is refused, naming the writer', () => {
    const { chart, service, flagger } = made();
    flagger();
    expect(() => new CircuitBreaker(chart, 'breaker', { host: service, maxConnections: 4 })).toThrow(
      "CircuitBreaker 'bookinfo/breaker': the DestinationRules of reviews.bookinfo.svc.cluster.local are written by Flagger: "
      + "Flagger's Canary has no trafficPolicy.connectionPool.tcp.maxConnections; leave it out, or deliver with CanaryStrategy.argoRollouts");
  });

  test('policies of the version are refused', () => {
    const { stable, flagger } = made();
    flagger();
    expect(() => stable.addPolicy(DestinationPolicy.loadBalancing(LoadBalancing.random()))).toThrow("but version 'main' would have policies of its own; add them to the service");
  });

  test('policies are refused in the Gateway API', () => {
    const { service, flagger } = made({ dialect: Dialect.GATEWAY_API });
    flagger();
    expect(() => service.addPolicy(DestinationPolicy.loadBalancing(LoadBalancing.random()))).toThrow("Flagger's Canary has no trafficPolicy.loadBalancer.simple");
  });

  test('exportTo is refused', () => {
    expect(() => made({ exportTo: ExportTo.ownNamespace() }).flagger()).toThrow("Flagger's Canary has no exportTo[]");
  });

  test('an adopted Service is refused', () => {
    const chart = bookinfoChart();
    const service = new ApiObject(chart, 'service', {
      apiVersion: 'v1', kind: 'Service', metadata: { name: 'reviews' }, spec: { selector: { app: 'reviews' }, ports: [{ name: 'http', port: 9080, targetPort: 9080 }] },
    });
    expect(() => made({ service, ports: undefined }, undefined, chart).flagger()).toThrow(
      `${PLACE}: Service 'reviews' is made by this program and by Flagger; give the ports instead of service: Flagger makes the Service`);
  });

  test('a gateway that exposes the host is told, as Flagger makes the routes there, too', () => {
    const app = new App();
    const chart = bookinfoChart(app);
    const { service, flagger } = made({}, undefined, chart);
    flagger();
    const gateway = new IngressGateway(chart, 'edge', { mesh: new Mesh(chart, 'mesh'), namespace: 'edge' });
    gateway.addListener('http', Listener.http({ hosts: ['reviews.example.com'] }));
    const exposed = gateway.expose(service, { hosts: ['reviews.example.com'] });
    expect(exposed.node.validate()).toEqual([
      `ExposedHost '${exposed.node.path}': Flagger makes the routes of reviews.bookinfo.svc.cluster.local, and none of them holds here; `
      + "give the gateway and 'reviews.example.com' to Flagger as gateways and hosts",
    ]);
  });
});

describe('refused', () => {
  const refused = (options: Partial<FlaggerOptions>, plan: Partial<CanaryPlan> = {}) => () => made().flagger(options, plan);

  test('a canary, which Flagger makes', () => {
    const { service, stable, flagger } = made();
    const other = service.addVersion('next', { labels: { version: 'next' } });
    expect(() => flagger({}, { canary: other })).toThrow(`${PLACE}: version 'next' is given as canary, which Flagger makes itself of the next change of '${stable.name}'; leave canary out`);
  });

  test('a weight, which Flagger decides', () => expect(refused({}, { weight: 10 })).toThrow(`${PLACE}: the weight 10 is given, which Flagger decides; leave weight out`));

  test('a version without Deployment', () => {
    expect(() => made({}, { labels: { version: 'main' } }).flagger()).toThrow(
      `${PLACE}: version 'main' is labels only, Flagger needs a Deployment; give the version an image, or a Deployment as workload`);
  });

  test('replicas, which Flagger changes', () => {
    expect(() => made({}, { image: 'reviews:1', replicas: 3 }).flagger()).toThrow(
      `${PLACE}: the Deployment of version 'main' has 3 replicas, a number that Flagger changes; leave replicas out, of a construct by ApiObject.of(it).addJsonPatch(JsonPatch.remove('/spec/replicas')), and give an autoscaler`);
  });

  test('several ports', () => {
    expect(() => made({ ports: [ServicePort.http(80), ServicePort.grpc(81)] }).flagger()).toThrow(
      `${PLACE}: reviews.bookinfo.svc.cluster.local has 2 ports, 80 (HTTP), 81 (GRPC); Flagger knows one; make a MeshService of one port`);
  });

  test('a port of another protocol', () => {
    expect(() => made({ ports: [ServicePort.tls(443)] }).flagger()).toThrow(
      `${PLACE}: port 443 of reviews.bookinfo.svc.cluster.local speaks TLS, Flagger shifts HTTP and TCP; declare it as ServicePort.http, .grpc or .tcp`);
  });

  test('a timeout for TCP', () => {
    expect(() => made({ ports: [ServicePort.tcp(5432)] }).flagger({}, { timeout: Duration.seconds(1) })).toThrow(`${PLACE}: route 'canary': timeout is given for a TCP port; leave it out`);
  });

  test.each([
    [{ fault: Fault.abort(503) }, 'fault.abort.httpStatus'],
    [{ mirrors: [Mirror.to({ destinationRef: made().stable.destinationRef })] }, 'mirrors[].destination.host'],
    [{ retry: Retry.attempts(1, { retryIgnorePreviousHosts: false }) }, 'retries.retryIgnorePreviousHosts'],
  ])('what its Canary has no word for: %#', (plan, field) => {
    expect(refused({}, plan)).toThrow(`${PLACE}: route 'canary': Flagger's Canary has no ${field}; leave it out, or deliver with CanaryStrategy.argoRollouts`);
  });

  test('retries in the Gateway API', () => {
    expect(() => made({ dialect: Dialect.GATEWAY_API }).flagger({}, { retry: Retry.attempts(1) })).toThrow("Flagger's Canary has no retries.attempts");
  });

  test('gateways in the Gateway API', () => {
    expect(() => made({ dialect: Dialect.GATEWAY_API }).flagger({ gateways: [RouteGateway.named('a', 'b')] })).toThrow(
      `${PLACE}: gateways of Flagger are given for routes of the Gateway API; leave them out, or use Dialect.ISTIO`);
  });

  test('match without iterations', () => expect(refused({}, { match: [HttpMatch.header('x', StringMatch.exact('y'))] })).toThrow(
    `${PLACE}: match is given, which Flagger knows for A/B tests only; leave it out, or use FlaggerProgress.iterations(...)`));

  test('match with session affinity', () => expect(refused(
    { progress: FlaggerProgress.iterations(1), sessionAffinity: { cookieName: 'a' } }, { match: [HttpMatch.header('x', StringMatch.exact('y'))] },
  )).toThrow(`${PLACE}: match and sessionAffinity are given, but an A/B test does not share requests; leave one of them out`));

  test.each([
    [[], 'it is empty; give a match, or leave it out'],
    [[HttpMatch.uriPrefix('/a')], "Flagger's Canary has no match[].uri.prefix; match headers, query parameters and source labels by value"],
    [[HttpMatch.header('x', StringMatch.present())], "Flagger's Canary has no match[].headers{} without a value; match headers, query parameters and source labels by value"],
  ])('a match that it does not know: %#', (match, problem) => {
    expect(refused({ progress: FlaggerProgress.iterations(1) }, { match })).toThrow(`${PLACE}: match of the canary: ${problem}`);
  });

  test.each<[Partial<FlaggerOptions>, string]>([
    [{ interval: Duration.seconds(5) }, 'interval is 5 s, whole seconds from 10 are allowed; change it, or leave it out for the default'],
    [{ threshold: 0 }, 'the threshold is 0, a whole number from 1 is allowed; say after how many failed checks it is rolled back'],
    [{ mirrorPercent: 0 }, 'mirrorPercent is 0, which Flagger takes for 100; leave it out'],
    [{ mirrorPercent: 101 }, 'mirrorPercent is 101, a whole number from 0 to 100 is allowed; give a share in percent'],
    [{ primaryReadyThreshold: -1 }, 'primaryReadyThreshold is -1, a whole number from 0 to 100 is allowed; give a share in percent'],
    [{ progress: FlaggerProgress.linear({ stepWeight: 0 }) }, 'stepWeight is 0, a whole number from 1 to 100 is allowed; give a share in percent'],
    [{ progress: FlaggerProgress.weights([]) }, 'weights is empty, at least one is needed; give shares in percent, e.g. [1, 5, 20, 50]'],
    [{ progress: FlaggerProgress.weights([5, 5]) }, 'weights do not rise: 5, 5; order them'],
    [{ progress: FlaggerProgress.iterations(0) }, 'iterations is 0, a whole number from 1 is allowed; say how often it is checked'],
    [{ metrics: [FlaggerMetric.successRate(0)] }, 'the success rate is 0, more than 0 and at most 100 is allowed; give percent, e.g. 99'],
    [{ metrics: [FlaggerMetric.requestDuration(Duration.millis(0))] }, 'the request duration is 0 ms, whole milliseconds from 1 are allowed; round it'],
    [{ metrics: [FlaggerMetric.template({ name: 'a', template: 'b' })] }, "metric 'a' has neither min nor max; say what a good canary has"],
    [{ metrics: [FlaggerMetric.template({ name: 'a', template: 'b', min: 2, max: 1 })] }, "metric 'a' has min 2 above max 1; exchange them"],
    [{ webhooks: [{ hook: FlaggerHook.EVENT, name: 'a', url: 'tests' }] }, "webhook 'a' has the url 'tests', http:// or https:// is allowed; write it in full, e.g. 'http://tests.shop/'"],
    [{ hosts: ['a b'] }, "host of the canary 'a b' is not a host"],
  ])('%j', (options, problem) => {
    expect(refused(options)).toThrow(`${PLACE}: ${problem}`);
  });

  test('an autoscaler of another kind', () => {
    const { chart, flagger } = made();
    const scaler = new ApiObject(chart, 'scaler', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' } });
    expect(() => flagger({ autoscaler: { scaler } })).toThrow(`${PLACE}: the autoscaler is a Deployment, HorizontalPodAutoscaler or ScaledObject is allowed; pass its construct`);
  });

  test('an autoscaler of another namespace', () => {
    const { chart, flagger } = made();
    const scaler = new ApiObject(chart, 'scaler', { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'x', namespace: 'other' } });
    expect(() => flagger({ autoscaler: { scaler } })).toThrow(`${PLACE}: the autoscaler is in namespace other, bookinfo is allowed; put both into one namespace`);
  });
});

describe("what Flagger's Canary can say", () => {
  const { crds } = JSON.parse(readFileSync(join(__dirname, '../../../imports/flagger/1.44/crds.json'), 'utf8')) as { crds: Crd[] };
  const { spec: { properties } } = crds.find(({ names }) => names.kind === 'Canary')!.schema.properties as any;

  function leaves(schema: Schema, path: string): string[] {
    const { properties: fields, items, additionalProperties: values } = schema as Record<string, Schema | undefined>;
    if (fields) return Object.entries(fields).flatMap(([name, field]) => leaves(field as Schema, `${path}.${name}`));
    if (items) return leaves(items, `${path}[]`);
    return values ? leaves(values, `${path}{}`) : [path];
  }

  test('of routes and policies is what its schema has', () => {
    const parts = ['timeout', 'retries', 'headers', 'rewrite', 'corsPolicy', 'trafficPolicy'];
    expect([...FLAGGER_SERVICE_FIELDS].sort()).toEqual(parts.flatMap((part) => leaves(properties.service.properties[part], part)).sort());
  });

  test('of matches is what its schema has', () => {
    expect([...FLAGGER_MATCH_FIELDS].sort()).toEqual(leaves(properties.analysis.properties.match, 'match').sort());
  });
});
