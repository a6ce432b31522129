import { Construct } from 'constructs';
import { security } from '../api';
import { fail } from '../ground/fail';
import { AccessPolicies } from './access-policies';
import { AccessRule } from './access-rule';
import { AuthorizationAction } from './authorization-action';
import { PolicyScope } from './policy-scope';
import { ScopeTarget } from './scope-target';

/** Who may do what with some workloads. */
export interface AuthorizationPolicyProps {
  /** The workloads. */
  readonly cover: PolicyScope;
  /**
   * What happens to what a rule takes.
   * @default AuthorizationAction.ALLOW - all else is refused then
   */
  readonly action?: AuthorizationAction;
  /** What is taken: what one of the rules takes. At least one. */
  readonly rules: AccessRule[];
  /**
   * Whether proxies only count and log what the policy would do.
   * @default false
   * @see https://istio.io/latest/docs/tasks/security/authorization/authz-dry-run/
   */
  readonly dryRun?: boolean;
  /**
   * The name of the object, a DNS name.
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * Who may do what with the workloads of a mesh, a namespace, or some of them. For a `MeshService` its `access` is shorter, and knows its ports.
 *
 * Ports are those on which the Pods listen, for `PolicyScope.service` those of the Service.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export class AuthorizationPolicy extends Construct {
  public constructor(scope: Construct, id: string, props: AuthorizationPolicyProps) {
    super(scope, id);
    const { action = AuthorizationAction.ALLOW, cover, rules, dryRun, name = id } = props;
    this.checkRules(action, rules);
    if (dryRun && action === AuthorizationAction.AUDIT) fail(this, 'dryRun is for ALLOW and DENY, AUDIT refuses nothing', 'leave dryRun out');
    const target = new ScopeTarget(this, cover);
    const policies = AccessPolicies.of(this, { name, target, action: security.AuthorizationPolicyAction[action], dryRun });
    for (const rule of rules) policies.add(this, rule);
  }

  private checkRules(action: AuthorizationAction, rules: AccessRule[]): void {
    if (rules.length > 0) return;
    if (action === AuthorizationAction.ALLOW) {
      fail(this, 'it has no rules, so it would refuse everything that no other policy allows', 'say what is allowed, or take DenyByDefault if that is meant');
    }
    fail(this, `it has no rules, so ${action} would never take anything`, 'say what it takes; {} takes everything');
  }
}
