import { App, Chart, Duration } from 'cdk8s';
import { BookinfoImages } from './bookinfo';
import { ExtAuthzProvider, Hosts, HttpMethod, Mesh, MeshService, Operation, ServicePort, Source } from 'istos';

const oauth2Proxy = Hosts.named({ name: 'oauth2-proxy', namespace: 'authorizers', ports: [ServicePort.http(4180)] });
const opa = Hosts.named({ name: 'opa', namespace: 'authorizers', ports: [ServicePort.grpc(9191)] });

/**
 * The authorizers of the platform's team. Its program gives them to the mesh, and policies name them:
 * `new Mesh(chart, 'mesh', { extAuthzProviders: [Authorizers.LOGIN, Authorizers.OPA] })`.
 */
export class Authorizers {
  /** Lets those pass who are logged in, and sends all others to the page where they can. */
  public static readonly LOGIN = ExtAuthzProvider.http('login', oauth2Proxy, {
    includeRequestHeadersInCheck: ['cookie'],
    headersToUpstreamOnAllow: ['x-auth-request-user'],
    headersToDownstreamOnDeny: ['location', 'set-cookie'],
    timeout: Duration.seconds(2),
  });

  /** Decides by its own rules. Nobody waits longer than half a second for it, and without its answer nothing passes. */
  public static readonly OPA = ExtAuthzProvider.grpc('opa', opa, { timeout: Duration.millis(500), statusOnError: 503 });
}

export interface ExtAuthzOptions {
  readonly images?: BookinfoImages;
}

/** Bookinfo's front and its ratings ask somebody else who may do what. */
export function extAuthz(app: App, options: ExtAuthzOptions = {}): void {
  const { images = BookinfoImages.PUBLIC } = options;
  const chart = new Chart(app, 'ext-authz', { namespace: 'ext-authz' });
  Mesh.fromRevision(chart, 'mesh').enroll('ext-authz');

  const productpage = new MeshService(chart, 'productpage', { ports: [ServicePort.http(9080)] });
  productpage.addVersion('v1', images.of('productpage', 'v1'));
  const ratings = new MeshService(chart, 'ratings', { ports: [ServicePort.http(9080)] });
  ratings.addVersion('v1', images.of('ratings', 'v1'));

  // Anybody may look around. Who wants to see an account has to be logged in.
  productpage.access.custom(Authorizers.LOGIN, { to: [Operation.paths('/account', '/account/*')] });

  // OPA decides who may change a rating. It is asked before the rule below, which still holds for what it lets pass.
  ratings.access.custom(Authorizers.OPA, { to: [Operation.methods(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)] });
  ratings.access.allow({ from: [Source.clients(productpage)] });
}
