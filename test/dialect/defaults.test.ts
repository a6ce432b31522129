import { App, Chart } from 'cdk8s';
import { validatorOf } from '../schema/schemas';
import {
  BackendTls, ClientCa, ConnectionAction, Dialect, GatewayTls, HttpMatch, HttpMethod, IngressGateway, Listener, MeshService, Mirror, Rewrite,
  RouteAction, ServicePort, StringMatch, TlsMatch, UnmatchedPreflights,
} from 'istos';

const dialect = Dialect.GATEWAY_API;

/** Something of everything that is written in the Gateway API. */
function everything(): any[] {
  const chart = new Chart(new App(), 'app', { namespace: 'shop' });
  const ports = [ServicePort.http(80), ServicePort.tls(443), ServicePort.tcp(9000), ServicePort.grpc(70)];
  const cart = new MeshService(chart, 'cart', { dialect, ports });
  const v1 = cart.addVersion('v1', { labels: { version: 'v1' } });
  cart.addTlsRoute('tls', { match: [TlsMatch.sniHosts('a.example.com')], action: ConnectionAction.forward(v1, { port: 443 }) });
  cart.addTcpRoute('tcp', { action: ConnectionAction.forward(v1) });
  cart.addRoute('call', { match: [HttpMatch.uri(StringMatch.exact('/shop.Cart/Add'))], action: RouteAction.forward(v1) });
  cart.addRoute('rest', {
    action: RouteAction.split({ to: cart, weight: 30 }, { to: v1, weight: 70, headers: { request: { remove: ['a'] } } }), mirrors: [Mirror.to(v1, { percent: 0.1 })],
  });
  const web = new MeshService(chart, 'web', { dialect, ports: [ServicePort.http(80)] });
  web.addRoute('read', {
    match: [HttpMatch.all({ uri: StringMatch.pathPrefix('/a'), methods: [HttpMethod.GET], headers: { b: StringMatch.present() }, queryParams: { q: StringMatch.exact('1') } })],
    action: RouteAction.forward(web), rewrite: Rewrite.uri('/', { authority: 'x.example.com' }),
    corsPolicy: { allowOrigins: [StringMatch.exact('https://a.example.com')], unmatchedPreflights: UnmatchedPreflights.IGNORE },
  });
  web.addRoute('old', { match: [HttpMatch.uri(StringMatch.exact('/old'))], action: RouteAction.redirect({ uri: '/new' }) });
  web.addRoute('rest', { action: RouteAction.forward(web) });
  new BackendTls(chart, 'tls', { host: web, hostname: 'web.example.com', caConfigMap: 'ca' });
  const gateway = new IngressGateway(chart, 'edge', { dialect, namespace: 'ingress' });
  gateway.addListener('https', Listener.https({ hosts: ['a.example.com'], tls: GatewayTls.optionalMutual('a', { clientCa: ClientCa.configMap('ca', 'shop') }) }));
  gateway.addListener('pass', Listener.tlsPassthrough({ hosts: ['*.example.com'], port: 9443 }));
  gateway.addListener('plain', Listener.http({ hosts: ['*'], httpsRedirect: true }));
  gateway.addListener('team', Listener.http({ hosts: ['team.example.com'], port: 8080, virtualServiceNamespace: 'team' }));
  gateway.addListener('bytes', Listener.tcp({ port: 9000 }));
  gateway.exposeTls(cart, { hosts: ['p.example.com'] });
  gateway.exposeTcp(cart, { port: 9000 });
  gateway.expose(web, { hosts: ['a.example.com'] });
  return chart.toJson().filter(({ apiVersion }) => apiVersion.startsWith('gateway.networking.k8s.io/'));
}

test('the API server has nothing to fill in, which GitOps tools would take for a difference', () => {
  const objects = everything();
  const filled = objects.map((object) => {
    const copy = structuredClone(object);
    // It sets the defaults of the schema.
    expect(validatorOf(`${object.apiVersion}/${object.kind}`)!(copy)).toBe(true);
    return { ...copy, status: undefined };
  });
  expect(filled).toEqual(objects);
  expect(new Set(objects.map(({ kind }) => kind))).toEqual(new Set(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'Gateway', 'ReferenceGrant', 'BackendTLSPolicy']));
});
