import { networking } from '../api';
import { durationText } from '../ground/duration-text';
import { fail } from '../ground/fail';
import { CorsPolicy, UnmatchedPreflights } from './cors-policy';

export function corsSpec(place: string, policy: CorsPolicy): networking.CorsPolicy {
  const { allowOrigins, maxAge, unmatchedPreflights } = policy;
  if (allowOrigins.length === 0) fail(place, 'corsPolicy allows no origin', `name one, e.g. StringMatch.exact('https://shop.example.com')`);
  if (maxAge && maxAge.toMilliseconds({ integral: false }) % 1000 !== 0) {
    fail(place, `maxAge of corsPolicy is ${maxAge.toMilliseconds({ integral: false })} ms, whole seconds are allowed`, 'round it');
  }
  return {
    allowOrigins: allowOrigins.map((origin) => origin._toSpec(place, 'allowOrigins')),
    allowMethods: policy.allowMethods?.map((method) => method._toSpec(place)),
    allowHeaders: policy.allowHeaders,
    exposeHeaders: policy.exposeHeaders,
    maxAge: maxAge && durationText(place, 'maxAge of corsPolicy', maxAge),
    allowCredentials: policy.allowCredentials,
    unmatchedPreflights: unmatchedPreflights && PREFLIGHTS[unmatchedPreflights],
  };
}

const PREFLIGHTS = {
  [UnmatchedPreflights.FORWARD]: networking.CorsPolicyUnmatchedPreflights.FORWARD,
  [UnmatchedPreflights.IGNORE]: networking.CorsPolicyUnmatchedPreflights.IGNORE,
};
