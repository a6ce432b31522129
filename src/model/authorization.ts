import { textOf } from './plain';
import { Resource } from './resource';

/** The policies of a workload in the order in which its proxy asks them. */
export interface AuthorizationInEffect {
  readonly custom: readonly Resource[];
  readonly deny: readonly Resource[];
  /** If there is one, a request needs one that allows it. */
  readonly allow: readonly Resource[];
  readonly audit: readonly Resource[];
}

/** AuthorizationPolicies by their action, which is ALLOW where they say none. */
export function byAction(policies: readonly Resource[]): AuthorizationInEffect {
  const of = (action: string) => policies.filter(({ spec }) => (textOf(spec.action) ?? 'ALLOW') === action);
  return { custom: of('CUSTOM'), deny: of('DENY'), allow: of('ALLOW'), audit: of('AUDIT') };
}
