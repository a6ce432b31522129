import { NodeAgentOptions } from './node-agent-options';

/**
 * How ztunnel runs: the proxy of each node, through which the pods of an ambient mesh reach each other.
 *
 * @see https://istio.io/latest/docs/ambient/architecture/data-plane/
 */
export interface ZtunnelOptions extends NodeAgentOptions {
  /**
   * The image: a name under the hub, which gets the tag, or a whole reference.
   * @default 'ztunnel'
   */
  readonly image?: string;
  /**
   * The revision of the control plane that ztunnel asks. In an upgrade by revisions this is the step that moves ztunnel.
   * @default - that of the mesh
   */
  readonly revision?: string;
  /**
   * Where ztunnel asks istiod, as `host:port`.
   * @default - the istiod of `revision`, on port 15012
   */
  readonly xdsAddress?: string;
  /**
   * Where ztunnel has certificates signed, as `host:port`.
   * @default - where the mesh's proxies do; with `revision`, the istiod of it
   */
  readonly caAddress?: string;
  /**
   * What ztunnel logs, as a level (`trace`, `debug`, `info`, `warn`, `error`) or as `<target>=<level>` joined by commas.
   * @default 'info'
   */
  readonly logLevel?: string;
  /**
   * Whether ztunnel refuses certificates that the revocation list of a plugged-in CA names (ConfigMap `istio-ca-crl`).
   * @default false
   */
  readonly peerCaCrl?: boolean;
  /**
   * Annotations of the DaemonSet and the ServiceAccount.
   * @default - none but the revision
   */
  readonly annotations?: { [name: string]: string };
  /**
   * How ztunnel's own requests for names are answered, e.g. `ClusterFirst`.
   * @default - Kubernetes': `ClusterFirst`
   */
  readonly dnsPolicy?: string;
  /**
   * Name servers, search domains and options of ztunnel's pods, in Kubernetes' own form.
   * @default - those of `dnsPolicy`
   */
  readonly dnsConfig?: { [key: string]: any };
  /**
   * Further volumes of the pods, in Kubernetes' own form.
   * @default - none
   */
  readonly volumes?: any[];
  /**
   * Where the container finds further volumes, in Kubernetes' own form.
   * @default - none
   */
  readonly volumeMounts?: any[];
}
