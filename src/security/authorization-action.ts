/**
 * What happens to requests and connections that a rule takes. Proxies ask external authorizers first, then look at DENY, then at ALLOW.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#AuthorizationPolicy-Action
 */
export enum AuthorizationAction {
  /** They pass. With the first policy that allows something to a workload, all else is refused. */
  ALLOW = 'ALLOW',
  /** They are refused, whatever else allows them. */
  DENY = 'DENY',
  /** They are marked for a plugin that writes the audit log, and neither pass nor are refused by it. */
  AUDIT = 'AUDIT',
}
