import { Duration } from 'cdk8s';
import { ContainerResources } from '../workload/container-resources';
import { DisruptionBudget } from '../workload/disruption-budget';
import { PodAdditions } from '../workload/pod-additions';
import { RolloutOptions } from '../workload/rollout';
import { Scaling } from '../workload/scaling';
import { SeccompProfile } from '../workload/seccomp-profile';
import { TerminationMessagePolicy } from '../workload/termination-message-policy';
import { Toleration } from '../workload/toleration';
import { IstiodImage } from './istiod-image';
import { IstiodServiceOptions } from './istiod-service-options';
import { NodeUntaintOptions } from './node-untaint-options';

/**
 * How istiod, the control plane's process, runs.
 *
 * @see https://istio.io/latest/docs/reference/commands/pilot-discovery/
 */
export interface IstiodOptions extends PodAdditions {
  /**
   * The image of istiod.
   * @default - `pilot`, with the mesh's hub, tag and variant
   */
  readonly image?: IstiodImage;
  /**
   * How many pods run.
   * @default Scaling.automatic() - 1 to 5 pods, aiming at 80 % of the requested processor time
   */
  readonly scaling?: Scaling;
  /**
   * How many pods maintenance of nodes may take away at a time.
   * @default - of at least two pods one stays, else no budget
   */
  readonly disruptionBudget?: DisruptionBudget;
  /**
   * How pods are replaced by new ones.
   * @default - `maxSurge` 100% and `maxUnavailable` 25%: a new istiod of each starts at once
   */
  readonly rollout?: RolloutOptions;
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
   * Whether istiod and the proxies' agents log lines of JSON.
   * @default false
   */
  readonly logAsJson?: boolean;
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
   * How long a proxy keeps its connection to one istiod, in whole seconds; then it asks again, maybe another one.
   * @default Duration.minutes(30)
   */
  readonly keepaliveMaxServerConnectionAge?: Duration;
  /**
   * Whether istiod analyzes the cluster's configuration and writes what it finds into the objects' status.
   * @default false
   * @see https://istio.io/latest/docs/ops/diagnostic-tools/istioctl-analyze/
   */
  readonly analysis?: boolean;
  /**
   * Whether istiod makes Deployments and Services for gateways of the Gateway API. Without, it may not touch any of the cluster, and ambient
   * has no waypoints.
   * @default true
   */
  readonly gatewayDeployments?: boolean;
  /**
   * Takes a taint away from new nodes as soon as they can redirect traffic, so that no pod starts there before.
   * @default - istiod does not look after taints
   */
  readonly untaintNodes?: NodeUntaintOptions;
  /**
   * Certificates of further CAs, as PEM text, which istiod trusts when it gets the keys of JSON Web Tokens.
   * @default - those that the image trusts
   */
  readonly jwksRootCa?: string;
  /**
   * What can be said of istiod's Service.
   * @default - as in a default install of Istio
   */
  readonly service?: IstiodServiceOptions;
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
  /**
   * Which system calls istiod may make.
   * @default - what the cluster decides
   */
  readonly seccompProfile?: SeccompProfile;
  /**
   * Where Kubernetes finds the last words of a failed istiod.
   * @default - TerminationMessagePolicy.FALLBACK_TO_LOGS_ON_ERROR on OpenShift, else TerminationMessagePolicy.FILE
   */
  readonly terminationMessagePolicy?: TerminationMessagePolicy;
  /**
   * Labels of istiod's Deployment, besides those by which it is found.
   * @default - none
   */
  readonly deploymentLabels?: { [name: string]: string };
  /**
   * Annotations of istiod's Deployment.
   * @default - none
   */
  readonly deploymentAnnotations?: { [name: string]: string };
  /**
   * Annotations of istiod's ServiceAccount, e.g. those by which a cloud gives it an identity.
   * @default - none
   */
  readonly serviceAccountAnnotations?: { [name: string]: string };
}
