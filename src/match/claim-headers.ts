import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { ClaimMatch } from './http-match-conditions';

/** Claims as Istio has them among headers: `@request.auth.claims[realm][roles]`. With brackets, names may have dots in them. */
export function claimHeaders(
  place: IConstruct | string, what: string, claims: ClaimMatch[] | undefined,
): { [name: string]: networking.StringMatch } | undefined {
  if (!claims) return undefined;
  if (claims.length === 0) fail(place, `${what} is empty`, 'name one at least, or leave it out');
  const specs: { [name: string]: networking.StringMatch } = {};
  for (const { path, value } of claims) {
    const name = `@request.auth.claims${path.map((part) => `[${part}]`).join('')}`;
    if (path.length === 0 || path.includes('')) fail(place, `${what} has a claim without a name`, `name it, e.g. HttpMatch.claim(['groups'], StringMatch.exact('testers'))`);
    if (path.some((part) => /[[\]]/.test(part))) fail(place, `${what} has '${path.join(`', '`)}', Istio knows no claims with '[' or ']'`, 'nested claims are further names: [\'realm\', \'roles\']');
    if (name in specs) fail(place, `${what} has '${path.join(`', '`)}' twice, one condition is allowed`, 'put both into one regex, or make two matches of it');
    specs[name] = value._toClaimSpec(place, `claim '${path.join('.')}'`);
  }
  return specs;
}
