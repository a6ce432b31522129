import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { re2Problem } from '../match/re2';

type Match = networking.EnvoyFilterEnvoyConfigObjectMatch;
const A = networking.EnvoyFilterApplyTo;
const { MERGE, REMOVE, REPLACE, INSERT_BEFORE, INSERT_AFTER } = networking.EnvoyFilterPatchOperation;
const { GATEWAY, SIDECAR_INBOUND, WAYPOINT } = networking.EnvoyFilterPatchContext;

export const CONNECTION_MANAGER = 'envoy.filters.network.http_connection_manager';

/** The kind of match that each part of the configuration takes. */
const CLASSES: Readonly<Record<string, keyof Match>> = {
  [A.LISTENER]: 'listener',
  [A.LISTENER_FILTER]: 'listener',
  [A.FILTER_CHAIN]: 'listener',
  [A.NETWORK_FILTER]: 'listener',
  [A.HTTP_FILTER]: 'listener',
  [A.ROUTE_CONFIGURATION]: 'routeConfiguration',
  [A.VIRTUAL_HOST]: 'routeConfiguration',
  [A.HTTP_ROUTE]: 'routeConfiguration',
  [A.CLUSTER]: 'cluster',
};

/** Filters that end a chain: what is inserted behind them is refused by Envoy. */
const LAST = ['envoy.filters.http.router', 'envoy.filters.network.tcp_proxy', CONNECTION_MANAGER];

/** Throws if a match does not fit what is changed, or has a condition that Istio ignores. */
export function checkMatch(place: IConstruct, applyTo: string, operation: string, match: Match): void {
  if (match.context === WAYPOINT) {
    fail(place, 'istiod applies nothing in the context WAYPOINT', 'use INBOUND, with a scope of PolicyScope.gateway or PolicyScope.service');
  }
  const version = match.proxy?.proxyVersion;
  const problem = version === undefined ? undefined : re2Problem(version);
  if (problem) fail(place, `the proxyVersion '${version}' of a match ${problem}`, 'write it in the syntax of RE2: https://github.com/google/re2/wiki/Syntax');
  const right = CLASSES[applyTo];
  for (const given of ['listener', 'routeConfiguration', 'cluster', 'waypoint'] as const) {
    if (match[given] && given !== right) {
      fail(place, `a ${applyTo} is matched by '${given}', ${right ? `'${right}'` : 'nothing'} is allowed`, right ? `match it by '${right}'` : 'leave the match out');
    }
  }
  if (right === 'listener') checkListener(place, applyTo, operation, match);
  if (right === 'routeConfiguration') checkRoutes(place, applyTo, operation, match);
  if (right === 'cluster') checkCluster(place, match);
}

function checkListener(place: IConstruct, applyTo: string, operation: string, { listener = {} }: Match): void {
  const { filter } = listener.filterChain ?? {};
  if (filter && (applyTo === A.LISTENER || applyTo === A.FILTER_CHAIN)) {
    fail(place, `the match of a ${applyTo} names the filter '${filter.name}', which is without effect`, 'leave it out');
  }
  if (filter && !filter.name) fail(place, 'the match of a filter has no name', 'name the filter');
  if (filter?.subFilter && applyTo !== A.HTTP_FILTER) fail(place, `the match of a ${applyTo} names a subFilter, only that of a HTTP_FILTER may`, 'leave it out');
  if (filter?.subFilter && filter.name !== CONNECTION_MANAGER) {
    fail(place, `the match of a HTTP_FILTER names the filter '${filter.name}'`, `name the one that has HTTP filters: '${CONNECTION_MANAGER}'`);
  }
  const named = applyTo === A.HTTP_FILTER ? filter?.subFilter?.name : applyTo === A.NETWORK_FILTER ? filter?.name : listener.listenerFilter;
  if (applyTo === A.LISTENER || applyTo === A.FILTER_CHAIN) return;
  if (!named && [INSERT_BEFORE, INSERT_AFTER, MERGE, REPLACE, REMOVE].some((relative) => relative === operation)) {
    fail(place, `the ${operation} of a ${applyTo} does not say of which one`, 'name the filter in the match');
  }
  if (operation === INSERT_AFTER && named && LAST.includes(named)) {
    fail(place, `a filter behind '${named}' is refused by Envoy, that one ends the chain`, 'insert it before that one');
  }
}

function checkRoutes(place: IConstruct, applyTo: string, operation: string, { context, routeConfiguration = {} }: Match): void {
  const { portName, gateway, vhost } = routeConfiguration;
  if ((portName ?? gateway) !== undefined && context !== GATEWAY) {
    fail(place, `the match of routes names the ${gateway ? `gateway '${gateway}'` : `portName '${portName}'`}, which Istio ignores outside of gateways`,
      'leave it out, or change the routes of gateways: EnvoyConfig.gateway()');
  }
  if (gateway !== undefined && !/^[^/]+\/[^/]+$/.test(gateway)) {
    fail(place, `the gateway of a match is '${gateway}', 'namespace/name' is allowed`, `write e.g. 'istio-ingress/${gateway.split('/').pop()}'`);
  }
  if (vhost && applyTo === A.ROUTE_CONFIGURATION) fail(place, 'the match of a ROUTE_CONFIGURATION names a virtual host, which Istio ignores', 'leave it out');
  if (vhost?.route && applyTo === A.VIRTUAL_HOST) fail(place, 'the match of a VIRTUAL_HOST names a route, which Istio ignores', 'leave it out');
  if (operation === INSERT_BEFORE && applyTo === A.HTTP_ROUTE && !vhost?.route?.name) {
    fail(place, 'the INSERT_BEFORE of a HTTP_ROUTE does not say of which one', 'name the route in the match, or use INSERT_FIRST');
  }
}

function checkCluster(place: IConstruct, { context, cluster = {} }: Match): void {
  const { name, subset, ...others } = cluster;
  const ignored = Object.entries({ subset, ...others }).filter(([, value]) => value !== undefined).map(([field]) => field);
  if (name !== undefined && ignored.length > 0) {
    fail(place, `the match of a cluster has the name '${name}', Istio ignores ${ignored.join(' and ')} then`, 'say one or the other');
  }
  if (subset !== undefined && context === SIDECAR_INBOUND) {
    fail(place, `the match of an inbound cluster names the version '${subset}', it has none`, 'leave the version out, and scope the change to its workload');
  }
}
