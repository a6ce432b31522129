import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { AccessRule } from './access-rule';
import { allBut } from './all-but';
import { Condition } from './condition';
import { JwtIssuer } from './jwt-issuer';
import { JwtRequirement } from './jwt-requirement';

/**
 * The rules that refuse what a requirement does not let pass. As refusals they hold whatever other rules allow, and turn nothing else off.
 *
 * Whether there is a token is told by its issuer: Istio's request principal is made of issuer and subject, and tokens without `sub` have none.
 */
export function jwtRefusals(place: IConstruct, issuers: JwtIssuer[], requirement: JwtRequirement): AccessRule[] {
  const { audiences, scopes = [], claims = [], exempt = [], ports } = requirement;
  if (scopes.includes('')) fail(place, 'a required scope is empty', 'name it, or leave it out');
  for (const value of [...scopes, ...audiences ?? []]) {
    if (value.includes('*')) fail(place, `the scope or audience '${value}' has '*', by which others would do, too`, 'name each that is required');
  }
  const to = allBut(place, exempt, ports);
  return [
    Condition.claim(['iss'], { notValues: namesOf(issuers) }),
    ...audiences ? [Condition.audiences({ notValues: audiences })] : [],
    ...scopes.map((scope) => Condition.claim(['scope'], { notValues: [scope] })),
    ...claims.map(({ path, values = ['*'] }) => Condition.claim(path, { notValues: values })),
  ].map((condition) => ({ to, when: [condition] }));
}

function namesOf(issuers: JwtIssuer[]): string[] {
  const names = issuers.flatMap(({ issuer }) => (issuer === undefined ? [] : [issuer]));
  return names.length === issuers.length ? names : ['*'];
}
