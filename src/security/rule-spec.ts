import { IConstruct } from 'constructs';
import { security } from '../api';
import { fail } from '../ground/fail';
import { AccessRule } from './access-rule';

/** Throws what can be known of a rule at once. */
export function checkRule(place: IConstruct | string, { from, to, when }: AccessRule): void {
  for (const [what, list] of Object.entries({ from, to, when })) {
    if (list?.length === 0) fail(place, `${what} of a rule is empty, Istio would read that as any`, 'give one at least, or leave it out');
  }
  from?.forEach((source) => source._check(place));
  to?.forEach((operation) => operation._toSpec(place));
  when?.forEach((condition) => condition._toSpec(place));
}

/** A rule that was checked, as it stands in an AuthorizationPolicy. Asked at synthesis. */
export function ruleSpec(place: IConstruct | string, { from, to, when }: AccessRule): security.Rule {
  return {
    from: from?.flatMap((source) => source._toSpecs().map((spec) => ({ source: spec }))),
    to: to?.map((operation) => ({ operation: operation._toSpec(place) })),
    when: when?.map((condition) => condition._toSpec(place)),
  };
}

/** Whether a rule takes every request and connection. */
export function takesAll({ from, to, when }: AccessRule): boolean {
  return !from && !to && !when;
}

/** What of a rule says who calls, by certificate or token. */
export function identityFieldsOf({ from = [], when = [] }: AccessRule): string[] {
  return [...from, ...when].flatMap(({ _identityFields }) => _identityFields);
}

/** Clients of which a rule can't know who they are. Asked at synthesis. */
export function unknownClientsOf({ from = [] }: AccessRule): string[] {
  return from.flatMap(({ _unknownClients }) => _unknownClients);
}

/** What of a rule only HTTP has. */
export function httpFieldsOf({ from = [], to = [], when = [] }: AccessRule): string[] {
  return [...from, ...to, ...when].flatMap(({ _httpFields }) => _httpFields);
}
