/** How a mesh that somebody else installed was installed. */
export interface InstalledMeshOptions {
  /**
   * The revision of its control plane, or a tag.
   * @default 'default'
   */
  readonly revision?: string;
  /**
   * The namespace of istiod.
   * @default 'istio-system'
   */
  readonly namespace?: string;
  /**
   * The trust domain of the workloads' identities.
   * @default 'cluster.local'
   */
  readonly trustDomain?: string;
  /**
   * The DNS domain of the cluster's Services.
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * Whether it was installed for ambient: its namespaces then join without sidecars.
   * @default false
   */
  readonly ambient?: boolean;
}
