import { gatewayapi, networking } from '../api';
import { fail } from '../ground/fail';
import { literalOf } from '../match/path-prefix';
import { refuse } from './gap';

const ORIGIN = /^https?:\/\/((\*\.)?([a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]+|\*)(:[0-9]{1,5})?$/;
/** What the API server writes where nothing is said, and browsers assume. */
const DEFAULT_MAX_AGE = 5;

/** Which pages of other origins may call. istiod answers preflights of all others itself, so a policy that forwards them can't be said. */
export function corsFilter(place: string, policy: networking.CorsPolicy): gatewayapi.HTTPRouteFilter {
  const { allowOrigins = [], allowMethods, allowHeaders, exposeHeaders, maxAge, allowCredentials, unmatchedPreflights } = policy;
  if (unmatchedPreflights !== networking.CorsPolicyUnmatchedPreflights.IGNORE) {
    refuse(place, 'a corsPolicy that forwards preflights of other origins', 'add unmatchedPreflights: UnmatchedPreflights.IGNORE, or use Dialect.ISTIO');
  }
  if (policy.allowOrigin) refuse(place, 'allowOrigin of a corsPolicy', 'use allowOrigins');
  return {
    type: gatewayapi.HTTPRouteFilterType.CORS,
    cors: {
      allowOrigins: atMost(place, 'allowOrigins', allowOrigins.map((match) => origin(place, match))),
      allowMethods: allowMethods as gatewayapi.HTTPMethodWithWildcard[] | undefined,
      allowHeaders: allowHeaders && atMost(place, 'allowHeaders', allowHeaders),
      exposeHeaders: exposeHeaders && atMost(place, 'exposeHeaders', exposeHeaders),
      allowCredentials,
      maxAge: maxAge === undefined ? DEFAULT_MAX_AGE : seconds(maxAge),
    },
  };
}

function origin(place: string, match: networking.StringMatch): string {
  const text = match.exact ?? glob(match.regex);
  if (text === undefined || !(text === '*' || ORIGIN.test(text))) {
    refuse(place, `the origin ${JSON.stringify(match)}`, `use StringMatch.exact('https://shop.example.com'), or StringMatch.regex('https://.*\\.example\\.com')`);
  }
  return text;
}

/** A regular expression of literal text and `.*`, with `*` in its place. */
function glob(regex: string | undefined): string | undefined {
  const parts = regex?.split('.*').map(literalOf);
  return parts?.every((part) => part !== undefined) ? parts.join('*') : undefined;
}

function atMost(place: string, what: string, values: string[]): string[] {
  if (values.length > 64) fail(place, `${what} of the corsPolicy has ${values.length} values, the Gateway API allows 64`, 'name fewer, or use Dialect.ISTIO');
  return values;
}

const UNITS: Record<string, number> = { h: 3600, m: 60, s: 1 };

function seconds(duration: string): number {
  return [...duration.matchAll(/(\d+)([hms])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);
}
