import { EnvoyChange } from '../../src/envoy/envoy-change';
import { EnvoyClusters } from '../../src/envoy/envoy-clusters';
import { EnvoyConfig } from '../../src/envoy/envoy-config';
import { EnvoyFilterChains } from '../../src/envoy/envoy-filter-chains';
import { EnvoyListeners } from '../../src/envoy/envoy-listeners';
import { ProxyTraffic } from '../../src/envoy/proxy-traffic';
import { EnvoyRouteAction } from '../../src/envoy/route-match';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { LUA, lua, luaConfig, luaValue, spec } from './synth';

const HCM = 'envoy.filters.network.http_connection_manager';
const inbound = EnvoyConfig.inbound();
const cart = Hosts.named({ name: 'cart', namespace: 'shop', ports: [ServicePort.http(80)] });

test.each([
  [EnvoyConfig.inbound(), 'SIDECAR_INBOUND'],
  [EnvoyConfig.outbound(), 'SIDECAR_OUTBOUND'],
  [EnvoyConfig.gateway(), 'GATEWAY'],
  [EnvoyConfig.any(), 'ANY'],
  [EnvoyConfig.of(ProxyTraffic.GATEWAY), 'GATEWAY'],
])('context %#', (config, context) => {
  expect(spec(config.listeners().merge({ a: 1 })).match.context).toBe(context);
});

describe('HTTP filters', () => {
  const filters = inbound.httpFilters({ port: 8080 });
  const match = (name?: string) => ({ listener: { portNumber: 8080, filterChain: { filter: { name: HCM, ...name && { subFilter: { name } } } } } });

  test.each([
    ['first', filters.first(lua), match(), { operation: 'INSERT_FIRST', value: luaValue }],
    ['before', filters.before('x', lua), match('x'), { operation: 'INSERT_BEFORE', value: luaValue }],
    ['beforeRouter', filters.beforeRouter(lua), match('envoy.filters.http.router'), { operation: 'INSERT_BEFORE', value: luaValue }],
    ['after', filters.after('x', lua), match('x'), { operation: 'INSERT_AFTER', value: luaValue }],
    ['merge', filters.merge(LUA, luaConfig), match(LUA), { operation: 'MERGE', value: { typed_config: luaConfig } }],
    ['replace', filters.replace(LUA, lua), match(LUA), { operation: 'REPLACE', value: luaValue }],
    ['remove', filters.remove(LUA), match(LUA), { operation: 'REMOVE' }],
  ])('%s', (_, change, where, patch) => {
    expect(spec(change)).toEqual({ applyTo: 'HTTP_FILTER', match: { context: 'SIDECAR_INBOUND', ...where }, patch });
  });

  test('a filter may find its configuration elsewhere, and be off', () => {
    const configDiscovery = { config_source: { ads: {} } };
    expect(spec(filters.first({ name: 'x', configDiscovery, disabled: true })).patch.value).toEqual({ name: 'x', config_discovery: configDiscovery, disabled: true });
    expect(spec(EnvoyChange.extensionConfig({ name: 'x', typedConfig: luaConfig }))).toEqual({
      applyTo: 'EXTENSION_CONFIG', patch: { operation: 'ADD', value: { name: 'x', typed_config: luaConfig } },
    });
  });
});

describe('network filters', () => {
  const filters = EnvoyConfig.gateway().networkFilters({ sni: 'shop.example.com', transportProtocol: 'tls', applicationProtocols: ['h2', 'http/1.1'] });
  const match = (name?: string) => ({
    context: 'GATEWAY',
    listener: { filterChain: { sni: 'shop.example.com', transportProtocol: 'tls', applicationProtocols: 'h2,http/1.1', ...name && { filter: { name } } } },
  });

  test.each([
    ['first', filters.first(lua), match(), 'INSERT_FIRST'],
    ['before', filters.before('x', lua), match('x'), 'INSERT_BEFORE'],
    ['after', filters.after('x', lua), match('x'), 'INSERT_AFTER'],
    ['merge', filters.merge('x', luaConfig), match('x'), 'MERGE'],
    ['replace', filters.replace('x', lua), match('x'), 'REPLACE'],
    ['remove', filters.remove('x'), match('x'), 'REMOVE'],
  ])('%s', (_, change, where, operation) => {
    expect(spec(change)).toMatchObject({ applyTo: 'NETWORK_FILTER', match: where, patch: { operation } });
  });

  test('the connection manager knows its type', () => {
    expect(spec(inbound.connectionManager({ filterChain: 'blackhole', destinationPort: 8080 }).merge({ server_name: 'x' }))).toEqual({
      applyTo: 'NETWORK_FILTER',
      match: { context: 'SIDECAR_INBOUND', listener: { filterChain: { name: 'blackhole', destinationPort: 8080, filter: { name: HCM } } } },
      patch: { operation: 'MERGE', value: { typed_config: { '@type': expect.stringMatching(/v3\.HttpConnectionManager$/), server_name: 'x' } } },
    });
  });
});

describe('listener filters', () => {
  const filters = inbound.listenerFilters({ listener: 'virtualInbound' });

  test.each([
    ['first', filters.first(lua), undefined, 'INSERT_FIRST'],
    ['before', filters.before('x', lua), 'x', 'INSERT_BEFORE'],
    ['after', filters.after('x', lua), 'x', 'INSERT_AFTER'],
    ['last', filters.last(lua), undefined, 'ADD'],
    ['merge', filters.merge('x', luaConfig), 'x', 'MERGE'],
    ['remove', filters.remove('x'), 'x', 'REMOVE'],
  ])('%s', (_, change, listenerFilter, operation) => {
    const { match, ...rest } = spec(change);
    expect(rest).toMatchObject({ applyTo: 'LISTENER_FILTER', patch: { operation } });
    expect(match.listener).toEqual({ name: 'virtualInbound', ...listenerFilter && { listenerFilter } });
  });
});

const value = { stat_prefix: 'x' };
test.each<[string, EnvoyListeners | EnvoyFilterChains | EnvoyClusters, object]>([
  ['LISTENER', inbound.listeners({ port: 15006 }), { listener: { portNumber: 15006 } }],
  ['FILTER_CHAIN', inbound.filterChains({ filterChain: 'x' }), { listener: { filterChain: { name: 'x' } } }],
  ['CLUSTER', EnvoyConfig.outbound().clusters({ destination: cart, port: 80 }), { cluster: { service: 'cart.shop.svc.cluster.local', portNumber: 80 } }],
  ['CLUSTER', EnvoyConfig.outbound().clusters({ cluster: 'PassthroughCluster' }), { cluster: { name: 'PassthroughCluster' } }],
])('%s: merge, add, remove', (applyTo, place, match) => {
  expect(spec(place.merge(value))).toMatchObject({ applyTo, match, patch: { operation: 'MERGE', value } });
  expect(spec(place.mergeReplacingLists(value))).toMatchObject({ applyTo, match, patch: { operation: 'MERGE_AND_REPLACE_LIST', value } });
  expect(spec(place.add(value))).toMatchObject({ applyTo, match, patch: { operation: 'ADD', value } });
  expect(spec(place.remove())).toEqual({ applyTo, match: { context: expect.any(String), ...match }, patch: { operation: 'REMOVE' } });
});

test('a version of a host is a cluster of its own', () => {
  const destination = { destinationRef: { host: cart.hostRef, subset: 'v2' } };
  expect(spec(EnvoyConfig.outbound().clusters({ destination }).remove()).match.cluster).toEqual({ service: 'cart.shop.svc.cluster.local', subset: 'v2' });
});

test('the port of an inbound cluster is that of the container', () => {
  expect(spec(inbound.clusters({ destination: cart, port: 8080 }).remove()).match.cluster).toEqual({ service: 'cart.shop.svc.cluster.local', portNumber: 8080 });
});

test('a port that the host does not have is refused', () => {
  expect(() => spec(EnvoyConfig.outbound().clusters({ destination: cart, port: 81 }).remove())).toThrow('cart.shop.svc.cluster.local has no port 81, it has 80 (HTTP)');
});

test('route configurations are merged', () => {
  const place = EnvoyConfig.gateway().routeConfigurations({ routeConfiguration: 'http.8080', port: 8080, portName: 'http', gateway: 'shop/ingress' });
  expect(spec(place.merge(value))).toEqual({
    applyTo: 'ROUTE_CONFIGURATION',
    match: { context: 'GATEWAY', routeConfiguration: { name: 'http.8080', portNumber: 8080, portName: 'http', gateway: 'shop/ingress' } },
    patch: { operation: 'MERGE', value },
  });
  expect(spec(place.mergeReplacingLists(value)).patch.operation).toBe('MERGE_AND_REPLACE_LIST');
});

test('virtual hosts are merged, added, replaced, removed', () => {
  const place = EnvoyConfig.gateway().virtualHosts({ domain: 'shop.example.com', virtualHost: 'shop.example.com:80' });
  const made = [place.merge(value), place.mergeReplacingLists(value), place.add(value), place.replace(value), place.remove()].map(spec);
  expect(made.map(({ patch }) => patch.operation)).toEqual(['MERGE', 'MERGE_AND_REPLACE_LIST', 'ADD', 'REPLACE', 'REMOVE']);
  expect(made[0]).toMatchObject({ applyTo: 'VIRTUAL_HOST', match: { routeConfiguration: { vhost: { name: 'shop.example.com:80', domainName: 'shop.example.com' } } } });
});

test('routes are merged and inserted', () => {
  const place = EnvoyConfig.outbound().routes({ domain: 'cart', route: 'slow', action: EnvoyRouteAction.ROUTE });
  const made = [place.merge(value), place.mergeReplacingLists(value), place.first(value), place.before(value), place.after(value)].map(spec);
  expect(made.map(({ patch }) => patch.operation)).toEqual(['MERGE', 'MERGE_AND_REPLACE_LIST', 'INSERT_FIRST', 'INSERT_BEFORE', 'INSERT_AFTER']);
  expect(made[0]).toMatchObject({ applyTo: 'HTTP_ROUTE', match: { routeConfiguration: { vhost: { domainName: 'cart', route: { name: 'slow', action: 'ROUTE' } } } } });
});
