import { IMeshRef } from '../ground/mesh-ref';
import { GatewayProxyOptions } from './gateway-proxy-options';
import { GatewayService } from './gateway-service';

/** What an egress gateway is made of. */
export interface EgressGatewayProps extends GatewayProxyOptions {
  /**
   * The name of its objects, a DNS label.
   * @default - the construct's id
   */
  readonly name?: string;
  /**
   * The namespace of its objects, of its pods and of the Secrets with which it originates TLS. One of its own keeps these from the workloads.
   * @default - the namespace of the chart; an error if it has none
   */
  readonly namespace?: string;
  /**
   * The mesh whose control plane injects and configures the proxies.
   * @default - the control plane without revision, or the one that the tag `default` names
   */
  readonly mesh?: IMeshRef;
  /**
   * The Service before the proxies.
   * @default GatewayService.clusterIp()
   */
  readonly service?: GatewayService;
  /**
   * The labels by which Deployment, Service and `Gateway` find the pods. Kubernetes never lets a Deployment change them.
   * @default - `app: <name>` and `istio: <name without istio- before it>`
   */
  readonly selector?: { [label: string]: string };
  /**
   * Ports of the Service besides those of the hosts that this program sends through the gateway: for the hosts of other programs.
   * @default - none
   */
  readonly ports?: number[];
}

/** An egress gateway that is made elsewhere. */
export interface ExistingEgressGatewayOptions {
  /** The name of its Service. */
  readonly name: string;
  /** The namespace of its Service and of its pods. */
  readonly namespace: string;
  /** The ports that its Service has, at least one. */
  readonly ports: number[];
  /**
   * The labels that its pods have and those of no other gateway.
   * @default - `app: <name>` and `istio: <name without istio- before it>`, as `EgressGateway` and Istio's own chart give them
   */
  readonly selector?: { [label: string]: string };
  /**
   * The mesh, which knows the DNS domain of the cluster.
   * @default - the domain is `cluster.local`
   */
  readonly mesh?: IMeshRef;
}
