/** Amounts of what a container uses, as Kubernetes quantities. */
export interface ResourceAmounts {
  /**
   * Processor time in cores, e.g. `500m` or `2`.
   * @default - none: no request, or no limit
   */
  readonly cpu?: string;
  /**
   * Memory in bytes, e.g. `256Mi`.
   * @default - none: no request, or no limit
   */
  readonly memory?: string;
}

/**
 * What a container asks for and what it may use at most.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface ContainerResources {
  /**
   * What the node keeps free for the container. `{}` asks for nothing.
   * @default - the requests of the component, which its own property names
   */
  readonly requests?: ResourceAmounts;
  /**
   * What the container may use at most. `{}` sets no limit.
   * @default - the limits of the component, which its own property names
   */
  readonly limits?: ResourceAmounts;
}
