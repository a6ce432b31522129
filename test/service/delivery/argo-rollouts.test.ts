import { ApiObject, Chart, Duration } from 'cdk8s';
import { Dialect } from '../../../src/dialect/dialect';
import { IngressGateway } from '../../../src/gateway/ingress-gateway';
import { Listener } from '../../../src/gateway/listener';
import { ExportTo } from '../../../src/host/export-to';
import { ServicePort } from '../../../src/host/service-port';
import { HttpMatch } from '../../../src/match/http-match';
import { HttpMethod } from '../../../src/match/http-method';
import { StringMatch } from '../../../src/match/string-match';
import { Mesh } from '../../../src/mesh/mesh';
import { Retry } from '../../../src/route/retry';
import { CanaryPlan } from '../../../src/service/canary-plan';
import { CanaryStrategy } from '../../../src/service/canary-strategy';
import { ArgoRolloutsOptions, RolloutScaleDown } from '../../../src/service/delivery/argo-rollouts-options';
import { RolloutArgument } from '../../../src/service/delivery/rollout-analysis';
import { RolloutStep } from '../../../src/service/delivery/rollout-step';
import { MeshService } from '../../../src/service/mesh-service';
import { MeshServiceProps } from '../../../src/service/mesh-service-props';
import { VersionOptions } from '../../../src/service/version-options';
import { validateObject } from '../../schema/validate';
import { bookinfoChart, object, objects } from '../objects';

const PLACE = "MeshService 'bookinfo/reviews'";
const HOST = 'reviews.bookinfo.svc.cluster.local';
const tester = HttpMatch.header('x-tester', StringMatch.exact('yes'));

function made(props: Partial<MeshServiceProps> = {}, version: VersionOptions = { image: 'reviews:1', replicas: 3 }, chart = bookinfoChart()) {
  const service = new MeshService(chart, 'reviews', { ports: [ServicePort.http(9080)], ...props });
  const stable = service.addVersion('main', version);
  const rollouts = (options: Partial<ArgoRolloutsOptions> = {}, plan: Partial<CanaryPlan> = {}) => service.canary({
    stable, ...plan, strategy: CanaryStrategy.argoRollouts({ steps: [RolloutStep.weight(20), RolloutStep.pause()], ...options }),
  });
  return { chart, service, stable, rollouts };
}

function spec(options: Partial<ArgoRolloutsOptions> = {}): any {
  const { chart, rollouts } = made();
  rollouts(options);
  const rollout = object(chart, 'Rollout');
  expect(validateObject(rollout)).toEqual([]);
  return rollout.spec;
}

const named = (chart: Chart, kind: string, name: string) => objects(chart, kind).find(({ metadata }) => metadata.name === name);

describe('a service that Argo Rollouts delivers', () => {
  test('has a Rollout that takes over the Deployment and its replicas', () => {
    const { chart, rollouts } = made();
    rollouts();
    expect(object(chart, 'Rollout')).toEqual({
      apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'reviews', namespace: 'bookinfo', labels: { app: 'reviews' } },
      spec: {
        replicas: 3,
        workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'reviews-main', scaleDown: 'onsuccess' },
        strategy: {
          canary: {
            trafficRouting: {
              istio: {
                virtualService: { name: 'reviews-canary', routes: ['canary'] },
                destinationRule: { name: 'reviews-canary', stableSubsetName: 'stable', canarySubsetName: 'canary' },
              },
            },
            steps: [{ setWeight: 20 }, { pause: {} }],
          },
        },
      },
    });
    expect(object(chart, 'Deployment').spec).not.toHaveProperty('replicas');
  });

  test('leaves its catch-all to a VirtualService that has the shares and nothing else', () => {
    const { chart, rollouts } = made();
    rollouts({}, { timeout: Duration.seconds(2), retry: Retry.attempts(2) });
    expect(named(chart, 'VirtualService', 'reviews').spec).toEqual({
      hosts: [HOST], http: [{ name: 'canary', delegate: { name: 'reviews-canary', namespace: 'bookinfo' }, timeout: '2s', retries: { attempts: 2 } }],
    });
    expect(named(chart, 'VirtualService', 'reviews-canary').spec).toEqual({
      http: [{ name: 'canary', route: [{ destination: { host: HOST, subset: 'stable' }, weight: 100 }, { destination: { host: HOST, subset: 'canary' }, weight: 0 }] }],
    });
  });

  test('has a DestinationRule with the two subsets and nothing else, as the controller drops all others', () => {
    const { chart, rollouts } = made();
    rollouts();
    expect(named(chart, 'DestinationRule', 'reviews-canary').spec).toEqual({
      host: HOST, subsets: [{ name: 'stable', labels: { version: 'main' } }, { name: 'canary', labels: { version: 'main' } }],
    });
    expect(named(chart, 'DestinationRule', 'reviews').spec.subsets).toEqual([{ name: 'main', labels: { version: 'main' } }]);
  });

  test('shows the tools that apply it what is shared', () => {
    const { chart, rollouts } = made();
    rollouts();
    for (const kind of ['VirtualService', 'DestinationRule']) {
      expect(named(chart, kind, 'reviews-canary').metadata).toMatchObject({
        labels: { 'app.kubernetes.io/managed-by': 'argo-rollouts' }, annotations: { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' },
      });
    }
  });

  test('names the fields that are not ours', () => {
    const owned = { owner: 'Argo Rollouts', namespace: 'bookinfo' };
    expect(made().rollouts()).toMatchObject({
      weight: undefined, version: undefined, route: { name: 'canary', isCatchAll: true },
      ownedFields: [
        { ...owned, group: 'apps', kind: 'Deployment', name: 'reviews-main', jqPathExpressions: ['.spec.replicas'] },
        { ...owned, group: 'networking.istio.io', kind: 'DestinationRule', name: 'reviews-canary', jqPathExpressions: ['.spec.subsets'] },
        { ...owned, group: 'networking.istio.io', kind: 'VirtualService', name: 'reviews-canary', jqPathExpressions: ['.spec.http'] },
      ],
    });
  });

  test('sends matches to the canary whatever its share', () => {
    const { chart, rollouts } = made();
    rollouts({}, { match: [tester], id: 'try' });
    expect(named(chart, 'VirtualService', 'reviews').spec.http[0]).toEqual({
      name: 'try-match', match: [{ headers: { 'x-tester': { exact: 'yes' } } }], route: [{ destination: { host: HOST, subset: 'canary' } }],
    });
    expect(named(chart, 'VirtualService', 'reviews-try').spec.http[0].name).toBe('try');
  });

  test('is seen alike in both rules', () => {
    const { chart, rollouts } = made({ exportTo: ExportTo.namespaces('bookinfo', 'edge') });
    rollouts();
    for (const kind of ['VirtualService', 'DestinationRule']) {
      for (const { spec: { exportTo } } of objects(chart, kind)) expect(exportTo).toEqual(['bookinfo', 'edge']);
    }
  });

  test('has the same shares at a gateway', () => {
    const { chart, service, rollouts } = made();
    rollouts();
    const gateway = new IngressGateway(chart, 'edge', { mesh: new Mesh(chart, 'mesh'), namespace: 'edge' });
    gateway.addListener('http', Listener.http({ hosts: ['reviews.example.com'] }));
    gateway.expose(service, { hosts: ['reviews.example.com'] });
    expect(objects(chart, 'VirtualService').find(({ metadata }) => metadata.namespace === 'edge').spec.http)
      .toMatchObject([{ name: 'canary', delegate: { name: 'reviews-canary', namespace: 'bookinfo' } }]);
  });

  test('may have a Deployment of any library', () => {
    const chart = bookinfoChart();
    const workload = new ApiObject(chart, 'd', {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'mine' },
      spec: { replicas: 2, selector: { matchLabels: { app: 'reviews' } }, template: { metadata: { labels: { app: 'reviews' } } } },
    });
    made({}, { workload }, chart).rollouts();
    expect(object(chart, 'Rollout').spec).toMatchObject({ replicas: 2, workloadRef: { name: 'mine' } });
    expect(object(chart, 'Deployment').spec).not.toHaveProperty('replicas');
  });
});

describe('steps', () => {
  const canary = (...steps: RolloutStep[]) => spec({ steps }).strategy.canary;

  test('wait for a time', () => {
    expect(canary(RolloutStep.pause(Duration.minutes(10))).steps).toEqual([{ pause: { duration: '600s' } }]);
  });

  test('measure', () => {
    const args = { hash: RolloutArgument.canaryHash(), before: RolloutArgument.stableHash(), name: RolloutArgument.value('reviews'), region: RolloutArgument.field("metadata.labels['region']") };
    expect(canary(RolloutStep.analysis({ templates: [{ name: 'a' }, { name: 'b', clusterScope: true }], args })).steps).toEqual([{
      analysis: {
        templates: [{ templateName: 'a' }, { templateName: 'b', clusterScope: true }],
        args: [
          { name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } }, { name: 'before', valueFrom: { podTemplateHashValue: 'Stable' } },
          { name: 'name', value: 'reviews' }, { name: 'region', valueFrom: { fieldRef: { fieldPath: "metadata.labels['region']" } } },
        ],
      },
    }]);
  });

  test('make routes, whose precedence is that of the steps', () => {
    const mirrored = [HttpMatch.all({ uri: StringMatch.prefix('/api'), methods: [HttpMethod.GET], headers: { 'x-a': StringMatch.exact('b') } })];
    expect(canary(
      RolloutStep.canaryReplicas(1), RolloutStep.headerRoute('testers', [tester]), RolloutStep.mirrorRoute('copies', { match: mirrored, percent: 10 }),
      RolloutStep.removeMirrorRoute('copies'), RolloutStep.removeHeaderRoute('testers'),
    )).toMatchObject({
      trafficRouting: { managedRoutes: [{ name: 'testers' }, { name: 'copies' }] },
      steps: [
        { setCanaryScale: { replicas: 1 } },
        { setHeaderRoute: { name: 'testers', match: [{ headerName: 'x-tester', headerValue: { exact: 'yes' } }] } },
        { setMirrorRoute: { name: 'copies', percentage: 10, match: [{ path: { prefix: '/api' }, method: { exact: 'GET' }, headers: { 'x-a': { exact: 'b' } } }] } },
        { setMirrorRoute: { name: 'copies' } },
        { setHeaderRoute: { name: 'testers' } },
      ],
    });
  });

  test('scale the canary', () => {
    expect(canary(RolloutStep.canaryScale(50), RolloutStep.weight(10), RolloutStep.matchTrafficWeight()).steps)
      .toEqual([{ setCanaryScale: { weight: 50 } }, { setWeight: 10 }, { setCanaryScale: { matchTrafficWeight: true } }]);
  });
});

test('what else can be said of a Rollout', () => {
  expect(spec({
    analysis: { templates: [{ name: 'a' }], startingStep: 2 }, scaleDown: RolloutScaleDown.PROGRESSIVELY, maxSurge: '1', maxUnavailable: '0%',
    scaleDownDelay: Duration.seconds(0), abortScaleDownDelay: Duration.minutes(1), minPodsPerReplicaSet: 2,
    progressDeadline: Duration.minutes(5), progressDeadlineAbort: true, revisionHistoryLimit: 3, rollbackWindow: 2,
  })).toMatchObject({
    workloadRef: { scaleDown: 'progressively' }, progressDeadlineSeconds: 300, progressDeadlineAbort: true, revisionHistoryLimit: 3, rollbackWindow: { revisions: 2 },
    strategy: {
      canary: {
        analysis: { templates: [{ templateName: 'a' }], startingStep: 2 }, maxSurge: 1, maxUnavailable: '0%',
        scaleDownDelaySeconds: 0, abortScaleDownDelaySeconds: 60, minPodsPerReplicaSet: 2,
      },
    },
  });
});

describe('refused', () => {
  const refused = (options: Partial<ArgoRolloutsOptions>, plan: Partial<CanaryPlan> = {}) => () => made().rollouts(options, plan);

  test('a weight, which the steps decide', () => expect(refused({}, { weight: 10 })).toThrow(`${PLACE}: the weight 10 is given, which Argo Rollouts decides; leave weight out`));

  test('routes of the Gateway API', () => {
    expect(() => made({ dialect: Dialect.GATEWAY_API }).rollouts()).toThrow(
      `${PLACE}: Argo Rollouts writes to routes of Istio, this service has those of the Gateway API; use Dialect.ISTIO, or deliver with CanaryStrategy.flagger`);
  });

  test('a workload that is no Deployment', () => {
    const chart = bookinfoChart();
    const workload = new ApiObject(chart, 's', { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 's' }, spec: { template: { metadata: { labels: { app: 'reviews' } } } } });
    expect(() => made({}, { workload }, chart).rollouts()).toThrow(`${PLACE}: version 'main' is a StatefulSet, Argo Rollouts needs a Deployment`);
  });

  test('several HTTP ports', () => {
    expect(() => made({ ports: [ServicePort.http(80), ServicePort.http2(81)] }).rollouts()).toThrow(
      `${PLACE}: ${HOST} has ports 80 (HTTP), 81 (HTTP2), the route that Argo Rollouts writes needs one of HTTP; make a MeshService of one such port`);
  });

  test('versions called like its subsets', () => {
    const { service, rollouts } = made();
    service.addVersion('stable', { labels: { version: 'stable' } });
    expect(() => rollouts()).toThrow(`${PLACE}: a version is called 'stable', as a subset of Argo Rollouts is; rename the version`);
  });

  test('such versions later', () => {
    const { service, rollouts } = made();
    rollouts();
    expect(() => service.addVersion('canary', { labels: { version: 'canary' } })).toThrow(`a version is called 'canary'`);
  });

  test.each<[Partial<ArgoRolloutsOptions>, string]>([
    [{ steps: [] }, 'Argo Rollouts has no steps, so a canary would get all requests at once; give steps, e.g. RolloutStep.weight(10), RolloutStep.pause()'],
    [{ dynamicStableScale: true, scaleDownDelay: Duration.seconds(1) }, 'dynamicStableScale and scaleDownDelay are given, Argo Rollouts allows one of them; leave one out'],
    [{ maxSurge: 'some' }, "maxSurge 'some' is neither a number of pods nor a share of them"],
    [{ progressDeadline: Duration.seconds(0) }, 'progressDeadline is 0 s, whole seconds from 1 are allowed'],
    [{ analysis: { templates: [] } }, 'the analysis has no templates, at least one is needed; name an AnalysisTemplate'],
  ])('%j', (options, problem) => expect(refused(options)).toThrow(`${PLACE}: ${problem}`));

  test.each<[string, RolloutStep[], string]>([
    ['a share beyond all', [RolloutStep.weight(101)], '1 of Argo Rollouts: setWeight is 101, a whole number from 0 to 100 is allowed; give a share in percent'],
    ['half a Pod', [RolloutStep.canaryReplicas(0.5)], '1 of Argo Rollouts: setCanaryReplicas is 0.5, a whole number from 0 is allowed; change it'],
    ['half a second', [RolloutStep.pause(Duration.millis(500))], '1 of Argo Rollouts: pause is 0.5 s, whole seconds from 1 are allowed'],
    ['a header route without match', [RolloutStep.weight(1), RolloutStep.headerRoute('a', [])],
      "2 of Argo Rollouts: route 'a' has no match, at least one is needed; say which requests it takes"],
    ['a header route for paths', [RolloutStep.weight(1), RolloutStep.headerRoute('a', [HttpMatch.uriPrefix('/a')])],
      "2 of Argo Rollouts: a match of header route 'a' has not one header alone; write one match a header: HttpMatch.header('x-canary', StringMatch.exact('yes'))"],
    ['the presence of a header', [RolloutStep.weight(1), RolloutStep.headerRoute('a', [HttpMatch.header('x', StringMatch.present())])],
      "2 of Argo Rollouts: route 'a' asks only whether a header is there; compare it: StringMatch.regex('.+')"],
    ['a mirror route for callers', [RolloutStep.weight(1), RolloutStep.mirrorRoute('a', { match: [HttpMatch.all({ sourceNamespace: 'x' })] })],
      "2 of Argo Rollouts: a match of mirror route 'a' has sourceNamespace, Argo Rollouts knows method, path and headers; leave it out"],
    ['a route called like the canary', [RolloutStep.weight(1), RolloutStep.headerRoute('canary', [tester])],
      "2 of Argo Rollouts: its route is called 'canary' as that of the canary; name them apart"],
    ['a route to no Pods', [RolloutStep.headerRoute('a', [tester])],
      "1 of Argo Rollouts: route 'a' sends requests to the canary, which has no Pods; put RolloutStep.canaryReplicas(1) before, or setWeight(...)"],
    ['Pods for a share of 0', [RolloutStep.canaryReplicas(1), RolloutStep.matchTrafficWeight()],
      '2 of Argo Rollouts: matchTrafficWeight takes all Pods of the canary away, its share is 0; put RolloutStep.weight(...) before'],
  ])('%s', (_, steps, problem) => expect(refused({ steps })).toThrow(`${PLACE}: step ${problem}`));
});
