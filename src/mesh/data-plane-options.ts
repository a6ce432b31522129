import { CniProvider } from '../ambient/cni-provider';
import { AmbientCniOptions, IstioCniOptions } from '../ambient/istio-cni-options';
import { ZtunnelOptions } from '../ambient/ztunnel-options';

/** What control plane and node agents have to agree on. */
export interface NodeAgentsOptions {
  /**
   * Whether somebody else installs the node agents: the provider of the cluster, or another program. The mesh makes none then.
   * @default false - the mesh that is `clusterWide` makes them; a cluster has them once, whatever its revisions
   */
  readonly installed?: boolean;
  /**
   * The namespace of istio-cni. If it is neither istiod's nor `kube-system`, it has to be made elsewhere.
   * @default - that of istiod; `kube-system` on OpenShift
   */
  readonly cniNamespace?: string;
  /**
   * How the nodes' network plugins are told of istio-cni.
   * @default - the platform's: CniProvider.MULTUS on OpenShift, CniProvider.DEFAULT elsewhere
   */
  readonly cniProvider?: CniProvider;
}

/** Sidecars whose traffic istio-cni redirects. */
export interface SidecarWithCniOptions extends NodeAgentsOptions {
  /**
   * How istio-cni runs. Only for a mesh that makes it.
   * @default - as in a default install of Istio
   */
  readonly cni?: IstioCniOptions;
}

/** A mesh without sidecars. */
export interface AmbientOptions extends NodeAgentsOptions {
  /**
   * How istio-cni runs. Only for a mesh that makes it.
   * @default - as in a default install of Istio
   */
  readonly cni?: AmbientCniOptions;
  /**
   * How ztunnel runs. Only for a mesh that makes it.
   * @default - as in a default install of Istio
   */
  readonly ztunnel?: ZtunnelOptions;
  /**
   * The namespace of ztunnel. If it is neither istiod's nor `kube-system`, it has to be made elsewhere.
   * @default - that of istiod; `kube-system` on OpenShift
   */
  readonly ztunnelNamespace?: string;
  /**
   * What ztunnel's objects are called. istiod trusts the ServiceAccount of this name in `ztunnelNamespace`.
   * @default 'ztunnel'
   */
  readonly ztunnelName?: string;
}
