import { gatewayapi } from '../api';
import { fail } from '../ground/fail';
import { mayOverlap, takesBoth } from './overlap';

const { EXACT, PATH_PREFIX } = gatewayapi.PathMatchType;

/** A rule as far as the order needs it. */
interface OrderedRule {
  readonly name?: string;
  readonly matches: gatewayapi.HTTPRouteMatch[];
}

/**
 * Routes are tried in their order, but the Gateway API takes the most specific match of all rules. Refuses a rule that
 * would be tried before an earlier one where a request may fit both and they do different things.
 */
export function checkOrder(owner: string, rules: OrderedRule[]): void {
  rules.forEach((later, i) => {
    for (const earlier of rules.slice(0, i)) {
      if (!sameEffect(earlier, later)) checkPair(owner, earlier, later);
    }
  });
}

function checkPair(owner: string, earlier: OrderedRule, later: OrderedRule): void {
  for (const first of earlier.matches) {
    const second = later.matches.find((match) => isBefore(match, first) && mayOverlap(match, first) && !saved(earlier, first, match));
    if (second) {
      fail(owner, `route '${later.name}' comes after '${earlier.name}', but the Gateway API tries its match first, as ${text(second)} is more specific than ${text(first)}`,
        `add a match to '${earlier.name}' that has both conditions, or add '${later.name}' before it; or use Dialect.ISTIO, where the order decides`);
    }
  }
}

/** Whether what fits both matches is taken by the earlier rule all the same, through another match that is tried in time. */
function saved(earlier: OrderedRule, first: gatewayapi.HTTPRouteMatch, second: gatewayapi.HTTPRouteMatch): boolean {
  return earlier.matches.some((match) => !isBefore(second, match) && takesBoth(match, first, second));
}

function sameEffect({ name: _a, matches: _b, ...a }: OrderedRule, { name: _c, matches: _d, ...b }: OrderedRule): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether istiod tries a match before another one of the same HTTPRoute, whatever their order. */
function isBefore(a: gatewayapi.HTTPRouteMatch, b: gatewayapi.HTTPRouteMatch): boolean {
  const [ranksA, ranksB] = [ranks(a), ranks(b)];
  const differing = ranksA.findIndex((rank, i) => rank !== ranksB[i]);
  return differing >= 0 && ranksA[differing] > ranksB[differing];
}

/** Kind and length of the path, then a method, then the number of headers and of query parameters. istiod tries every regex after all prefixes. */
function ranks({ path, method, headers, queryParams }: gatewayapi.HTTPRouteMatch): number[] {
  const kind = path!.type === EXACT ? 3 : path!.type === PATH_PREFIX ? 2 : 1;
  return [kind, path!.value!.length, method ? 1 : 0, headers?.length ?? 0, queryParams?.length ?? 0];
}

function text({ path, method, headers = [], queryParams = [] }: gatewayapi.HTTPRouteMatch): string {
  const conditions = [
    ...method ? [method] : [],
    `path ${path!.type === PATH_PREFIX ? `${path!.value === '/' ? '' : path!.value}/*` : path!.value}`,
    ...headers.map(({ name }) => `header ${name}`),
    ...queryParams.map(({ name }) => `query parameter ${name}`),
  ];
  return `'${conditions.join(', ')}'`;
}
