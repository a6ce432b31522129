import { Duration } from 'cdk8s';
import { ContainerResources } from '../workload/container-resources';
import { ImagePullPolicy } from '../workload/image-pull-policy';
import { Toleration } from '../workload/toleration';
import { UpdateStrategy } from './update-strategy';

/**
 * The SELinux context of a container.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#assign-selinux-labels-to-a-container
 */
export interface SeLinuxOptions {
  /**
   * The type. `spc_t` lets a container use the files of its node.
   * @default 'spc_t'
   */
  readonly type?: string;
  /**
   * The level.
   * @default - that of the container runtime
   */
  readonly level?: string;
  /**
   * The role.
   * @default - that of the container runtime
   */
  readonly role?: string;
  /**
   * The user.
   * @default - that of the container runtime
   */
  readonly user?: string;
}

/** How a node agent runs, one pod on each node. */
export interface NodeAgentOptions {
  /**
   * Registry and path of the agent's image.
   * @default - the mesh's `hub`
   */
  readonly hub?: string;
  /**
   * The tag of the agent's image. In an upgrade the control plane goes first and the agents follow, so until then they keep their tag here.
   * @default - the mesh's `tag`
   */
  readonly tag?: string;
  /**
   * When nodes pull the agent's image.
   * @default - the mesh's `imagePullPolicy`
   */
  readonly imagePullPolicy?: ImagePullPolicy;
  /**
   * Environment variables of the agent. Variables that other properties set are refused.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Taints of nodes on which the agent runs nevertheless; an empty list for none.
   * @default - every taint: a node without the agent cannot run pods of the mesh
   */
  readonly tolerations?: Toleration[];
  /**
   * The labels of the nodes on which the agent runs, besides `kubernetes.io/os: linux`.
   * @default - every node with Linux
   */
  readonly nodeSelector?: { [label: string]: string };
  /**
   * Rules of placement, in Kubernetes' own form.
   * @default - none
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#scheduling
   */
  readonly affinity?: { [key: string]: any };
  /**
   * Labels of the DaemonSet, besides those that name it.
   * @default - none
   */
  readonly labels?: { [name: string]: string };
  /**
   * Labels of the pods, besides those by which they are found.
   * @default - none
   */
  readonly podLabels?: { [name: string]: string };
  /**
   * Annotations of the pods.
   * @default - those by which Prometheus finds the agent's metrics
   */
  readonly podAnnotations?: { [name: string]: string };
  /**
   * How long a pod may take to end, in whole seconds.
   * @default Duration.seconds(30)
   */
  readonly terminationGracePeriod?: Duration;
  /**
   * The SELinux context of the agent.
   * @default - the platform's: type `spc_t` on OpenShift, elsewhere that of the container runtime
   */
  readonly seLinuxOptions?: SeLinuxOptions;
  /**
   * How many pods of priority `system-node-critical` may run in the agent's namespace: a ResourceQuota, without which GKE lets no such pod
   * run outside of `kube-system`. A number from 1 on.
   * @default - 5000 on GKE, elsewhere no ResourceQuota
   */
  readonly podQuota?: number;
  /**
   * What the agent asks for and may use.
   * @default - istio-cni requests `100m` processor time and `100Mi` memory, ztunnel `200m` and `512Mi`; no limits
   */
  readonly resources?: ContainerResources;
  /**
   * How pods are replaced by new ones.
   * @default - istio-cni is away from one node at a time; of ztunnel the new pod starts beside the old one, node by node
   */
  readonly updateStrategy?: UpdateStrategy;
}
