import { networking } from '../api';
import { durationText } from '../ground/duration-text';
import { fail } from '../ground/fail';
import { HostReference } from '../host/host';
import { corsSpec } from './cors-spec';
import { authorityOf, headersSpec } from './headers-spec';
import { HttpRouteOptions } from './http-route';
import { withPathPrefixRewrite } from './path-prefix-rewrite';

/** Checks a route and writes it as it stands in a VirtualService. `owner` is the host that the routes are for, if it is one. */
export function httpRouteSpec(place: string, name: string, options: HttpRouteOptions, owner: HostReference | undefined): networking.HTTPRoute {
  const { match, action, timeout, retry, fault, mirrors, rewrite, headers, corsPolicy } = options;
  if (match?.length === 0) fail(place, 'match is empty', 'give a match, or leave it out to take every request');
  const spec: networking.HTTPRoute = {
    name,
    match: match?.map((one) => one._toSpec(place)),
    ...action._toSpec(place, owner),
    timeout: timeout && durationText(place, 'timeout', timeout),
    retries: retry?._toSpec(place),
    fault: fault?._toSpec(place),
    mirrors: mirrors?.map((mirror) => mirror._toSpec(place, owner)),
    rewrite: rewrite?._toSpec(place),
    headers: headers && headersSpec(place, headers),
    corsPolicy: corsPolicy && corsSpec(place, corsPolicy),
  };
  if (!action._forwards) refuseForwarding(place, spec);
  refuseContradictions(place, spec, options);
  return withPathPrefixRewrite(place, spec);
}

/** A redirect or direct response ends the request at the proxy, so these would be refused by Istio or do nothing. */
function refuseForwarding(place: string, spec: networking.HTTPRoute): void {
  const { timeout, retries, fault, mirrors, rewrite } = spec;
  const [without] = Object.entries({ timeout, retry: retries, fault, mirrors, rewrite }).find(([, value]) => value !== undefined) ?? [];
  if (without) {
    fail(place, `${without} is without effect, a ${spec.redirect ? 'redirect' : 'direct response'} sends requests nowhere`,
      'leave it out, or forward the requests');
  }
}

function refuseContradictions(place: string, spec: networking.HTTPRoute, options: HttpRouteOptions): void {
  const { timeout, retry } = options;
  const perTry = retry?._perTryTimeout;
  if (timeout && perTry && perTry.toMilliseconds({ integral: false }) > timeout.toMilliseconds({ integral: false })) {
    fail(place, `perTryTimeout ${spec.retries?.perTryTimeout} is longer than timeout ${spec.timeout}, which ends all attempts`, 'make it shorter, or leave it out');
  }
  const authority = authorityOf(options.headers);
  if (spec.rewrite?.authority && authority) {
    fail(place, `the authority is set twice, to '${spec.rewrite.authority}' by rewrite and to '${authority}' by headers`, 'keep one of them');
  }
  if (spec.redirect?.prefixRewrite && spec.match?.some(({ uri }) => uri && uri.prefix === undefined)) {
    fail(place, 'prefixRewrite needs a prefix to rewrite, and a match of the route has another uri', 'match with HttpMatch.uriPrefix, or redirect to a uri');
  }
}
