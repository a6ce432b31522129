import { gatewayapi, networking } from '../api';
import { fail } from '../ground/fail';
import { literalRegex } from '../match/path-prefix';
import { Gaps, refuse, refuseGaps } from './gap';
import { pathMatch } from './path-match';

const GAPS: Gaps<networking.HTTPMatchRequest, 'uri' | 'ignoreUriCase' | 'method' | 'headers' | 'queryParams'> = {
  name: { feature: 'a name of a match', instead: 'give the route a name, or use Dialect.ISTIO' },
  scheme: { feature: 'a condition on the scheme', instead: 'expose the host on the listeners of one scheme, or use Dialect.ISTIO' },
  authority: { feature: 'a condition on the authority', instead: 'expose those names as a host of their own, or use Dialect.ISTIO' },
  port: { feature: 'a condition on the port of a gateway', instead: 'expose the host with the listeners that are meant, or use Dialect.ISTIO' },
  sourceLabels: { feature: 'sourceLabels', instead: 'match a header that those callers send, or use Dialect.ISTIO' },
  sourceNamespace: { feature: 'sourceNamespace', instead: 'match a header that those callers send, or use Dialect.ISTIO' },
  gateways: { feature: 'gateways of a match', instead: 'give mesh and gateway routes of their own, or use Dialect.ISTIO' },
  withoutHeaders: { feature: 'withoutHeaders', instead: 'put a route before this one that takes the requests with the header, or use Dialect.ISTIO' },
  statPrefix: { feature: 'statPrefix', instead: 'use Dialect.ISTIO' },
};

/** One match of a route; several if it takes several methods, as the Gateway API knows one a match. */
export function httpMatches(place: string, match: networking.HTTPMatchRequest): gatewayapi.HTTPRouteMatch[] {
  refuseGaps(place, match, GAPS);
  const one: gatewayapi.HTTPRouteMatch = {
    path: pathMatch(place, match.uri, match.ignoreUriCase),
    headers: named(place, 'header', match.headers, 4096, gatewayapi.HeaderMatchType),
    queryParams: named(place, 'query parameter', match.queryParams, 1024, gatewayapi.QueryParamMatchType),
  };
  return match.method ? methods(place, match.method).map((method) => ({ ...one, method })) : [one];
}

const METHODS: string[] = Object.values(gatewayapi.HTTPMethod);

function methods(place: string, match: networking.StringMatch): gatewayapi.HTTPMethod[] {
  const names = match.exact === undefined ? match.regex?.split('|') ?? [match.prefix!] : [match.exact];
  const unknown = names.find((name) => !METHODS.includes(name));
  if (unknown !== undefined) refuse(place, `the method ${unknown}`, `use those that it knows, ${METHODS.join(', ')}; or Dialect.ISTIO`);
  return names as gatewayapi.HTTPMethod[];
}

const NAME = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,256}$/;
const MAX_CONDITIONS = 16;

/** The kinds of comparison, which headers and query parameters name alike. */
interface Kinds<Kind> {
  readonly EXACT: Kind;
  readonly REGULAR_EXPRESSION: Kind;
}

interface Condition<Kind> {
  readonly type: Kind;
  readonly name: string;
  readonly value: string;
}

function named<Kind>(
  place: string, what: string, matches: { [name: string]: networking.StringMatch } | undefined, limit: number, kinds: Kinds<Kind>,
): Condition<Kind>[] | undefined {
  if (!matches) return undefined;
  const names = Object.keys(matches);
  if (names.length > MAX_CONDITIONS) {
    fail(place, `a match has ${names.length} conditions on a ${what}, the Gateway API allows ${MAX_CONDITIONS}`, 'match fewer of them, or use Dialect.ISTIO');
  }
  return names.map((name) => {
    if (!NAME.test(name)) refuse(place, `the ${what} '${name}'`, name.startsWith('@') ? 'use Dialect.ISTIO, which knows the claims of tokens' : 'use Dialect.ISTIO');
    const condition = { name, ...comparison(place, `${what} '${name}'`, matches[name], kinds) };
    const { length } = condition.value;
    if (length > limit) fail(place, `the match of ${what} '${name}' has ${length} characters, the Gateway API allows ${limit}`, 'shorten it');
    return condition;
  });
}

/** Only whole texts and regular expressions are known, so the other comparisons are written as the latter. */
function comparison<Kind>(place: string, what: string, match: networking.StringMatch, kinds: Kinds<Kind>): { type: Kind; value: string } {
  const { exact, prefix, regex } = match;
  if (exact === '') refuse(place, `an empty value of ${what}`, `use StringMatch.regex('^$')`);
  if (exact !== undefined) return { type: kinds.EXACT, value: exact };
  return { type: kinds.REGULAR_EXPRESSION, value: regex ?? (prefix === undefined ? '.*' : `${literalRegex(prefix)}.*`) };
}
