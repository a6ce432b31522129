import { gatewayapi, networking } from '../api';
import { backendRef, RouteHome } from './backend-ref';
import { Gaps, refuseGaps } from './gap';

const SUBNETS = { feature: 'destinationSubnets', instead: 'use Dialect.ISTIO' };
const SOURCE_LABELS = { feature: 'sourceLabels', instead: 'use Dialect.ISTIO' };
const SOURCE_NAMESPACE = { feature: 'sourceNamespace', instead: 'use Dialect.ISTIO' };
const GATEWAYS = { feature: 'gateways of a match', instead: 'give mesh and gateway routes of their own, or use Dialect.ISTIO' };

const TCP_GAPS: Gaps<networking.L4MatchAttributes, 'port'> = {
  destinationSubnets: SUBNETS,
  sourceSubnet: { feature: 'sourceSubnet', instead: 'use Dialect.ISTIO' },
  sourceLabels: SOURCE_LABELS,
  sourceNamespace: SOURCE_NAMESPACE,
  gateways: GATEWAYS,
};
const TLS_GAPS: Gaps<networking.TLSMatchAttributes, 'sniHosts' | 'port'> = {
  destinationSubnets: SUBNETS, sourceLabels: SOURCE_LABELS, sourceNamespace: SOURCE_NAMESPACE, gateways: GATEWAYS,
};

/** Where the connections to one port go, if a route takes them: a TCPRoute has one rule, and knows no conditions but the port. */
export function tcpRule(place: string, routes: networking.TCPRoute[], home: RouteHome): gatewayapi.TCPRouteRule | undefined {
  const taking = routes.find(({ match }) => !match || match.some((one) => isOfPort(one, home.port)));
  taking?.match?.forEach((match) => refuseGaps(place, match, TCP_GAPS));
  return taking && { backendRefs: backends(place, taking.route, home) };
}

/** What a TLSRoute says of the connections to one port, if the route takes some of them. */
export function tlsRule(
  place: string, route: networking.TLSRoute, home: RouteHome,
): Pick<gatewayapi.TLSRouteSpec, 'hostnames' | 'rules'> | undefined {
  const matches = route.match.filter((match) => isOfPort(match, home.port));
  matches.forEach((match) => refuseGaps(place, match, TLS_GAPS));
  const hostnames = [...new Set(matches.flatMap(({ sniHosts }) => sniHosts))];
  return hostnames.length > 0 ? { hostnames, rules: [{ backendRefs: backends(place, route.route, home) }] } : undefined;
}

const isOfPort = (match: { readonly port?: number }, port: number) => match.port === undefined || match.port === port;

function backends(place: string, route: networking.RouteDestination[] = [], home: RouteHome): gatewayapi.BackendRef[] {
  return route.map((to) => ({ ...backendRef(place, to.destination, home), weight: to.weight ?? 1 }));
}
