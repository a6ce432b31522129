import { Construct } from 'constructs';
import { security } from '../api';
import { AccessPolicies } from './access-policies';
import { PolicyScope } from './policy-scope';
import { ScopeTarget } from './scope-target';

/** Where nothing is allowed by default. */
export interface DenyByDefaultProps {
  /** The workloads: most often those of a namespace, or of the mesh. */
  readonly cover: PolicyScope;
  /**
   * Whether proxies only count and log what the policy would do.
   * @default false
   */
  readonly dryRun?: boolean;
  /**
   * The name of the object, a DNS name.
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * Refuses what no policy allows: an AuthorizationPolicy that allows nothing. Gateways are workloads too, and need rules that let people in.
 *
 * @see https://istio.io/latest/docs/concepts/security/#allow-nothing-deny-all-and-allow-all-policy
 */
export class DenyByDefault extends Construct {
  public constructor(scope: Construct, id: string, { cover, dryRun, name = id }: DenyByDefaultProps) {
    super(scope, id);
    AccessPolicies.of(this, { name, target: new ScopeTarget(this, cover), action: security.AuthorizationPolicyAction.ALLOW, dryRun });
  }
}
