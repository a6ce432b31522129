import { spawnSync } from 'child_process';
import { mkdtempSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart, Duration, Size } from 'cdk8s';
import { rateLimit } from '../../examples/rate-limit';
import { buildGoTools } from './go-tools';
import {
  api, BufferLimits, ConnectionLimit, EnvoyChange, EnvoyConfig, EnvoyPatch, EnvoyRouteAction, ExtensionFilter, ExtensionMode, ExtensionPhase,
  GlobalRateLimit, GzipCompression, HeaderLimits, Hosts, LocalRateLimit, LuaFilter, MeshApp, PolicyScope, ProxyConfig, ProxyImageType, ProxyTraffic,
  RateLimitAction, RequestHedging, ServicePort, Sidecar, SidecarCaptureMode, SidecarEgress, SidecarEndpoint, SidecarHosts, SidecarOutboundTraffic,
  SidecarTls, StringMatch, TrafficExtension, WasmFailStrategy, WasmPlugin, WasmPullPolicy, WasmType,
} from 'istos';

jest.setTimeout(20 * 60_000);

const folders: string[] = [];
let istioctl: string;

beforeAll(() => {
  ({ istioctl } = buildGoTools());
});

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function synthesized(program: (app: MeshApp) => void): string {
  const outdir = mkdtempSync(join(tmpdir(), 'istos-envoy-'));
  folders.push(outdir);
  const app = new MeshApp({ outdir });
  program(app);
  app.synth();
  return outdir;
}

const inShop = (fill: (chart: Chart) => void) => synthesized((app) => fill(new Chart(app, 'shop', { namespace: 'shop' })));

/** What istioctl's analysis says, which includes its validation; without what it says of every EnvoyFilter, and of each selector without its Pods. */
function analyzed(folder: string): string[] {
  const files = readdirSync(folder).map((file) => join(folder, file));
  const { error, stdout, stderr } = spawnSync(istioctl, ['analyze', '--use-kube=false', '--all-namespaces', '-o', 'json', ...files], { encoding: 'utf8' });
  if (error) throw error;
  expect(stderr).not.toMatch(/^Error: (?!Analyzers found issues)/m);
  return JSON.parse(stdout)
    .map(({ code, origin, message }: any) => `${code} ${origin}: ${message}`)
    .filter((text: string) => !/exposes internal implementation details|^IST0101 Sidecar .*workloadSelector/.test(text));
}

const cart = PolicyScope.workload('shop', { app: 'cart' });
const search = Hosts.named({ name: 'search', namespace: 'shop', ports: [ServicePort.http(80)] });
const luaConfig = { '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua' };
const lua = { name: 'envoy.filters.http.lua', typedConfig: luaConfig };
const tcp = {
  name: 'envoy.filters.network.connection_limit',
  typedConfig: { '@type': 'type.googleapis.com/envoy.extensions.filters.network.connection_limit.v3.ConnectionLimit', stat_prefix: 'x', max_connections: 1 },
};
const tls = {
  name: 'envoy.filters.listener.tls_inspector',
  typedConfig: { '@type': 'type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector' },
};
const discovery = { config_source: { ads: {} }, type_urls: ['type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua'] };

/** Every operation at every place. */
function everyChange(): EnvoyChange[] {
  const [inbound, outbound, gateway] = [EnvoyConfig.inbound(), EnvoyConfig.outbound(), EnvoyConfig.gateway()];
  const http = inbound.httpFilters({ port: 8080 });
  const network = gateway.networkFilters({ sni: 'shop.example.com', transportProtocol: 'tls', applicationProtocols: ['h2'] });
  const listener = inbound.listenerFilters({ listener: 'virtualInbound' });
  const listeners = outbound.listeners({ port: 80 });
  const chains = inbound.filterChains({ filterChain: 'x', destinationPort: 8080 });
  const configurations = gateway.routeConfigurations({ port: 80, portName: 'http', gateway: 'shop/ingress', routeConfiguration: 'http.80' });
  const hosts = gateway.virtualHosts({ domain: 'shop.example.com', virtualHost: 'shop.example.com:80' });
  const routes = outbound.routes({ route: 'default', action: EnvoyRouteAction.ROUTE });
  const clusters = outbound.clusters({ destination: search, port: 80 });
  const route = { name: 'ping', match: { path: '/ping' }, direct_response: { status: 200 } };
  const cluster = { name: 'x', type: 'STATIC', connect_timeout: '1s' };
  return [
    http.first(lua), http.before('x', lua), http.beforeRouter({ ...lua, disabled: true }), http.after('x', lua), http.merge('x', luaConfig), http.replace('x', lua), http.remove('x'),
    http.first({ name: 'later', configDiscovery: discovery }), EnvoyChange.extensionConfig({ name: 'later', typedConfig: luaConfig }),
    EnvoyConfig.any().connectionManager().merge({ server_name: 'shop' }),
    network.first(tcp), network.before('x', tcp), network.after('x', tcp), network.merge('x', tcp.typedConfig), network.replace('x', tcp), network.remove('x'),
    listener.first(tls), listener.before('x', tls), listener.after('x', tls), listener.last(tls), listener.merge('x', tls.typedConfig), listener.remove('x'),
    listeners.merge({ per_connection_buffer_limit_bytes: 1 }), listeners.mergeReplacingLists({ per_connection_buffer_limit_bytes: 1 }),
    listeners.add({ name: 'x' }), listeners.remove(),
    chains.merge({ name: 'x' }), chains.mergeReplacingLists({ name: 'x' }), chains.add({ name: 'x' }), chains.remove(),
    configurations.merge({ max_direct_response_body_size_bytes: 1 }), configurations.mergeReplacingLists({ internal_only_headers: ['x'] }),
    hosts.merge({ request_headers_to_remove: ['x'] }), hosts.mergeReplacingLists({ domains: ['x'] }), hosts.add({ name: 'x', domains: ['x'] }),
    hosts.replace({ name: 'x', domains: ['x'] }), hosts.remove(),
    routes.merge({ route: { timeout: '1s' } }), routes.mergeReplacingLists({ request_headers_to_remove: ['x'] }), routes.first(route), routes.before(route), routes.after(route),
    clusters.merge({ connect_timeout: '1s' }), clusters.mergeReplacingLists({ connect_timeout: '1s' }), clusters.add(cluster), clusters.remove(),
    outbound.clusters({ cluster: 'PassthroughCluster' }).merge({ connect_timeout: '1s' }),
  ];
}

test('Istio takes every change at every place', () => {
  expect(analyzed(inShop((chart) => {
    new EnvoyPatch(chart, 'all', { cover: cart, reason: 'all of them', changes: everyChange(), proxies: { istioMinor: '1.31', metadata: { CLUSTER_ID: 'x' } } });
  }))).toEqual([]);
});

test('Istio takes every recipe with all that can be said', () => {
  const bucket = { requests: 10, per: Duration.millis(500), burst: 20 };
  const route = { domain: 'shop.example.com', route: 'cart' };
  const ratelimit = Hosts.named({ name: 'ratelimit', namespace: 'infra', ports: [ServicePort.grpc(8081)] });
  const answer = { status: 503, responseHeaders: { 'x-limited': 'yes' }, rateLimitHeaders: true, grpcResourceExhausted: true };
  const headers = { ':path': StringMatch.prefix('/slow'), 'x-a': StringMatch.exact('a'), 'x-b': StringMatch.regex('a|b'), 'x-c': StringMatch.present() };
  const actions = [
    RateLimitAction.remoteAddress(), RateLimitAction.path(), RateLimitAction.queryParameter('q'), RateLimitAction.fixed('a', 'b'),
    RateLimitAction.destinationCluster(), RateLimitAction.headersMatch('x', headers),
  ];
  const gateway = PolicyScope.gateway('shop', 'ingress');
  expect(analyzed(inShop((chart) => {
    new LocalRateLimit(chart, 'local', { cover: cart, bucket, ...answer, extras: [{ headers, bucket }], port: 8080, perConnection: true, enforcedPercent: 50 });
    new LocalRateLimit(chart, 'local-route', { cover: gateway, bucket, route });
    const global = { service: ratelimit, domain: 'shop', descriptors: [{ actions }], ...answer, failureModeDeny: true, timeout: Duration.millis(250) };
    new GlobalRateLimit(chart, 'global', { cover: cart, ...global });
    new GlobalRateLimit(chart, 'global-route', { cover: gateway, ...global, route });
    new LuaFilter(chart, 'lua', { cover: cart, script: 'function envoy_on_request(handle) end', first: true });
    new HeaderLimits(chart, 'headers', { cover: cart, at: ProxyTraffic.ANY, maxSize: Size.kibibytes(96), maxCount: 200 });
    new BufferLimits(chart, 'buffers', { cover: cart, connectionBuffer: Size.kibibytes(32), requestBody: Size.mebibytes(1) });
    new ConnectionLimit(chart, 'connections', { cover: cart, maxConnections: 10, delay: Duration.millis(1500) });
    new GzipCompression(chart, 'gzip', { cover: cart, minSize: Size.kibibytes(1), contentTypes: ['application/json'], level: 9 });
    new RequestHedging(chart, 'hedging', { cover: cart, host: search, port: 80, route: 'x', perTryTimeout: Duration.millis(300), attempts: 1 });
  }))).toEqual([]);
});

test('Istio takes extensions, Sidecars and ProxyConfigs with all that can be said', () => {
  const module = {
    url: 'oci://registry.example.com/auth:v1', sha256: 'ab'.repeat(32), imagePullPolicy: WasmPullPolicy.ALWAYS, imagePullSecret: 'registry', pluginName: 'auth',
    pluginConfig: { realm: 'shop' }, failStrategy: WasmFailStrategy.FAIL_RELOAD, environment: { A: 'b' }, hostEnvironment: ['POD_NAME'], type: WasmType.NETWORK,
  };
  const place = { cover: cart, phase: ExtensionPhase.AUTHN, priority: 5, match: [{ mode: ExtensionMode.SERVER, ports: [8080] }] };
  expect(analyzed(inShop((chart) => {
    new WasmPlugin(chart, 'wasm', { ...place, ...module });
    new TrafficExtension(chart, 'wasm-too', { ...place, filter: ExtensionFilter.wasm(module) });
    new TrafficExtension(chart, 'lua', { ...place, filter: ExtensionFilter.lua('function envoy_on_request(handle) end') });
    new ProxyConfig(chart, 'proxy', { cover: cart, concurrency: 0, environmentVariables: { A: 'b' }, image: ProxyImageType.DISTROLESS });
    new Sidecar(chart, 'sidecar', {
      cover: cart,
      hosts: [SidecarHosts.ownNamespace(), SidecarHosts.host(search), SidecarHosts.named('*.example.com'), SidecarHosts.exceptNamespace('test')],
      hostsListener: { captureMode: SidecarCaptureMode.IPTABLES, bind: '127.0.0.1' },
      egress: [
        SidecarEgress.port(ServicePort.http(80), [SidecarHosts.namespace('infra')], { bind: '127.0.0.2' }),
        SidecarEgress.socket('/var/run/search.sock', ServicePort.http(1), [SidecarHosts.host(search)]),
      ],
      outboundTraffic: SidecarOutboundTraffic.registryOnly(),
      ingress: [
        { port: ServicePort.http(8080), endpoint: SidecarEndpoint.localhost(9080), connectionPool: { http2MaxRequests: 5 } },
        { port: ServicePort.https(8443), endpoint: SidecarEndpoint.podAddress(9443), tls: SidecarTls.optionalMutual('/tls/crt', '/tls/key', '/tls/ca') },
        { port: ServicePort.tcp(9000), endpoint: SidecarEndpoint.socket('/cart.sock') },
      ],
      inboundConnectionPool: { maxConnections: 100 },
    });
  }))).toEqual([]);
});

test('Istio takes the example', () => {
  expect(analyzed(synthesized((app) => rateLimit(app)))).toEqual([]);
});

const value = { name: 'x' };
const filter = (name?: string, subFilter?: object) => ({ listener: { filterChain: { filter: { name, subFilter } } } });

test.each<[string, object]>([
  ['no part', {}],
  ['no operation', { applyTo: 'CLUSTER', patch: { value } }],
  ['no value', { applyTo: 'CLUSTER', patch: { operation: 'MERGE' } }],
  ['a route that is added', { applyTo: 'HTTP_ROUTE', patch: { operation: 'ADD', value } }],
  ['a route that is removed', { applyTo: 'HTTP_ROUTE', patch: { operation: 'REMOVE' } }],
  ['a cluster that is replaced', { applyTo: 'CLUSTER', patch: { operation: 'REPLACE', value } }],
  ['a match of another class', { applyTo: 'CLUSTER', match: { listener: {} }, patch: { operation: 'REMOVE' } }],
  ['a filter without name', { applyTo: 'NETWORK_FILTER', match: filter(''), patch: { operation: 'MERGE', value } }],
  ['a filter of a listener', { applyTo: 'LISTENER', match: filter('x'), patch: { operation: 'MERGE', value } }],
  ['a subfilter of a network filter', { applyTo: 'NETWORK_FILTER', match: filter('x', { name: 'y' }), patch: { operation: 'MERGE', value } }],
  ['a version that is no regular expression', { applyTo: 'CLUSTER', match: { proxy: { proxyVersion: '(' } }, patch: { operation: 'REMOVE' } }],
  ['a typed configuration without type', { applyTo: 'HTTP_FILTER', patch: { operation: 'INSERT_FIRST', value: { name: 'x', typed_config: {} } } }],
])('what Istio refuses or complains of is an error here: %s', (_, change) => {
  const spec = { priority: 10, configPatches: [change] };
  expect(analyzed(inShop((chart) => new api.networking.EnvoyFilter(chart, 'raw', { metadata: { name: 'raw' }, spec })))).not.toEqual([]);
  expect(() => inShop((chart) => new EnvoyPatch(chart, 'raw', { cover: cart, reason: 'x', changes: [EnvoyChange.raw(change)] }))).toThrow(`EnvoyPatch 'shop/raw': `);
});
