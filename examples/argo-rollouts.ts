import { ApiObject, App, Chart, Duration } from 'cdk8s';
import {
  CanaryStrategy, HttpMatch, Mesh, MeshService, Retry, RolloutArgument, RolloutStep, RouteAction, ServicePort, StringMatch, VersionOptions,
} from 'istos';

export interface SearchOptions {
  /** The release of search; anything that speaks HTTP on port 8080. Each change of it is a canary. */
  readonly release?: VersionOptions;
  /** Where Prometheus answers. */
  readonly prometheus?: string;
}

const testers = [HttpMatch.header('x-tester', StringMatch.exact('yes'))];

/** The search of a shop. Argo Rollouts shows each release to testers first, then to a share of the customers. */
export function argoRollouts(app: App, options: SearchOptions = {}): void {
  const { release = { image: 'docker.io/traefik/whoami:v1.11.0', args: ['--port=8080'], runAsUser: 65532 } } = options;
  const chart = new Chart(app, 'argo-rollouts', { namespace: 'search' });
  Mesh.fromRevision(chart, 'mesh').enroll('search');

  const search = new MeshService(chart, 'search', { ports: [ServicePort.http(8080)] });
  const running = search.addVersion('main', { replicas: 2, ...release });

  new ApiObject(chart, 'success-rate', {
    apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisTemplate', metadata: { name: 'success-rate' },
    spec: {
      args: [{ name: 'hash' }],
      metrics: [{
        name: 'success-rate', interval: '60s', successCondition: 'result[0] >= 99', failureLimit: 3,
        provider: {
          prometheus: {
            address: options.prometheus ?? 'http://prometheus.istio-system:9090',
            query: '100 * sum(rate(requests_total{code!~"5..",hash="{{args.hash}}"}[2m])) / sum(rate(requests_total{hash="{{args.hash}}"}[2m]))',
          },
        },
      }],
    },
  });

  // Routes of your own stay yours: the controller only writes to an object behind the last one.
  search.addRoute('old-path', { match: [HttpMatch.pathPrefix('/find')], action: RouteAction.redirect({ uri: '/search' }) });
  search.canary({
    stable: running,
    timeout: Duration.seconds(2),
    retry: Retry.attempts(2),
    strategy: CanaryStrategy.argoRollouts({
      steps: [
        RolloutStep.canaryReplicas(1),
        RolloutStep.headerRoute('testers', testers),
        RolloutStep.pause(),
        RolloutStep.weight(30),
        RolloutStep.matchTrafficWeight(),
        RolloutStep.pause(),
      ],
      analysis: { templates: [{ name: 'success-rate' }], args: { hash: RolloutArgument.canaryHash() }, startingStep: 4 },
    }),
  });
}
