/** The rule by which pods of an account get these SecurityContextConstraints of OpenShift, if the platform has such. */
export function mayUse(constraints: string | undefined): object[] {
  if (constraints === undefined) return [];
  return [{ apiGroups: ['security.openshift.io'], resources: ['securitycontextconstraints'], resourceNames: [constraints], verbs: ['use'] }];
}
