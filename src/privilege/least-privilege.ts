/**
 * What happens to calls that nobody declared.
 *
 * @see https://istio.io/latest/docs/tasks/security/authorization/authz-dry-run/
 */
export enum LeastPrivilege {
  /** They pass; proxies count and log which of them would be refused. Sidecars keep all they know, and there are no NetworkPolicies. */
  DRY_RUN = 'DRY_RUN',
  /** They are refused. */
  ENFORCE = 'ENFORCE',
}
