import { gatewayapi, networking } from '../api';
import { pathPrefixReplacement } from '../route/path-prefix-rewrite';
import { refuse } from './gap';
import { authorityOfHeaders } from './header-filters';
import { plainHost } from './plain-host';

const { REPLACE_FULL_PATH, REPLACE_PREFIX_MATCH } = gatewayapi.HTTPPathModifierType;

/** A change of the path or the authority, wherever the route says it. */
export function rewriteFilter(place: string, route: networking.HTTPRoute): gatewayapi.HTTPRouteFilter[] {
  const authority = route.rewrite?.authority ?? authorityOfHeaders(route.headers);
  const path = newPath(place, route);
  if (authority === undefined && path === undefined) return [];
  const hostname = authority === undefined ? undefined : plainHost(place, 'new authority', authority);
  return [{ type: gatewayapi.HTTPRouteFilterType.URL_REWRITE, urlRewrite: { hostname, path } }];
}

/** Whether the filter replaces a matched prefix, which only works in a rule with one match. */
export function replacesPrefix(route: networking.HTTPRoute): boolean {
  return pathPrefixReplacement(route) !== undefined;
}

function newPath(place: string, route: networking.HTTPRoute): gatewayapi.HTTPPathModifier | undefined {
  const { rewrite, match = [{}] } = route;
  const prefix = pathPrefixReplacement(route);
  if (prefix !== undefined) return { type: REPLACE_PREFIX_MATCH, replacePrefixMatch: prefix };
  if (rewrite?.uriRegexRewrite) refuse(place, 'a rewrite by a regex', 'rewrite a path prefix (HttpMatch.pathPrefix and Rewrite.uri), or use Dialect.ISTIO');
  if (rewrite?.uri === undefined) return undefined;
  if (match.some(({ uri }) => uri === undefined || uri.prefix !== undefined)) {
    refuse(place, 'a rewrite of the beginning of a path as text', 'match with HttpMatch.pathPrefix, or use Dialect.ISTIO');
  }
  return { type: REPLACE_FULL_PATH, replaceFullPath: rewrite.uri };
}
