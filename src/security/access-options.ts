/** How a rule is taken. */
export interface AccessOptions {
  /**
   * Whether proxies only count and log what the rule would do. Such rules stand in a policy of their own.
   * @default false
   * @see https://istio.io/latest/docs/tasks/security/authorization/authz-dry-run/
   */
  readonly dryRun?: boolean;
}
