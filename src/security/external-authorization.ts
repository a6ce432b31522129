import { Construct } from 'constructs';
import { security } from '../api';
import { fail } from '../ground/fail';
import { AccessPolicies } from './access-policies';
import { AccessRule } from './access-rule';
import { ExtAuthzProvider } from './ext-authz-provider';
import { noteUse } from './ext-authz-uses';
import { PolicyScope } from './policy-scope';
import { ScopeTarget } from './scope-target';

/** Which requests an external authorizer decides. */
export interface ExternalAuthorizationProps {
  /** The workloads, e.g. the proxies of a gateway. */
  readonly cover: PolicyScope;
  /** The authorizer. */
  readonly provider: ExtAuthzProvider;
  /**
   * The requests for which it is asked: those that one of the rules takes. Clients, namespaces and JWTs can't choose them.
   * @default - all
   */
  readonly rules?: AccessRule[];
  /**
   * The name of the object, a DNS name.
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * Lets an authorizer outside of the proxies decide, e.g. OPA or oauth2-proxy: an AuthorizationPolicy with the action CUSTOM. It is asked before
 * the rules of other policies, which still hold for what it lets pass. Istio has no dry run of it.
 *
 * @see https://istio.io/latest/docs/tasks/security/authorization/authz-custom/
 */
export class ExternalAuthorization extends Construct {
  public constructor(scope: Construct, id: string, props: ExternalAuthorizationProps) {
    super(scope, id);
    const { cover, provider, rules = [{}], name = id } = props;
    if (rules.length === 0) fail(this, 'rules is empty, so the authorizer would never be asked', 'leave rules out to ask it always');
    const target = new ScopeTarget(this, cover);
    const policies = AccessPolicies.of(this, { name, target, action: security.AuthorizationPolicyAction.CUSTOM, provider: provider.name });
    noteUse(this, provider, { namespace: target.namespace, text: target.text, caller: cover._client });
    for (const rule of rules) policies.add(this, rule);
  }
}
