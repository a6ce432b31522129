import { App, Chart, Duration } from 'cdk8s';
import {
  CircuitBreaker, HttpMatch, IngressGateway, IngressGatewayProps, Listener, LocalityBalancing, Mesh, MeshProps, MeshService, PolicyScope, RouteAction,
  ServicePort, StrictMtls, StringMatch, VersionOptions,
} from 'istos';

/** How far the canary of reviews v3 has come. */
export enum CanaryStep { TENTH = 10, HALF = 50 }

export interface BookinfoOptions {
  readonly step?: CanaryStep;
  readonly images?: BookinfoImages;
  readonly mesh?: MeshProps;
  readonly gateway?: Partial<IngressGatewayProps>;
}

/** Where Bookinfo's four programs come from. */
export class BookinfoImages {
  /** The images that the Istio project publishes. */
  public static readonly PUBLIC = new BookinfoImages((app, version) => ({
    image: `docker.io/istio/examples-bookinfo-${app}-${version}:1.20.3`,
  }));

  /** An echo server stands in for each of them. */
  public static echo(image: string): BookinfoImages {
    return new BookinfoImages((_, version) => ({ image, args: ['--port=9080', `--version=${version}`] }));
  }

  private constructor(public readonly of: (app: string, version: string) => VersionOptions) {}
}

/** The Bookinfo application in a mesh of its own: one chart for the control plane, one for what runs on it. */
export function bookinfo(app: App, options: BookinfoOptions = {}): void {
  const { step = CanaryStep.HALF, images = BookinfoImages.PUBLIC } = options;

  const mesh = new Mesh(new Chart(app, 'mesh'), 'mesh', options.mesh);
  mesh.enroll('bookinfo');
  mesh.enroll('istio-ingress');

  const chart = new Chart(app, 'bookinfo', { namespace: 'bookinfo' });
  new StrictMtls(chart, 'strict-mtls', { cover: PolicyScope.mesh(mesh) });

  const service = (name: string, ...versions: string[]) => {
    const it = new MeshService(chart, name, { ports: [ServicePort.http(9080)] });
    for (const version of versions) it.addVersion(version, images.of(name, version));
    return it;
  };
  const productpage = service('productpage', 'v1');
  service('details', 'v1');
  const ratings = service('ratings', 'v1');
  const reviews = service('reviews', 'v1', 'v2', 'v3');

  reviews.addRoute('jason', {
    match: [HttpMatch.header('end-user', StringMatch.exact('jason'))],
    action: RouteAction.forward(reviews.version('v2')),
  });
  reviews.canary({ stable: reviews.version('v1'), canary: reviews.version('v3'), weight: step });

  new CircuitBreaker(chart, 'ratings-breaker', {
    host: ratings,
    maxConnections: 4,
    http1MaxPendingRequests: 4,
    consecutive5xxErrors: 5,
    interval: Duration.seconds(10),
    baseEjectionTime: Duration.seconds(30),
    locality: LocalityBalancing.asMesh(),
  });

  const gateway = new IngressGateway(chart, 'bookinfo-gateway', { namespace: 'istio-ingress', mesh, ...options.gateway });
  gateway.addListener('http', Listener.http({ hosts: ['bookinfo.example.com'] }));
  gateway.expose(productpage, { hosts: ['bookinfo.example.com'] });
}
