/** What other constructs need to know of a mesh. */
export interface MeshReference {
  /** The namespace of istiod, also Istio's root namespace, e.g. `istio-system`. */
  readonly namespace: string;
  /** The revision of the control plane, or a tag of it; empty for the default one. */
  readonly revision: string;
  /** The trust domain of the mesh's identities, e.g. `cluster.local`. */
  readonly trustDomain: string;
  /** The DNS domain of the cluster's Services, e.g. `cluster.local`. */
  readonly clusterDomain: string;
  /**
   * Whether namespaces join the mesh without sidecars, by the proxy of each node.
   * @default false
   */
  readonly ambient?: boolean;
}

/** A mesh: one made here by `Mesh`, or a reference to one that somebody else installed. */
export interface IMeshRef {
  /** The mesh's properties that others depend on. */
  readonly meshRef: MeshReference;
}
