import { App, Chart } from 'cdk8s';
import { BookinfoImages } from './bookinfo';
import { HttpMatch, HttpMethod, Mesh, MeshService, RouteAction, ServicePort, StringMatch } from 'istos';

export interface RequestRoutingOptions {
  readonly images?: BookinfoImages;
}

/** Who gets which version of reviews. */
export function requestRouting(app: App, options: RequestRoutingOptions = {}): void {
  const { images = BookinfoImages.PUBLIC } = options;
  const chart = new Chart(app, 'request-routing', { namespace: 'request-routing' });
  Mesh.fromRevision(chart, 'mesh').enroll('request-routing');

  const reviews = new MeshService(chart, 'reviews', { ports: [ServicePort.http(9080)] });
  const [v1, v2, v3] = ['v1', 'v2', 'v3'].map((version) => reviews.addVersion(version, images.of('reviews', version)));

  // The first route that fits decides. One that is never reached, because another takes all its requests before, is an error.
  reviews.addRoute('read-only', {
    match: [HttpMatch.method(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)],
    action: RouteAction.respond(405, { body: 'reviews can only be read here' }),
  });
  reviews.addRoute('old-path', {
    match: [HttpMatch.uriPrefix('/v0/reviews/')],
    action: RouteAction.redirect({ prefixRewrite: '/reviews/', redirectCode: 308 }),
  });

  // A tester sees what comes next.
  reviews.addRoute('testers', {
    match: [HttpMatch.header('end-user', StringMatch.exact('jason'))],
    action: RouteAction.forward(v2),
  });

  // An A/B test: whoever put users into group b left a cookie, which they bring along. Applications have to pass it on.
  reviews.addRoute('group-b', {
    match: [HttpMatch.cookie('group', StringMatch.exact('b'))],
    action: RouteAction.forward(v3),
    headers: { response: { set: { 'x-group': 'b' } } },
  });

  // Without a match: all the rest. It has to be there, and to be the last.
  reviews.addRoute('rest', { action: RouteAction.forward(v1) });
}
