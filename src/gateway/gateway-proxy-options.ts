import { Duration } from 'cdk8s';
import { ContainerResources } from '../workload/container-resources';
import { ImagePullPolicy } from '../workload/image-pull-policy';
import { Scaling } from '../workload/scaling';
import { Toleration } from '../workload/toleration';

/** What the Deployment of a gateway's proxies is made of. */
export interface GatewayProxyOptions {
  /**
   * How many proxies there are.
   * @default Scaling.automatic(), 1 to 5 at 80 % CPU
   */
  readonly scaling?: Scaling;
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
}
