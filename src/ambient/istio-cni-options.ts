import { mesh } from '../api';
import { CniRepair } from './cni-repair';
import { NodeAgentOptions } from './node-agent-options';

/**
 * How istio-cni runs: the agent that puts Istio's plugin into the network of each node, which then redirects the traffic of new pods.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/cni/
 */
export interface IstioCniOptions extends NodeAgentOptions {
  /**
   * The image: a name under the hub, which gets the tag, or a whole reference.
   * @default 'install-cni'
   */
  readonly image?: string;
  /**
   * The directory of the nodes with the plugins' programs.
   * @default - the platform's: `/opt/cni/bin` where it says nothing else
   */
  readonly binDir?: string;
  /**
   * The directory of the nodes with the plugins' configuration.
   * @default - the platform's: `/etc/cni/net.d` where it says nothing else
   */
  readonly confDir?: string;
  /**
   * The name of the configuration file in `confDir`: the one that istio-cni adds itself to, or that it makes where it is not chained.
   * @default - the platform's; where it says nothing, the first file of the directory
   */
  readonly confFileName?: string;
  /**
   * The directory of the nodes with the network namespaces of pods.
   * @default - the platform's: `/var/run/netns` where it says nothing else
   */
  readonly netnsDir?: string;
  /**
   * Whether istio-cni adds itself to the configuration of the nodes' network plugin, instead of having a file of its own.
   * @default - the platform's: false on OpenShift, true elsewhere
   */
  readonly chained?: boolean;
  /**
   * Namespaces whose pods are left alone.
   * @default ['kube-system']
   */
  readonly excludeNamespaces?: string[];
  /**
   * What happens to pods that started on a node before istio-cni was ready there.
   * @default CniRepair.repairPods()
   */
  readonly repair?: CniRepair;
  /**
   * What istio-cni logs, as a level or as `<scope>:<level>` joined by commas.
   * @default 'info'
   */
  readonly logLevel?: string;
  /**
   * Whether it is said by an annotation that AppArmor must leave the agent alone, as Kubernetes up to 1.29 needs it. Newer ones warn of it.
   * @default false - the security context says it
   */
  readonly appArmorAnnotation?: boolean;
  /**
   * The seccomp profile of the agent, in Kubernetes' own form, e.g. `{ type: 'RuntimeDefault' }`.
   * @default - none
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context-1
   */
  readonly seccompProfile?: { [key: string]: any };
}

/** Which pods an ambient mesh takes: pods with these labels, in namespaces with these labels. */
export interface EnablementSelector {
  /**
   * The labels of the pods.
   * @default - any
   */
  readonly podSelector?: mesh.LabelSelector;
  /**
   * The labels of the namespaces.
   * @default - any
   */
  readonly namespaceSelector?: mesh.LabelSelector;
}

/** How istio-cni runs in an ambient mesh, where it also sends the traffic of pods to ztunnel. */
export interface AmbientCniOptions extends IstioCniOptions {
  /**
   * Which pods are in the mesh; one selector must match.
   * @default - pods with the label `istio.io/dataplane-mode=ambient`, and pods of namespaces with it that have no `istio.io/dataplane-mode=none`
   */
  readonly enablementSelectors?: EnablementSelector[];
  /**
   * Whether ztunnel answers the pods' DNS requests.
   * @default true
   */
  readonly dnsCapture?: boolean;
  /**
   * Whether the pods' IPv6 traffic is redirected, too.
   * @default true
   */
  readonly ipv6?: boolean;
  /**
   * Whether the agent, when it starts, brings the rules in running pods up to those of its version.
   * @default true
   */
  readonly reconcileIptablesOnStartup?: boolean;
  /**
   * Whether the agent runs in the network of its node.
   * @default false - it has a network of its own and enters the node's only for rules
   */
  readonly shareHostNetworkNamespace?: boolean;
  /**
   * Whether the plugin asks again where it could not find out whether a pod is in the mesh.
   * @default false
   */
  readonly enableAmbientDetectionRetry?: boolean;
  /**
   * The name of a configuration file that istio-cni keeps for itself, a copy of `confFileName` with itself in it, e.g. `02-istio-cni.conflist`.
   * It has to come first in the directory. After a restart of the node no pod starts then without its redirection.
   * @default - none: istio-cni adds itself to `confFileName`
   */
  readonly istioOwnedCniConfig?: string;
}
