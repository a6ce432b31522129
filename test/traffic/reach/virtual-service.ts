import { Chart, Duration } from 'cdk8s';
import {
  ConnectionAction, DelegateRoutes, ExportTo, Fault, GrpcStatus, HttpMatch, HttpMethod, IngressGateway, Listener, MeshService, Mirror, RedirectPort,
  Retry, RetryOn, Rewrite, RouteAction, RouteGateway, ServicePort, StringMatch, TcpMatch, TlsMatch, UnmatchedPreflights,
} from 'istos';

/** Routes that use every field. */
export function reach(chart: Chart): void {
  const web = new MeshService(chart, 'web', {
    ports: [ServicePort.http(80), ServicePort.http(8080, { name: 'http-admin' }), ServicePort.tcp(9000), ServicePort.tls(443)],
    exportTo: ExportTo.namespaces('shop', 'istio-ingress'),
  });
  const [v1, v2] = ['v1', 'v2'].map((version) => web.addVersion(version, { labels: { version } }));
  const gateway = new IngressGateway(chart, 'gateway', { namespace: 'istio-ingress' });
  gateway.addListener('http', Listener.http({ hosts: ['shop.example.com'] }));
  gateway.expose(web, { hosts: ['shop.example.com'], port: 80 });
  const delegated = new DelegateRoutes(chart, 'delegated');
  delegated.addRoute('rest', { action: RouteAction.forward(web, { port: 80 }) });
  const split = RouteAction.split(
    { to: v1, weight: 90, port: 80, headers: { request: { set: { 'x-version': 'v1' } } } },
    { to: v2, weight: 10, port: 80 },
  );

  web.addRoute('all-conditions', {
    match: [
      HttpMatch.all({
        name: 'workloads', uri: StringMatch.prefix('/API'), ignoreUriCase: true, scheme: StringMatch.exact('http'), methods: [HttpMethod.GET],
        authority: StringMatch.regex('web.*'), headers: { 'end-user': StringMatch.exact('jason') }, withoutHeaders: { 'x-internal': StringMatch.present() },
        queryParams: { page: StringMatch.exact('1') }, port: 80, sourceLabels: { app: 'client' }, sourceNamespace: 'shop', statPrefix: 'workloads',
      }),
      HttpMatch.all({ uri: StringMatch.exact('/all'), gateways: [gateway, RouteGateway.MESH] }),
    ],
    action: split,
    timeout: Duration.seconds(10),
    retry: Retry.attempts(3, {
      perTryTimeout: Duration.seconds(2), retryOn: [RetryOn.GATEWAY_ERROR], backoff: Duration.millis(50),
      retryRemoteLocalities: true, retryIgnorePreviousHosts: false,
    }),
    mirrors: [Mirror.to(v2, { percent: 5 })],
    rewrite: Rewrite.uri('/v1', { authority: 'web.example.com' }),
    headers: { request: { set: { 'x-a': '1' }, add: { 'x-b': '2' }, remove: ['x-c'] }, response: { remove: ['server'] } },
    corsPolicy: {
      allowOrigins: [StringMatch.exact('https://shop.example.com')], allowMethods: [HttpMethod.GET], allowHeaders: ['x-a'], exposeHeaders: ['x-b'],
      maxAge: Duration.hours(1), allowCredentials: true, unmatchedPreflights: UnmatchedPreflights.IGNORE,
    },
  });
  const at = (path: string) => [HttpMatch.uriPrefix(path)];
  const forward = RouteAction.forward(v1);
  web.addRoute('slow', {
    match: at('/slow'), action: forward, fault: Fault.both(Fault.delay(Duration.seconds(1), { percent: 1 }), Fault.abort(500, { percent: 1 })),
  });
  web.addRoute('grpc', { match: at('/grpc'), action: forward, fault: Fault.abortGrpc(GrpcStatus.UNAVAILABLE) });
  web.addRoute('rewritten', { match: at('/users'), action: forward, rewrite: Rewrite.uriRegex('^/users/(.*)$', '/people/\\1') });
  web.addRoute('moved', {
    match: at('/old'), action: RouteAction.redirect({ uri: '/new', authority: 'shop.example.com', scheme: 'https', port: 8443, redirectCode: 308 }),
  });
  web.addRoute('moved-below', {
    match: at('/docs/'), action: RouteAction.redirect({ prefixRewrite: '/help/', scheme: 'https', derivePort: RedirectPort.FROM_PROTOCOL_DEFAULT }),
  });
  web.addRoute('text', { match: at('/robots.txt'), action: RouteAction.respond(200, { body: 'User-agent: *' }) });
  web.addRoute('bytes', { match: at('/favicon.ico'), action: RouteAction.respond(200, { bodyBase64: 'R0lGODlhAQABAAAAACw=' }) });
  web.addRoute('delegated', { match: at('/delegated'), action: RouteAction.delegate(delegated) });
  web.addRoute('rest', { action: forward });

  const connections = { destinationSubnets: ['10.0.0.0/8'], sourceLabels: { app: 'client' }, sourceNamespace: 'shop', gateways: [RouteGateway.MESH] };
  const shares = ConnectionAction.split({ to: v1, weight: 90 }, { to: v2, weight: 10 });
  web.addTcpRoute('all-conditions', { match: [TcpMatch.all({ ...connections, port: 9000 })], action: shares });
  web.addTlsRoute('all-conditions', { match: [TlsMatch.all({ ...connections, port: 443, sniHosts: ['shop.example.com'] })], action: shares });
}
