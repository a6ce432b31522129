import { App, Chart, Duration } from 'cdk8s';
import { BookinfoImages } from './bookinfo';
import {
  Dialect, HttpMatch, IngressGateway, IngressGatewayProps, Listener, Mesh, MeshService, Mirror, Rewrite, RouteAction, ServicePort, StringMatch,
} from 'istos';

export interface GatewayApiOptions {
  /** The same program in Istio's own API: `Dialect.ISTIO`. */
  readonly dialect?: Dialect;
  readonly namespace?: string;
  readonly images?: BookinfoImages;
  readonly gateway?: Partial<IngressGatewayProps>;
}

/** Reviews with its routes in the Gateway API of Kubernetes, for clients in the mesh and for those that come through a gateway. */
export function gatewayApi(app: App, options: GatewayApiOptions = {}): void {
  const { dialect = Dialect.GATEWAY_API, namespace = 'gateway-api', images = BookinfoImages.PUBLIC } = options;
  const ingress = `${namespace}-ingress`;
  const chart = new Chart(app, namespace, { namespace });
  const mesh = Mesh.fromRevision(chart, 'mesh');
  mesh.enroll(namespace);
  mesh.enroll(ingress);

  // The Gateway API knows no versions of a Service, so each version has a Service of its own, reviews-v1 and so on.
  const reviews = new MeshService(chart, 'reviews', { dialect, ports: [ServicePort.http(9080)] });
  const [v1, v2, v3] = ['v1', 'v2', 'v3'].map((version) => reviews.addVersion(version, images.of('reviews', version)));

  reviews.addRoute('moved', {
    match: [HttpMatch.uri(StringMatch.exact('/feedback'))],
    action: RouteAction.redirect({ uri: '/reviews', redirectCode: 308 }),
  });

  // Of all matches that fit, the Gateway API takes the most specific one, not the first. An order that it would not keep is an error: without
  // the second match, requests of testers below /api would go to v3.
  reviews.addRoute('testers', {
    match: [
      HttpMatch.header('end-user', StringMatch.exact('jason')),
      HttpMatch.all({ uri: StringMatch.pathPrefix('/api'), headers: { 'end-user': StringMatch.exact('jason') } }),
    ],
    action: RouteAction.forward(v2),
  });

  // A path prefix means the same in both APIs: /api and what is below it, but not /apis.
  reviews.addRoute('api', {
    match: [HttpMatch.pathPrefix('/api')],
    action: RouteAction.forward(v3),
    rewrite: Rewrite.uri('/'),
    headers: { request: { set: { 'x-api': 'v1' } } },
    timeout: Duration.seconds(5),
  });

  reviews.addRoute('rest', {
    action: RouteAction.split({ to: v1, weight: 90 }, { to: v3, weight: 10 }),
    mirrors: [Mirror.to(v2, { percent: 5 })],
  });

  // Clients from outside follow the same routes. They stand in the gateway's namespace, and a ReferenceGrant lets them reach reviews.
  const gateway = new IngressGateway(chart, 'reviews-gateway', { dialect, namespace: ingress, mesh, ...options.gateway });
  gateway.addListener('http', Listener.http({ hosts: ['reviews.example.com'] }));
  gateway.expose(reviews, { hosts: ['reviews.example.com'] });
}
