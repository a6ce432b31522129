/** Workloads that call. */
export interface ClientReference {
  /** The namespace of the workloads. */
  readonly namespace: string;
  /**
   * The labels by which their Pods are told from others of the namespace.
   *
   * @default - all workloads of the namespace
   */
  readonly labels?: { [key: string]: string };
  /**
   * The ServiceAccount as which they run, and no others: their identity in the mesh.
   *
   * @default - not known
   */
  readonly serviceAccountName?: string;
}

/** Somebody who calls hosts: a `MeshService`, a `MeshNamespace`, or `Clients` that no construct stands for. */
export interface IClientRef {
  /** Which workloads they are. */
  readonly clientRef: ClientReference;
}
