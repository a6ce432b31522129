/** How istiod finds out that a node may take pods. */
export interface NodeUntaintOptions {
  /**
   * The key of the taint that istiod removes from a node as soon as the CNI agent is ready there. Whoever adds nodes gives it to them.
   * @default 'cni.istio.io/not-ready'
   */
  readonly taint?: string;
  /**
   * The namespace of the CNI agents.
   * @default - that of the mesh's data plane: istiod's, on OpenShift `kube-system`
   */
  readonly cniNamespace?: string;
}
