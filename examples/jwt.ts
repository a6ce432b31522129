import { App, Chart } from 'cdk8s';
import { BookinfoImages } from './bookinfo';
import {
  Condition, HttpMatch, HttpMethod, IngressGateway, IngressGatewayProps, Jwks, JwtAuthentication, JwtIssuer, Listener, Mesh, MeshService, Operation,
  PolicyScope, RouteAction, ServicePort, StringMatch,
} from 'istos';

export interface JwtOptions {
  readonly images?: BookinfoImages;
  /** The public keys of the accounts' server. */
  readonly keys?: Jwks;
  readonly gateway?: Partial<IngressGatewayProps>;
}

/** Reviews for people with an account: their tokens are verified, asked for, and looked at. */
export function jwt(app: App, options: JwtOptions = {}): void {
  const { images = BookinfoImages.PUBLIC, keys = Jwks.uri('https://accounts.example.com/keys') } = options;
  const chart = new Chart(app, 'jwt', { namespace: 'jwt' });
  const mesh = Mesh.fromRevision(chart, 'mesh');
  mesh.enroll('jwt');
  mesh.enroll('jwt-ingress');

  const reviews = new MeshService(chart, 'reviews', { ports: [ServicePort.http(9080)] });
  const [v1, v2] = ['v1', 'v2'].map((version) => reviews.addVersion(version, images.of('reviews', version)));

  // Who made the token, and for whom: one that was made for another application is of no use here.
  const accounts: JwtIssuer = { issuer: 'https://accounts.example.com', jwks: keys, audiences: ['bookinfo'] };

  // No review without a valid token. The program learns from a header who it is, which nobody but the proxy can set.
  reviews.access.requireJwt({
    issuers: [{ ...accounts, outputClaimToHeaders: [{ claim: 'sub', header: 'x-user' }] }],
    exempt: [Operation.paths('/health')],
  });
  // To change something takes more than to read.
  reviews.access.deny({
    to: [Operation.methods(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)],
    when: [Condition.claim(['scope'], { notValues: ['reviews:write'] })],
  });

  // The gateway verifies tokens, too, as its routes look at their claims; and passes them on, as reviews asks for them.
  const gateway = new IngressGateway(chart, 'jwt-gateway', { namespace: 'jwt-ingress', mesh, ...options.gateway });
  new JwtAuthentication(chart, 'readers', {
    cover: PolicyScope.workload(gateway.namespace, gateway.selector),
    issuers: [{ ...accounts, forwardOriginalToken: true }],
  });
  gateway.addListener('http', Listener.http({ hosts: ['reviews.example.com'] }));
  const site = gateway.expose(reviews, { hosts: ['reviews.example.com'] });

  // Policies can only answer 403. A route can say what browsers and programs know: that they have to sign in.
  site.addRoute('sign-in', {
    match: [HttpMatch.all({ withoutClaims: [{ path: ['iss'], value: StringMatch.present() }] })],
    action: RouteAction.respond(401, { body: 'sign in at https://accounts.example.com' }),
    headers: { response: { set: { 'www-authenticate': 'Bearer' } } },
  });
  // Testers see what comes next, by a group of their account.
  site.addRoute('testers', { match: [HttpMatch.claim(['groups'], StringMatch.exact('testers'))], action: RouteAction.forward(v2) });
  site.addRoute('rest', { action: RouteAction.forward(v1) });
}
