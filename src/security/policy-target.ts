import { IConstruct } from 'constructs';
import { security } from '../api';
import { AccessRule } from './access-rule';

/** What a policy covers, and how its rules have to be said there. */
export interface PolicyTarget {
  readonly namespace: string;
  /** The scope as errors name it; the same text for the same scope. */
  readonly text: string;
  /** The host whose Pods or waypoint are covered, where it is known. */
  readonly fqdn?: string;
  /** The part of the spec that says what is covered. Asked at synthesis. */
  toSpec(): Pick<security.AuthorizationPolicySpec, 'selector' | 'targetRefs'>;
  /** Throws if the rule can't be said for it. */
  check(writer: IConstruct, rule: AccessRule, action: security.AuthorizationPolicyAction): void;
  /** The rule as it has to stand in the policy. Asked at synthesis. */
  rule(writer: IConstruct, rule: AccessRule): AccessRule;
}
