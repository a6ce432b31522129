import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail, oneOf } from '../ground/fail';
import { dnsLabel } from '../ground/names';
import { portOf } from '../host/host-port';
import { portNumber } from '../host/port-number';
import { EnvoyClusterMatch } from './cluster-match';
import { EnvoyFilterChainMatch, EnvoyListenerMatch } from './listener-match';
import { ProxyTraffic } from './proxy-traffic';
import { EnvoyRouteMatch } from './route-match';

type Context = networking.EnvoyFilterPatchContext;

const CONTEXTS: Readonly<Record<ProxyTraffic, Context>> = {
  [ProxyTraffic.ANY]: networking.EnvoyFilterPatchContext.ANY,
  [ProxyTraffic.INBOUND]: networking.EnvoyFilterPatchContext.SIDECAR_INBOUND,
  [ProxyTraffic.OUTBOUND]: networking.EnvoyFilterPatchContext.SIDECAR_OUTBOUND,
  [ProxyTraffic.GATEWAY]: networking.EnvoyFilterPatchContext.GATEWAY,
};
const TRANSPORTS = ['tls', 'raw_buffer'];

/** A part of the configuration as EnvoyFilter calls it. */
export function contextOf(traffic: ProxyTraffic): Context {
  return CONTEXTS[traffic];
}

/** Conditions of listeners; nothing if there is none. */
export function listenerSpec(
  place: IConstruct, match: EnvoyListenerMatch, inner: Partial<networking.EnvoyFilterListenerMatch> = {},
): networking.EnvoyFilterListenerMatch | undefined {
  return unlessEmpty({ name: match.listener, portNumber: port(place, 'port of a listener', match.port), ...inner });
}

/** Conditions of filter chains, and the filter that is meant in each; nothing if there is none. */
export function filterChainSpec(
  place: IConstruct, match: EnvoyFilterChainMatch, filter?: networking.EnvoyFilterListenerMatchFilterMatch,
): networking.EnvoyFilterListenerMatch | undefined {
  const { transportProtocol } = match;
  if (transportProtocol !== undefined && !TRANSPORTS.includes(transportProtocol)) {
    fail(place, `transportProtocol is '${transportProtocol}', ${oneOf(TRANSPORTS)} is allowed`, 'name one of them');
  }
  const filterChain = unlessEmpty({
    name: match.filterChain,
    sni: match.sni,
    transportProtocol,
    applicationProtocols: match.applicationProtocols?.join(','),
    destinationPort: port(place, 'destinationPort of a filter chain', match.destinationPort),
    filter,
  });
  return listenerSpec(place, match, { filterChain });
}

/** Conditions of routes, or of the virtual hosts and route configurations that have them; nothing if there is none. */
export function routeSpec(place: IConstruct, match: EnvoyRouteMatch): networking.EnvoyFilterRouteConfigurationMatch | undefined {
  const action = match.action && networking.EnvoyFilterRouteConfigurationMatchRouteMatchAction[match.action];
  const route = unlessEmpty({ name: match.route, action });
  return unlessEmpty({
    name: match.routeConfiguration,
    portNumber: port(place, 'port of a route', match.port),
    portName: match.portName === undefined ? undefined : dnsLabel(place, 'portName of a route', match.portName),
    gateway: match.gateway,
    vhost: unlessEmpty({ name: match.virtualHost, domainName: match.domain, route }),
  });
}

/** Conditions of clusters; nothing if there is none. */
export function clusterSpec(place: IConstruct, context: Context, match: EnvoyClusterMatch): networking.EnvoyFilterClusterMatch | undefined {
  const destination = match.destination?.destinationRef;
  const number = port(place, 'port of a cluster', match.port);
  const inbound = context === networking.EnvoyFilterPatchContext.SIDECAR_INBOUND;
  if (destination && number !== undefined && !inbound) portOf(place, destination.host, number);
  return unlessEmpty({ service: destination?.host.fqdn, subset: destination?.subset, portNumber: number, name: match.cluster });
}

function port(place: IConstruct, what: string, value: number | undefined): number | undefined {
  return value === undefined ? undefined : portNumber(place, what, value);
}

/** What has a value of it; nothing if nothing has. */
function unlessEmpty<T extends object>(conditions: T): T | undefined {
  const given = Object.entries(conditions).filter(([, value]) => value !== undefined);
  return given.length > 0 ? Object.fromEntries(given) as T : undefined;
}
