import { gatewayapi } from '../api';
import { refuse } from './gap';
import { WrittenRule } from './http-rules';
import { takesEveryPath } from './path-match';

const METHOD = /^\/([A-Za-z_][A-Za-z_0-9.]*)\/([A-Za-z_][A-Za-z_0-9]*)$/;
const SERVICE = /^\/([A-Za-z_][A-Za-z_0-9.]*)$/;
const FILTERS: string[] = Object.values(gatewayapi.GRPCRouteFilterType);
const AS_HTTP2 = 'declare the port as ServicePort.http2, which serves gRPC as well, or use Dialect.ISTIO';

/** The rules of a GRPCRoute, for a host that only speaks gRPC. It knows services and methods instead of paths, and has no timeouts. */
export function grpcRules(owner: string, rules: WrittenRule[]): gatewayapi.GRPCRouteRule[] {
  return rules.map(({ name, matches, filters, backendRefs, timeouts }) => {
    const place = name === undefined ? owner : `${owner}: route '${name}'`;
    if (timeouts) refuse(place, 'timeout for gRPC', AS_HTTP2);
    return {
      name,
      matches: grpcMatches(place, matches),
      filters: filters?.map((filter) => grpcFilter(place, filter)),
      backendRefs: backendRefs as gatewayapi.GRPCBackendRef[] | undefined,
    };
  });
}

function grpcMatches(place: string, matches: gatewayapi.HTTPRouteMatch[]): gatewayapi.GRPCRouteMatch[] | undefined {
  const written = matches.map(({ path, headers, queryParams, method }) => {
    if (method || queryParams) refuse(place, `a condition on the ${method ? 'method' : 'query'} of gRPC`, `leave it out: all calls are POST, without a query`);
    return {
      method: grpcMethod(place, path!),
      headers: headers?.map(({ type, ...header }) => ({ type: type as unknown as gatewayapi.GRPCHeaderMatchType, ...header })),
    };
  });
  return written.some(({ method, headers }) => !method && !headers) ? undefined : written;
}

function grpcMethod(place: string, path: gatewayapi.HTTPPathMatch): gatewayapi.GRPCMethodMatch | undefined {
  if (takesEveryPath(path)) return undefined;
  const type = gatewayapi.GRPCMethodMatchType.EXACT;
  const [, service, method] = (path.type === gatewayapi.PathMatchType.EXACT ? METHOD : SERVICE).exec(path.value!) ?? [];
  if (path.type === gatewayapi.PathMatchType.REGULAR_EXPRESSION || service === undefined) {
    refuse(place, `the path '${path.value}' of gRPC`, `match a method, StringMatch.exact('/shop.v1.Cart/Add'), or a service, HttpMatch.pathPrefix('/shop.v1.Cart')`);
  }
  return method === undefined ? { type, service } : { type, service, method };
}

function grpcFilter(place: string, filter: gatewayapi.HTTPRouteFilter): gatewayapi.GRPCRouteFilter {
  if (!FILTERS.includes(filter.type)) refuse(place, `a filter ${filter.type} for gRPC`, AS_HTTP2);
  return filter as unknown as gatewayapi.GRPCRouteFilter;
}
