import { EnvoyChange } from '../../src/envoy/envoy-change';
import { EnvoyConfig } from '../../src/envoy/envoy-config';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { lua, luaConfig, luaValue, spec } from './synth';

const HCM = 'envoy.filters.network.http_connection_manager';
const cart = Hosts.named({ name: 'cart', namespace: 'shop', ports: [ServicePort.http(80)] });

const raw = (applyTo: string, operation: string, more: { match?: object; value?: object; filterClass?: string } = {}) => {
  const { match, ...patch } = more;
  return EnvoyChange.raw({ applyTo, ...match && { match }, patch: { operation, ...patch } });
};
const value = { name: 'x' };

test('a raw change is taken as it is', () => {
  const change = { applyTo: 'VIRTUAL_HOST', match: { context: 'GATEWAY', routeConfiguration: { vhost: { domainName: 'x' } } }, patch: { operation: 'MERGE', value } };
  expect(spec(EnvoyChange.raw(change))).toEqual(change);
});

test.each([
  ['an unknown part', raw('FILTERS', 'ADD'), `applyTo is 'FILTERS', 'LISTENER', 'LISTENER_FILTER', `],
  ['no part', EnvoyChange.raw({}), `applyTo is 'INVALID', `],
  ['an unknown field', EnvoyChange.raw({ applyTo: 'CLUSTER', operation: 'ADD' }), `a change has the field 'operation', 'applyTo', 'match' or 'patch' is allowed; take it out`],
  ['the bootstrap', raw('BOOTSTRAP', 'MERGE', { value }), `istiod ignores changes of the bootstrap since Istio 1.21; give the Pods a bootstrap of their own`],
  ['no operation', EnvoyChange.raw({ applyTo: 'CLUSTER' }), `the operation of a CLUSTER is 'INVALID', 'MERGE', 'MERGE_AND_REPLACE_LIST', 'ADD' or 'REMOVE' is allowed; use one of them`],
  ['a filter behind the router', raw('HTTP_FILTER', 'ADD', { value }), `the operation of a HTTP_FILTER is 'ADD'`],
  ['what is replaced but can not be', raw('CLUSTER', 'REPLACE', { value }), `the operation of a CLUSTER is 'REPLACE'`],
  ['a route that is added', raw('HTTP_ROUTE', 'ADD', { value }), `is allowed; INSERT_AFTER without the name of a route adds it at the end`],
  ['a route that is removed', raw('HTTP_ROUTE', 'REMOVE'), `the operation of a HTTP_ROUTE is 'REMOVE'`],
  ['a route configuration that is added', raw('ROUTE_CONFIGURATION', 'ADD', { value }), `the operation of a ROUTE_CONFIGURATION is 'ADD', 'MERGE' or 'MERGE_AND_REPLACE_LIST' is allowed`],
  ['a listener that is inserted', raw('LISTENER', 'INSERT_FIRST', { value }), `the operation of a LISTENER is 'INSERT_FIRST'`],
  ['a listener filter that is replaced', raw('LISTENER_FILTER', 'REPLACE', { value }), `the operation of a LISTENER_FILTER is 'REPLACE'`],
  ['lists of a filter', raw('HTTP_FILTER', 'MERGE_AND_REPLACE_LIST', { value }), `the operation of a HTTP_FILTER is 'MERGE_AND_REPLACE_LIST'`],
  ['an extension that is merged', raw('EXTENSION_CONFIG', 'MERGE', { value }), `the operation of a EXTENSION_CONFIG is 'MERGE', 'ADD' is allowed`],
  ['a filter class', raw('HTTP_FILTER', 'INSERT_FIRST', { value, filterClass: 'AUTHZ' }), 'istiod ignores filterClass AUTHZ; leave it out'],
  ['a value of what is removed', raw('CLUSTER', 'REMOVE', { value }), 'a CLUSTER is removed, its value is ignored; leave the value out'],
  ['no value', raw('CLUSTER', 'MERGE'), `the MERGE of a CLUSTER has no value; give it in Envoy's JSON form`],
  ['an empty value', raw('CLUSTER', 'MERGE', { value: {} }), `the MERGE of a CLUSTER has no value`],
])('refused: %s', (_, change, message) => {
  expect(() => spec(change)).toThrow(`EnvoyPatch 'bookinfo/tuned': `);
  expect(() => spec(change)).toThrow(message);
});

const filter = (name?: string, subFilter?: object) => ({ listener: { filterChain: { filter: { name, subFilter } } } });

test.each([
  ['a match of another class', raw('HTTP_FILTER', 'INSERT_FIRST', { value, match: { cluster: {} } }), `a HTTP_FILTER is matched by 'cluster', 'listener' is allowed; match it by 'listener'`],
  ['a listener for a route', raw('HTTP_ROUTE', 'MERGE', { value, match: { listener: {} } }), `a HTTP_ROUTE is matched by 'listener', 'routeConfiguration' is allowed`],
  ['a route for a cluster', raw('CLUSTER', 'MERGE', { value, match: { routeConfiguration: {} } }), `a CLUSTER is matched by 'routeConfiguration', 'cluster' is allowed`],
  ['a match of an extension', raw('EXTENSION_CONFIG', 'ADD', { value, match: { listener: {} } }), `a EXTENSION_CONFIG is matched by 'listener', nothing is allowed; leave the match out`],
  ['the context of waypoints', raw('CLUSTER', 'REMOVE', { match: { context: 'WAYPOINT' } }), 'istiod applies nothing in the context WAYPOINT; use INBOUND'],
  ['a match of waypoints', raw('CLUSTER', 'REMOVE', { match: { waypoint: {} } }), `a CLUSTER is matched by 'waypoint'`],
  ['a version that is no regular expression', raw('CLUSTER', 'REMOVE', { match: { proxy: { proxyVersion: '(' } } }), `the proxyVersion '(' of a match `],
  ['a filter of a listener', raw('LISTENER', 'MERGE', { value, match: filter('x') }), `the match of a LISTENER names the filter 'x', which is without effect; leave it out`],
  ['a filter without name', raw('NETWORK_FILTER', 'MERGE', { value, match: filter('') }), 'the match of a filter has no name; name the filter'],
  ['a subfilter of a network filter', raw('NETWORK_FILTER', 'MERGE', { value, match: filter(HCM, { name: 'x' }) }), 'the match of a NETWORK_FILTER names a subFilter, only that of a HTTP_FILTER may'],
  ['HTTP filters of another filter', raw('HTTP_FILTER', 'MERGE', { value, match: filter('x', { name: 'y' }) }), `the match of a HTTP_FILTER names the filter 'x'; name the one that has HTTP filters: '${HCM}'`],
  ['a merge of no filter', raw('HTTP_FILTER', 'MERGE', { value, match: filter(HCM) }), 'the MERGE of a HTTP_FILTER does not say of which one; name the filter in the match'],
  ['an insertion before nothing', raw('NETWORK_FILTER', 'INSERT_BEFORE', { value }), 'the INSERT_BEFORE of a NETWORK_FILTER does not say of which one'],
  ['a removal of all listener filters', raw('LISTENER_FILTER', 'REMOVE'), 'the REMOVE of a LISTENER_FILTER does not say of which one'],
  ['a filter behind the router', EnvoyConfig.inbound().httpFilters().after('envoy.filters.http.router', lua), `a filter behind 'envoy.filters.http.router' is refused by Envoy, that one ends the chain; insert it before that one`],
  ['a filter behind the TCP proxy', EnvoyConfig.inbound().networkFilters().after('envoy.filters.network.tcp_proxy', lua), `a filter behind 'envoy.filters.network.tcp_proxy' is refused by Envoy`],
  ['a portName outside of gateways', EnvoyConfig.inbound().routes({ portName: 'http' }).merge(value), `the match of routes names the portName 'http', which Istio ignores outside of gateways; leave it out`],
  ['a gateway outside of gateways', EnvoyConfig.any().routes({ gateway: 'a/b' }).merge(value), `the match of routes names the gateway 'a/b', which Istio ignores outside of gateways`],
  ['a gateway without namespace', EnvoyConfig.gateway().routes({ gateway: 'b' }).merge(value), `the gateway of a match is 'b', 'namespace/name' is allowed; write e.g. 'istio-ingress/b'`],
  ['a virtual host of a route configuration', raw('ROUTE_CONFIGURATION', 'MERGE', { value, match: { routeConfiguration: { vhost: { name: 'x' } } } }), 'the match of a ROUTE_CONFIGURATION names a virtual host, which Istio ignores'],
  ['a route of a virtual host', raw('VIRTUAL_HOST', 'MERGE', { value, match: { routeConfiguration: { vhost: { route: { name: 'x' } } } } }), 'the match of a VIRTUAL_HOST names a route, which Istio ignores'],
  ['a route before none', EnvoyConfig.outbound().routes({ domain: 'x' }).before(value), 'the INSERT_BEFORE of a HTTP_ROUTE does not say of which one; name the route in the match, or use INSERT_FIRST'],
  ['a cluster by name and host', EnvoyConfig.outbound().clusters({ cluster: 'x', destination: cart }).remove(), `the match of a cluster has the name 'x', Istio ignores service then; say one or the other`],
  ['a version inbound', EnvoyConfig.inbound().clusters({ destination: { destinationRef: { host: cart.hostRef, subset: 'v1' } } }).remove(), `the match of an inbound cluster names the version 'v1', it has none`],
  ['a port that is none', EnvoyConfig.inbound().listeners({ port: 0 }).remove(), 'port of a listener is 0, a whole number from 1 to 65535 is allowed'],
  ['a transport protocol that is none', EnvoyConfig.inbound().networkFilters({ transportProtocol: 'ssl' }).first(lua), `transportProtocol is 'ssl', 'tls' or 'raw_buffer' is allowed`],
])('refused match: %s', (_, change, message) => {
  expect(() => spec(change)).toThrow(message);
});

const first = (typedConfig: object) => EnvoyConfig.inbound().httpFilters().first({ name: 'x', typedConfig: typedConfig as { [field: string]: any } });

test.each([
  ['no type', first({ inline_code: '' }), `value.typed_config has no '@type', Envoy can't tell what it configures; say it, e.g. '@type': 'type.googleapis.com/`],
  ['a type without prefix', first({ '@type': 'envoy.extensions.filters.http.lua.v3.Lua' }), `the '@type' of value.typed_config is 'envoy.extensions.filters.http.lua.v3.Lua', 'type.googleapis.com/' and the name of a message is allowed`],
  ['a type that is none', first({ '@type': 7 }), `the '@type' of value.typed_config is '7'`],
  ['an old type', first({ '@type': 'type.googleapis.com/envoy.config.filter.http.lua.v2.Lua' }), `the '@type' of value.typed_config is 'type.googleapis.com/envoy.config.filter.http.lua.v2.Lua', which is of Envoy's v2 API; name the v3 message`],
  ['no type deeper', first({ ...luaConfig, list: [{ typedConfig: {} }] }), `value.typed_config.list[0].typedConfig has no '@type'`],
  ['no type for a route', EnvoyConfig.inbound().routes().merge({ typed_per_filter_config: { lua: {} } }), `value.typed_per_filter_config['lua'] has no '@type'`],
  ['a filter without name', EnvoyConfig.inbound().httpFilters().first({ name: '', typedConfig: luaConfig }), `a filter has no name; name it, e.g. 'envoy.filters.http.lua'`],
  ['a filter without configuration', EnvoyConfig.inbound().httpFilters().first({ name: 'x' }), `the filter 'x' has neither typedConfig nor configDiscovery, one is needed`],
  ['a filter with two configurations', EnvoyConfig.inbound().httpFilters().first({ ...lua, configDiscovery: {} }), `the filter 'envoy.filters.http.lua' has both typedConfig and configDiscovery, one is needed`],
])('refused value: %s', (_, change, message) => {
  expect(() => spec(change)).toThrow(message);
});

test('a filter with its type passes', () => {
  expect(spec(first(luaConfig)).patch.value).toEqual({ ...luaValue, name: 'x' });
});
