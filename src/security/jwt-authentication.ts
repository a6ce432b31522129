import { Construct } from 'constructs';
import { security } from '../api';
import { enrolledAs } from '../ground/enrolled';
import { fail, placeOf } from '../ground/fail';
import { HostReference } from '../host/host';
import { AccessPolicies } from './access-policies';
import { JwtIssuer } from './jwt-issuer';
import { jwtRefusals } from './jwt-refusals';
import { JwtRequirement } from './jwt-requirement';
import { PolicyScope } from './policy-scope';
import { writeRequestAuthentication } from './request-authentication';
import { ScopeTarget } from './scope-target';
import { warnOfNoToken } from './token-use';

/** Whose tokens some workloads accept. */
export interface JwtAuthenticationProps {
  /** The workloads, e.g. the proxies of a gateway. */
  readonly cover: PolicyScope;
  /** Who makes the tokens. At least one. */
  readonly issuers: JwtIssuer[];
  /**
   * Whether requests without a token are meant to pass, as the workloads serve guests, too.
   * @default false - they pass, unless a policy or a route looks at tokens, and there is a warning if none does
   */
  readonly allowMissing?: boolean;
  /**
   * The name of the object, a DNS name.
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * Verifies the JWTs of end users: a RequestAuthentication. A request with an invalid token is refused with 401. One **without** a token passes;
 * `requireJwt` refuses it. For a `MeshService`, `access.requireJwt` does both and knows its ports.
 *
 * Tokens of all issuers are accepted that cover a workload, be it by mesh, namespace or labels. Each scope has one writer.
 *
 * @see https://istio.io/latest/docs/reference/config/security/request_authentication/
 */
export class JwtAuthentication extends Construct {
  private readonly issuers: JwtIssuer[];
  private readonly allowMissing: boolean;
  private readonly target: ScopeTarget;
  private readonly policyName: string;
  private required = false;

  public constructor(scope: Construct, id: string, props: JwtAuthenticationProps) {
    super(scope, id);
    const { cover, issuers, allowMissing = false, name = id } = props;
    this.issuers = issuers;
    this.allowMissing = allowMissing;
    this.target = new ScopeTarget(this, cover);
    this.policyName = `${name}-require-jwt`;
    writeRequestAuthentication(this, { name, target: this.target, issuers, host: cover._host });
    if (cover._host && !this.target.toSpec().targetRefs) this.node.addValidation({ validate: () => this.withoutSidecars(cover._host!) });
    if (!allowMissing) this.node.addValidation({ validate: () => (this.required ? [] : warnOfNoToken(this, this.target)) });
  }

  /**
   * Refuses requests without a token of these issuers, with 403: an AuthorizationPolicy that denies. Rules that allow don't open it again.
   *
   * @param requirement What else tokens need to have, and which requests need none.
   */
  public requireJwt(requirement: JwtRequirement = {}): void {
    if (this.allowMissing) fail(this, 'allowMissing lets requests without a token pass, requireJwt refuses them', 'leave one of them out');
    const { dryRun = false } = requirement;
    const rules = jwtRefusals(this, this.issuers, requirement);
    const name = dryRun ? `${this.policyName}-dry-run` : this.policyName;
    const policies = AccessPolicies.of(this, { name, target: this.target, action: security.AuthorizationPolicyAction.DENY, dryRun });
    for (const rule of rules) policies.add(this, rule);
    this.required = true;
  }

  private withoutSidecars({ fqdn, namespace }: HostReference): string[] {
    if (!enrolledAs(this, namespace)?.ambient) return [];
    return [`${placeOf(this)}: the Pods of ${fqdn} have no sidecars, so nobody would verify tokens; let a waypoint do it: PolicyScope.service(), or access.requireJwt() of the service`];
  }
}
