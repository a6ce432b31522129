/**
 * How the network plugins of a cluster's nodes are told of another one.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/cni/
 */
export enum CniProvider {
  /** By their configuration on each node. */
  DEFAULT = 'default',
  /** By a NetworkAttachmentDefinition and an annotation of each pod, which Multus reads. */
  MULTUS = 'multus',
}
