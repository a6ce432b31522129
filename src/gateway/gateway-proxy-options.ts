import { Duration } from 'cdk8s';
import { ContainerResources } from '../workload/container-resources';
import { DisruptionBudget } from '../workload/disruption-budget';
import { ImagePullPolicy } from '../workload/image-pull-policy';
import { PodAdditions } from '../workload/pod-additions';
import { RolloutOptions } from '../workload/rollout';
import { Scaling } from '../workload/scaling';
import { Toleration } from '../workload/toleration';
import { IWorkloadInjector } from '../workload/workload-injector';
import { GatewayAccount } from './gateway-account';

/** What the Deployment of a gateway's proxies is made of. */
export interface GatewayProxyOptions extends PodAdditions {
  /**
   * How many proxies there are.
   * @default Scaling.automatic(), 1 to 5 at 80 % CPU
   */
  readonly scaling?: Scaling;
  /**
   * Whether each node has one proxy, by a DaemonSet. Their number is that of the nodes then: `scaling` and `disruptionBudget` are refused.
   * @default false
   */
  readonly daemonSet?: boolean;
  /**
   * How many proxies maintenance of nodes may take away at a time.
   * @default - of at least two proxies one, and those that do not work anyway; else no budget
   */
  readonly disruptionBudget?: DisruptionBudget;
  /**
   * How proxies are replaced by new ones.
   * @default - Kubernetes': of a Deployment `maxSurge` and `maxUnavailable` 25%, of a DaemonSet one at a time
   */
  readonly rollout?: RolloutOptions;
  /**
   * How long a new proxy has to work before it counts as available, in whole seconds.
   * @default Duration.seconds(0)
   */
  readonly minReady?: Duration;
  /**
   * What a proxy asks for and may use at most.
   * @default - requests 100m CPU and 128Mi memory, limits 2 CPU and 1Gi memory
   */
  readonly resources?: ContainerResources;
  /**
   * When the node pulls the proxy's image. The image is written `auto` until the injector puts in the real one, and for a
   * name without tag Kubernetes would take `Always`: no restart while the registry is out of reach.
   * @default ImagePullPolicy.IF_NOT_PRESENT
   */
  readonly imagePullPolicy?: ImagePullPolicy;
  /**
   * Names of Secrets in the gateway's namespace with which the node pulls images.
   * @default - those that the injector adds for the mesh
   */
  readonly imagePullSecrets?: string[];
  /**
   * Environment variables of the proxy, on top of those that the injector sets.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Labels of all objects of the gateway, on top of those that it sets.
   * @default - none
   */
  readonly labels?: { [name: string]: string };
  /**
   * Annotations of all objects of the gateway but its pods.
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
  /**
   * Labels of the pods, on top of those that the gateway sets.
   * @default - none
   */
  readonly podLabels?: { [name: string]: string };
  /**
   * Annotations of the pods, e.g. `proxy.istio.io/config`; one that the gateway sets too is taken from here.
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string };
  /**
   * Labels of the nodes on which the proxies run.
   * @default - all nodes
   */
  readonly nodeSelector?: { [name: string]: string };
  /**
   * Taints that the proxies put up with.
   * @default - none
   */
  readonly tolerations?: Toleration[];
  /**
   * Rules of attraction and repulsion, as in a pod's `affinity`.
   * @default - none
   */
  readonly affinity?: { [key: string]: any };
  /**
   * How the proxies spread over zones and nodes, as in a pod's `topologySpreadConstraints`.
   * @default - the cluster's own
   */
  readonly topologySpreadConstraints?: any[];
  /**
   * The PriorityClass of the pods.
   * @default - the cluster's own
   */
  readonly priorityClassName?: string;
  /**
   * How long a proxy that is told to stop may take for the requests that it still serves, in whole seconds. Of it the proxy
   * uses the mesh's `terminationDrainDuration`, 5 s by default.
   * @default Duration.seconds(30)
   */
  readonly terminationGracePeriod?: Duration;
  /**
   * The pods' security context, in Kubernetes' own form. Its fields take the place of those that the gateway sets.
   * @default - the sysctl by which ports below 1024 need no privileges
   */
  readonly podSecurityContext?: { [key: string]: any };
  /**
   * The security context of the proxy, in Kubernetes' own form. Its fields take the place of those that the gateway sets.
   * @default - no root, no capabilities, no writing to its file system
   */
  readonly containerSecurityContext?: { [key: string]: any };
  /**
   * Containers beside the proxy, in Kubernetes' own form.
   * @default - none
   */
  readonly containers?: any[];
  /**
   * How Kubernetes finds out whether a proxy can serve, in its own form.
   * @default - what the injector sets for the mesh
   */
  readonly readinessProbe?: { [key: string]: any };
  /**
   * What happens when a proxy starts and stops, in Kubernetes' own form.
   * @default - what the injector sets for the mesh
   */
  readonly lifecycle?: { [key: string]: any };
  /**
   * Whom the pods ask for addresses, e.g. `ClusterFirst` or `None`.
   * @default - Kubernetes', `ClusterFirst`
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy
   */
  readonly dnsPolicy?: string;
  /**
   * How the pods ask for addresses, in Kubernetes' own form.
   * @default - what follows from `dnsPolicy`
   */
  readonly dnsConfig?: { [key: string]: any };
  /**
   * The ServiceAccount of the proxies.
   * @default GatewayAccount.own() - with the name of the gateway
   */
  readonly account?: GatewayAccount;
  /**
   * Whether the proxies get certificates from Secrets of their namespace, for which their account needs the right to read them.
   * @default true
   */
  readonly readSecrets?: boolean;
  /**
   * Who puts the proxy into the pods when the program is synthesized, e.g. the `Mesh` of the same program: the pods are then complete, run
   * without the injector's webhook, and change by a new synthesis only.
   * @default - the injector of the control plane, when a pod is made
   */
  readonly injector?: IWorkloadInjector;
  /**
   * Whether a NetworkPolicy lets in what the listeners serve, health checks and metrics, and nothing else. It does not limit whom proxies call.
   * @default false
   */
  readonly networkPolicy?: boolean;
}
