import { gatewayapi, networking } from '../api';
import { fail } from '../ground/fail';
import { backendRef, RouteHome } from './backend-ref';
import { corsFilter } from './cors-filter';
import { Gaps, refuse, refuseGaps } from './gap';
import { gatewayDuration } from './gateway-duration';
import { destinationFilters, headerFilters } from './header-filters';
import { httpMatches } from './http-matches';
import { mirrorFilter } from './mirror-filter';
import { EVERY_PATH, EVERY_PATH_LAST } from './path-match';
import { checkOrder } from './precedence';
import { redirectFilter } from './redirect-filter';
import { replacesPrefix, rewriteFilter } from './rewrite-filter';

type Mapped = 'name' | 'match' | 'route' | 'redirect' | 'rewrite' | 'timeout' | 'mirrors' | 'corsPolicy' | 'headers';

const GAPS: Gaps<networking.HTTPRoute, Mapped> = {
  directResponse: { feature: 'a direct response', instead: 'answer from a workload, or use Dialect.ISTIO' },
  delegate: { feature: 'a delegate', instead: 'add all routes to one owner, or use Dialect.ISTIO' },
  retries: { feature: 'retry in its standard channel', instead: `leave it out for the mesh's default of two retries, or use Dialect.ISTIO` },
  fault: { feature: 'fault', instead: 'use Dialect.ISTIO, or an EnvoyPatch' },
  mirror: { feature: 'mirror', instead: 'use mirrors' },
  mirrorPercent: { feature: 'mirrorPercent', instead: 'use mirrors' },
  mirrorPercentage: { feature: 'mirrorPercentage', instead: 'use mirrors' },
};

const RULE_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const MAX_RULES = 16;
const MAX_MATCHES = 64;
const MAX_ALL_MATCHES = 128;
const MAX_FILTERS = 16;
const MAX_BACKENDS = 16;

/** A rule with all its matches, as the order needs them. */
export interface WrittenRule extends gatewayapi.HTTPRouteRule {
  readonly matches: gatewayapi.HTTPRouteMatch[];
}

/** A route of the normalized form as rules of an HTTPRoute: one, or one a match where a prefix is replaced. */
export function httpRules(owner: string, route: networking.HTTPRoute, home: RouteHome): WrittenRule[] {
  const { name } = route;
  const place = name === undefined ? owner : `${owner}: route '${name}'`;
  refuseGaps(place, route, GAPS);
  if (name !== undefined) checkName(place, name);
  const matches = (route.match ?? [{}]).flatMap((match) => httpMatches(place, match));
  const backends = route.route?.map((to) => httpBackend(place, to, home));
  atMost(place, 'destinations', backends ?? [], MAX_BACKENDS);
  const rule = {
    filters: filters(place, route, home),
    backendRefs: backends,
    timeouts: route.timeout === undefined ? undefined : { request: gatewayDuration(route.timeout) },
  };
  if (!replacesPrefix(route)) return [{ name, matches: atMost(place, 'matches', matches, MAX_MATCHES), ...rule }];
  return matches.map((match, i) => ({ name: i === 0 ? name : `${name}-${i + 1}`, matches: [match], ...rule }));
}

/** All routes of an owner in their order. What takes every path and comes after a regex of a path is written as one, to come after it. */
export function httpRouteRules(owner: string, routes: networking.HTTPRoute[], home: RouteHome): WrittenRule[] {
  let regexBefore = false;
  const rules = routes.flatMap((route) => httpRules(owner, route, home)).map((rule) => {
    const matches = rule.matches.map((match) => (regexBefore && match.path === EVERY_PATH ? { ...match, path: EVERY_PATH_LAST } : match));
    regexBefore ||= matches.some(({ path }) => path?.type === gatewayapi.PathMatchType.REGULAR_EXPRESSION);
    return { ...rule, matches };
  });
  checkOrder(owner, rules);
  atMost(owner, 'rules in one HTTPRoute', rules, MAX_RULES);
  atMost(owner, 'matches in one HTTPRoute', rules.flatMap(({ matches }) => matches), MAX_ALL_MATCHES);
  return rules;
}

function filters(place: string, route: networking.HTTPRoute, home: RouteHome): gatewayapi.HTTPRouteFilter[] | undefined {
  const { corsPolicy, headers, mirrors = [], redirect } = route;
  const all = [
    ...corsPolicy ? [corsFilter(place, corsPolicy)] : [],
    ...headerFilters(place, headers),
    ...mirrors.map((mirror) => mirrorFilter(place, mirror, home)),
    ...rewriteFilter(place, route),
    ...redirect ? [redirectFilter(place, redirect)] : [],
  ];
  return all.length > 0 ? atMost(place, 'filters', all, MAX_FILTERS) : undefined;
}

function httpBackend(place: string, to: networking.HTTPRouteDestination, home: RouteHome): gatewayapi.HTTPBackendRef {
  return { ...backendRef(place, to.destination, home), weight: to.weight ?? 1, filters: destinationFilters(place, to.headers) };
}

function checkName(place: string, name: string): void {
  if (!RULE_NAME.test(name) || name.length > 250) refuse(place, `its id '${name}'`, `rename it in lower case letters, digits and '-', e.g. 'v2-testers'`);
}

function atMost<T>(place: string, what: string, list: T[], limit: number): T[] {
  if (list.length > limit) fail(place, `${list.length} ${what}, the Gateway API allows ${limit}`, 'join some of them, or use Dialect.ISTIO');
  return list;
}
