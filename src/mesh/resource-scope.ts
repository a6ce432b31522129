/** Which of a mesh's objects are made, where different people may apply different ones. */
export enum ResourceScope {
  /** All of them. */
  ALL = 'all',
  /** Those of the cluster: CRDs, namespaces, ClusterRoles, webhook configurations. Who applies them administers the cluster. */
  CLUSTER = 'cluster',
  /** Those of istiod's namespace. Who applies them needs no rights beyond it. */
  NAMESPACE = 'namespace',
}
