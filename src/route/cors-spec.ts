import { networking } from '../api';
import { durationText } from '../ground/duration-text';
import { fail } from '../ground/fail';
import { HttpMethod } from '../match/http-method';
import { CorsPolicy, UnmatchedPreflights } from './cors-policy';

export function corsSpec(place: string, policy: CorsPolicy): networking.CorsPolicy {
  const { allowOrigins, maxAge, unmatchedPreflights } = policy;
  if (allowOrigins.length === 0) fail(place, 'corsPolicy allows no origin', `name one, e.g. StringMatch.exact('https://shop.example.com')`);
  if (maxAge && maxAge.toMilliseconds({ integral: false }) % 1000 !== 0) {
    fail(place, `maxAge of corsPolicy is ${maxAge.toMilliseconds({ integral: false })} ms, whole seconds are allowed`, 'round it');
  }
  return {
    allowOrigins: allowOrigins.map((origin) => origin._toSpec(place, 'allowOrigins')),
    allowMethods: policy.allowMethods?.map((method) => corsMethod(place, method)),
    allowHeaders: policy.allowHeaders,
    exposeHeaders: policy.exposeHeaders,
    maxAge: maxAge && durationText(place, 'maxAge of corsPolicy', maxAge),
    allowCredentials: policy.allowCredentials,
    unmatchedPreflights: unmatchedPreflights && PREFLIGHTS[unmatchedPreflights],
  };
}

function corsMethod(place: string, method: HttpMethod): string {
  const name = method._toSpec(place);
  if (!METHODS.includes(name)) fail(place, `corsPolicy allows method '${name}', Istio knows ${METHODS.join(', ')} here`, 'leave it out');
  return name;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE'];

const PREFLIGHTS = {
  [UnmatchedPreflights.FORWARD]: networking.CorsPolicyUnmatchedPreflights.FORWARD,
  [UnmatchedPreflights.IGNORE]: networking.CorsPolicyUnmatchedPreflights.IGNORE,
};
