import { IConstruct } from 'constructs';
import { security } from '../api';
import { fail } from '../ground/fail';
import { Jwks } from './jwks';
import { JwtIssuer } from './jwt-issuer';

const HEADER_NAME = /^[-_A-Za-z0-9]+$/;
const MOST_SPACED = 64;

/** The issuers as they stand in a RequestAuthentication. */
export function jwtRules(place: IConstruct, issuers: JwtIssuer[]): security.JWTRule[] {
  if (issuers.length === 0) fail(place, 'it has no issuers, so it would accept no token and refuse none', 'name who makes the tokens');
  const names = issuers.map(({ issuer }) => issuer);
  const twice = names.find((name, i) => name !== undefined && names.indexOf(name) !== i);
  if (twice !== undefined) fail(place, `issuer '${twice}' is there twice, and what one of both accepts passes`, 'put both into one, e.g. with several audiences');
  return issuers.map((issuer) => jwtRule(place, issuer));
}

function jwtRule(place: IConstruct, rule: JwtIssuer): security.JWTRule {
  const { issuer, jwks = Jwks.discovered(), audiences, fromHeaders, fromParams, fromCookies, spaceDelimitedClaims } = rule;
  checkIssuer(place, issuer, jwks);
  fromHeaders?.forEach(({ name }) => headerName(place, 'fromHeaders', name));
  checkOutput(place, rule);
  if (spaceDelimitedClaims && spaceDelimitedClaims.length > MOST_SPACED) {
    fail(place, `there are ${spaceDelimitedClaims.length} spaceDelimitedClaims, Istio allows ${MOST_SPACED}`, 'leave out those that no policy asks for');
  }
  return {
    issuer,
    ...jwks._toSpec(place, issuer),
    audiences: texts(place, 'audiences', audiences, 'anybody'),
    fromHeaders: notEmpty(place, 'fromHeaders', fromHeaders, 'the usual places'),
    fromParams: texts(place, 'fromParams', fromParams, 'the usual places'),
    fromCookies: texts(place, 'fromCookies', fromCookies, 'the usual places'),
    forwardOriginalToken: rule.forwardOriginalToken,
    outputPayloadToHeader: rule.outputPayloadToHeader,
    outputClaimToHeaders: rule.outputClaimToHeaders,
    spaceDelimitedClaims: texts(place, 'spaceDelimitedClaims', spaceDelimitedClaims, 'none'),
  };
}

function checkIssuer(place: IConstruct, issuer: string | undefined, jwks: Jwks): void {
  if (issuer === undefined) {
    if (!jwks._hasUri) fail(place, 'an issuer is not named, and its keys have no URL', `name it as tokens do: issuer: 'https://accounts.example.com'; or give jwks: Jwks.uri(...)`);
    return;
  }
  if (issuer === '') fail(place, 'an issuer has an empty name', `name it as tokens do, e.g. 'https://accounts.example.com'`);
  if (issuer.includes('*')) {
    fail(place, `issuer '${issuer}' has a '*', which stands for itself there`, 'leave issuer out to take any issuer whose tokens the keys verify');
  }
}

/** Each header gets one value, and none that says where the token is. */
function checkOutput(place: IConstruct, rule: JwtIssuer): void {
  const { issuer, fromHeaders, fromParams, fromCookies, outputPayloadToHeader, outputClaimToHeaders } = rule;
  const usual = !fromHeaders && !fromParams && !fromCookies ? [{ name: 'authorization' }] : [];
  const taken = new Map((fromHeaders ?? usual).map(({ name }) => [name.toLowerCase(), 'the token']));
  const outputs = [
    ...outputPayloadToHeader === undefined ? [] : [{ header: outputPayloadToHeader, what: 'the payload', field: 'outputPayloadToHeader' }],
    ...(outputClaimToHeaders ?? []).map(({ claim, header }) => ({ header, what: `claim '${claim}'`, field: 'outputClaimToHeaders' })),
  ];
  if (outputClaimToHeaders?.some(({ claim }) => claim === '')) fail(place, 'a claim of outputClaimToHeaders has no name', `name it, e.g. 'sub'`);
  for (const { header, what, field } of outputs) {
    headerName(place, field, header);
    const other = taken.get(header.toLowerCase());
    if (other) fail(place, `${other} and ${what} of issuer '${issuer ?? 'any'}' are both to stand in header '${header}'`, 'give each a header of its own');
    taken.set(header.toLowerCase(), what);
  }
}

function headerName(place: IConstruct, field: string, name: string): void {
  if (!HEADER_NAME.test(name)) fail(place, `${field} has '${name}', which is not a header name (letters, digits, '-' and '_')`, `rename it, e.g. 'x-user'`);
}

function texts(place: IConstruct, what: string, values: string[] | undefined, missing: string): string[] | undefined {
  if (values?.includes('')) fail(place, `${what} has an empty text`, 'leave it out of the list');
  return notEmpty(place, what, values, missing);
}

function notEmpty<T>(place: IConstruct, what: string, values: T[] | undefined, missing: string): T[] | undefined {
  if (values?.length === 0) fail(place, `${what} is empty, which Istio reads as ${missing}`, 'name one at least, or leave it out');
  return values;
}
