import { ApiObject, App, Chart, Duration } from 'cdk8s';
import {
  CanaryStrategy, DestinationPolicy, FlaggerMetric, FlaggerOptions, FlaggerProgress, LoadBalancing, Mesh, MeshService, Retry, ServicePort,
  VersionOptions,
} from 'istos';

export interface CatalogOptions {
  /** The release of catalog; anything that speaks HTTP on port 8080. Each change of it is a canary. */
  readonly release?: VersionOptions;
  readonly delivery?: Partial<FlaggerOptions>;
}

/** The catalog of a shop. Flagger tries each release on a tenth of the requests, then more, and takes it back if they fail. */
export function flagger(app: App, options: CatalogOptions = {}): void {
  const { release = { image: 'docker.io/traefik/whoami:v1.11.0', args: ['--port=8080'], runAsUser: 65532 } } = options;
  const chart = new Chart(app, 'flagger', { namespace: 'catalog' });
  Mesh.fromRevision(chart, 'mesh').enroll('catalog');

  const catalog = new MeshService(chart, 'catalog', { ports: [ServicePort.http(8080)] });
  // No number of replicas: Flagger changes it. What an autoscaler says it copies for the stable Pods.
  const running = catalog.addVersion('main', release);
  const scaler = new ApiObject(chart, 'catalog-scaler', {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'catalog' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'catalog-main' },
      minReplicas: 1,
      maxReplicas: 4,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
    },
  });

  new ApiObject(chart, 'stale-items', {
    apiVersion: 'flagger.app/v1beta1', kind: 'MetricTemplate', metadata: { name: 'stale-items' },
    spec: {
      provider: { type: 'prometheus', address: options.delivery?.metricsServer ?? 'http://prometheus.istio-system:9090' },
      query: 'sum(rate(catalog_stale_items_total{namespace="{{ namespace }}",pod=~"{{ target }}-[0-9a-z]+-[0-9a-z]+"}[{{ interval }}]))',
    },
  });

  // Timeout, retries and policies stand in Flagger's Canary: it makes the routes and rules.
  catalog.addPolicy(DestinationPolicy.loadBalancing(LoadBalancing.roundRobin()));
  catalog.canary({
    stable: running,
    timeout: Duration.seconds(2),
    retry: Retry.attempts(2),
    strategy: CanaryStrategy.flagger({
      interval: Duration.minutes(1),
      threshold: 3,
      progress: FlaggerProgress.weights([10, 25, 50]),
      metrics: [
        FlaggerMetric.successRate(99),
        FlaggerMetric.requestDuration(Duration.millis(500)),
        FlaggerMetric.template({ name: 'stale items', template: 'stale-items', max: 1 }),
      ],
      autoscaler: { scaler },
      ...options.delivery,
    }),
  });
}
