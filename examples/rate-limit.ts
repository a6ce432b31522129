import { App, Chart, Duration } from 'cdk8s';
import {
  GlobalRateLimit, Hosts, LocalRateLimit, Mesh, MeshService, PolicyScope, RateLimitAction, ServicePort, StringMatch, VersionOptions,
} from 'istos';

export interface RateLimitOptions {
  /** What catalog is made of; anything that speaks HTTP on port 8080. */
  readonly catalog?: VersionOptions;
}

/** A catalog that others may read, but not all day long. */
export function rateLimit(app: App, options: RateLimitOptions = {}): void {
  const { catalog: version = { image: 'docker.io/traefik/whoami:v1.11.0', args: ['--port=8080'], runAsUser: 65532 } } = options;
  const chart = new Chart(app, 'rate-limit', { namespace: 'catalog' });
  Mesh.fromRevision(chart, 'mesh').enroll('catalog');

  const catalog = new MeshService(chart, 'catalog', { ports: [ServicePort.http(8080)] });
  catalog.addVersion('v1', version);

  // What one Pod can bear. Its proxy counts, and asks nobody: it holds when all else fails. An export costs more than a page.
  new LocalRateLimit(chart, 'catalog-load', {
    cover: PolicyScope.of(catalog),
    bucket: { requests: 50, per: Duration.minutes(1) },
    extras: [{ headers: { ':path': StringMatch.prefix('/export') }, bucket: { requests: 2, per: Duration.minutes(1) } }],
    responseHeaders: { 'retry-after': '60' },
  });

  // What one customer has paid for. All proxies ask the ratelimit service of the platform's team, whose configuration has the numbers:
  //
  //   domain: catalog
  //   descriptors:
  //     - key: api-key
  //       rate_limit: { unit: day, requests_per_unit: 1000 }
  const ratelimit = Hosts.named({ name: 'ratelimit', namespace: 'platform', ports: [ServicePort.grpc(8081)] });
  new GlobalRateLimit(chart, 'catalog-quota', {
    cover: PolicyScope.of(catalog),
    service: ratelimit,
    domain: 'catalog',
    descriptors: [{ actions: [RateLimitAction.requestHeader('x-api-key', 'api-key')] }],
    rateLimitHeaders: true,
    timeout: Duration.millis(50),
  });
}
