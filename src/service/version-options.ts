import { IConstruct } from 'constructs';
import { DestinationPolicy } from '../policy/destination-policy';
import { ContainerResources } from '../workload/container-resources';
import { ImagePullPolicy } from '../workload/image-pull-policy';
import { ContainerProbe } from './container-probe';

/**
 * What a version is made of. Exactly one of `image`, `workload` and `labels` says where its Pods come from; all the rest
 * goes with `image`, but for `policies`.
 */
export interface VersionOptions {
  /**
   * The image of the container: a Deployment `<service>-<version>` is made.
   * @default - the Pods come from `workload` or `labels`
   */
  readonly image?: string;

  /**
   * A workload construct that exists: a Deployment, StatefulSet, ... of any cdk8s-plus or as ApiObject. Its Pods have to carry
   * the labels that the Service selects; the label `version` is added if it is missing.
   * @default - the Pods come from `image` or `labels`
   */
  readonly workload?: IConstruct;

  /**
   * Labels of Pods that are made elsewhere, which tell this version from the others, e.g. `{ version: 'v1' }`.
   * @default - the Pods come from `image` or `workload`
   */
  readonly labels?: { [key: string]: string };

  /**
   * What clients do otherwise with requests to this version. What it does not say is as for the host.
   * @default - as for the host
   */
  readonly policies?: DestinationPolicy[];

  /**
   * The number of Pods.
   * @default - not written, so an autoscaler may own it; Kubernetes starts with 1
   */
  readonly replicas?: number;

  /**
   * The program that runs, in place of the image's entrypoint.
   * @default - the image's entrypoint
   */
  readonly command?: string[];

  /**
   * The arguments of the program.
   * @default - the image's arguments
   */
  readonly args?: string[];

  /**
   * Environment variables. Not for secrets: what is written here stands in the output.
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * What the container asks for and may use.
   * @default - nothing asked for, no limits but the namespace's
   */
  readonly resources?: ContainerResources;

  /**
   * When the image is pulled.
   * @default - Kubernetes pulls the tag `latest` always, others if they are not there
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Names of Secrets in the namespace with the credentials of the registry.
   * @default - those of the ServiceAccount
   */
  readonly imagePullSecrets?: string[];

  /**
   * The user as which the container runs. 0 is root, which is refused otherwise.
   * @default - the user of the image, which may not be root
   */
  readonly runAsUser?: number;

  /**
   * When the Pod gets requests.
   * @default - as soon as it runs
   */
  readonly readinessProbe?: ContainerProbe;

  /**
   * When the container is started anew.
   * @default - when its program ends
   */
  readonly livenessProbe?: ContainerProbe;

  /**
   * More labels of the Pods. They can't change those of the Service's selector or `version`.
   * @default - the Service's selector and `version`
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Annotations of the Pods, e.g. `proxy.istio.io/config`.
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };
}
