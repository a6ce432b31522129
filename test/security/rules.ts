import { Testing } from 'cdk8s';
import { AccessRule } from '../../src/security/access-rule';
import { AuthorizationAction } from '../../src/security/authorization-action';
import { AuthorizationPolicy } from '../../src/security/authorization-policy';
import { Condition } from '../../src/security/condition';
import { Operation, OperationConditions } from '../../src/security/operation';
import { PolicyScope } from '../../src/security/policy-scope';
import { Source } from '../../src/security/source';
import { SourceConditions } from '../../src/security/source-conditions';
import { bookinfoChart } from '../service/objects';

export const REVIEWS = PolicyScope.workload('bookinfo', { app: 'reviews' });

/** A rule as it stands in a policy. */
export function ruleOf(rule: AccessRule, action?: AuthorizationAction): any {
  const chart = bookinfoChart();
  new AuthorizationPolicy(chart, 'policy', { cover: REVIEWS, action, rules: [rule] });
  return Testing.synth(chart)[0].spec.rules[0];
}

export const sourceOf = (conditions: SourceConditions) => ruleOf({ from: [Source.all(conditions)] }).from[0].source;
export const operationOf = (conditions: OperationConditions) => ruleOf({ to: [Operation.all(conditions)] }).to[0].operation;
export const conditionOf = (condition: Condition) => ruleOf({ when: [condition] }).when[0];
