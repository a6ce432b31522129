import { ContainerResources } from '../workload/container-resources';
import { Scaling } from '../workload/scaling';
import { Toleration } from '../workload/toleration';

/**
 * How istiod, the control plane's process, runs.
 *
 * @see https://istio.io/latest/docs/reference/commands/pilot-discovery/
 */
export interface IstiodOptions {
  /**
   * How many pods run.
   * @default Scaling.automatic() - 1 to 5 pods, aiming at 80 % of the requested processor time
   */
  readonly scaling?: Scaling;
  /**
   * What istiod's container asks for and may use.
   * @default - requests `500m` processor time and `2048Mi` memory, no limits
   */
  readonly resources?: ContainerResources;
  /**
   * Environment variables of istiod: its feature flags, e.g. `{ PILOT_ENABLE_ALPN_FILTER: 'false' }`.
   * Variables that other properties of the mesh set are refused.
   * @default - none: istiod's own defaults
   * @see https://istio.io/latest/docs/reference/commands/pilot-discovery/#envvars
   */
  readonly env?: { [name: string]: string };
  /**
   * What istiod and the proxies' agents log, as `<scope>:<level>` joined by commas; levels are
   * `none`, `error`, `warn`, `info` and `debug`.
   * @default 'default:info'
   */
  readonly logLevel?: string;
  /**
   * The share of requests, in percent from 0 to 100, for which proxies record a trace where no Telemetry says otherwise.
   * @default 1
   */
  readonly traceSampling?: number;
  /**
   * Further arguments of istiod's command, after those that the mesh gives.
   * @default - none
   */
  readonly extraArgs?: string[];
  /**
   * The labels of the nodes on which istiod may run.
   * @default - every node
   */
  readonly nodeSelector?: { [label: string]: string };
  /**
   * Taints of nodes that istiod accepts, besides `cni.istio.io/not-ready`.
   * @default - none
   */
  readonly tolerations?: Toleration[];
  /**
   * Rules of placement beside other pods, in Kubernetes' own form.
   * @default - none
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#scheduling
   */
  readonly affinity?: { [key: string]: any };
  /**
   * Rules that spread the pods over zones or nodes, in Kubernetes' own form.
   * @default - Kubernetes' defaults
   */
  readonly topologySpreadConstraints?: any[];
  /**
   * Annotations of istiod's pods.
   * @default - those by which Prometheus finds istiod's metrics
   */
  readonly podAnnotations?: { [name: string]: string };
  /**
   * Labels of istiod's pods, besides those by which istiod is found.
   * @default - none
   */
  readonly podLabels?: { [name: string]: string };
  /**
   * The PriorityClass of istiod's pods.
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;
}
