import { Construct } from 'constructs';
import { security } from '../api';
import { AccessPolicies } from '../security/access-policies';
import { DenyByDefault } from '../security/deny-by-default';
import { PolicyScope } from '../security/policy-scope';
import { ScopeTarget } from '../security/scope-target';
import { Source } from '../security/source';
import { PrivilegeSite } from './privilege-site';

const NAME = 'deny-by-default';

/**
 * Refuses what nobody declared. In ambient mode that is the waypoint's business, so the node's proxies let pass what comes from there and
 * nothing else.
 */
export class DefaultDenial extends Construct {
  constructor(scope: Construct, id: string, { namespace, waypoint, dryRun }: PrivilegeSite) {
    super(scope, id);
    const cover = PolicyScope.namespace(namespace);
    if (waypoint === undefined) {
      new DenyByDefault(this, NAME, { cover, dryRun });
      return;
    }
    AccessPolicies.of(this, { name: NAME, target: new ScopeTarget(this, cover), action: security.AuthorizationPolicyAction.ALLOW, dryRun })
      .add(this, { from: [Source.clients({ clientRef: { namespace, serviceAccountName: waypoint } })] });
    new DenyByDefault(this, `${NAME}-at-${waypoint}`, { cover: PolicyScope.gateway(namespace, waypoint), dryRun });
  }
}
