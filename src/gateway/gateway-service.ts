import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/** Which nodes answer for a Service that is reached from outside of the cluster. */
export enum ExternalTrafficPolicy {
  /** All nodes do; the gateway sees the address of a node instead of the client's. */
  CLUSTER = 'Cluster',
  /** Only nodes with a pod of the gateway do; the gateway sees the client's own address. */
  LOCAL = 'Local',
}

/** What every kind of Service before a gateway can be told. */
export interface GatewayServiceOptions {
  /**
   * Annotations of the Service, e.g. those that a cloud's load balancers read.
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}

/** What a Service with a port on every node can be told. */
export interface NodePortGatewayServiceOptions extends GatewayServiceOptions {
  /**
   * Which nodes answer.
   * @default - Kubernetes' own, ExternalTrafficPolicy.CLUSTER
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;
  /**
   * The port of the nodes for a port of the gateway, e.g. `{ 80: 30080 }`; `15021` is the gateway's status port.
   * @default - Kubernetes picks free ones
   */
  readonly nodePorts?: { [port: string]: number };
}

/** What a Service behind a load balancer can be told. */
export interface LoadBalancerGatewayServiceOptions extends NodePortGatewayServiceOptions {
  /**
   * The load balancer that takes the Service, in a cluster that has several.
   * @default - the cluster's own
   */
  readonly loadBalancerClass?: string;
  /**
   * The client addresses that the load balancer lets in, in CIDR form, e.g. `203.0.113.0/24`.
   * @default - all
   */
  readonly loadBalancerSourceRanges?: string[];
}

/**
 * The Service before the pods of a gateway, by the way in which clients get there.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types
 */
export class GatewayService {
  /** A load balancer of the cloud, or of what plays its part in the cluster. */
  public static loadBalancer(options: LoadBalancerGatewayServiceOptions = {}): GatewayService {
    return new GatewayService('LoadBalancer', options);
  }

  /** A port on every node. */
  public static nodePort(options: NodePortGatewayServiceOptions = {}): GatewayService {
    return new GatewayService('NodePort', options);
  }

  /** An address within the cluster only. */
  public static clusterIp(options: GatewayServiceOptions = {}): GatewayService {
    return new GatewayService('ClusterIP', options);
  }

  private constructor(private readonly type: string, private readonly options: LoadBalancerGatewayServiceOptions) {}

  /** @internal */
  public get _annotations(): { [name: string]: string } | undefined {
    return this.options.annotations;
  }

  /** @internal */
  public get _nodePorts(): Map<number, number> {
    return new Map(Object.entries(this.options.nodePorts ?? {}).map(([port, nodePort]) => [Number(port), nodePort]));
  }

  /**
   * The spec but for its ports and selector.
   * @internal
   */
  public _toSpec(place: IConstruct): object {
    const { externalTrafficPolicy, loadBalancerClass, loadBalancerSourceRanges } = this.options;
    this.checkNodePorts(place);
    loadBalancerSourceRanges?.forEach((range) => checkRange(place, range));
    return { type: this.type, externalTrafficPolicy, loadBalancerClass, loadBalancerSourceRanges };
  }

  private checkNodePorts(place: IConstruct): void {
    const nodePorts = [...this._nodePorts.values()];
    nodePorts.forEach((nodePort, i) => {
      if (!Number.isInteger(nodePort) || nodePort < 1 || nodePort > 65535) {
        fail(place, `node port ${nodePort} is none, 1 to 65535 are allowed`, `give one of the cluster's range, usually 30000 to 32767`);
      }
      if (nodePorts.indexOf(nodePort) !== i) fail(place, `node port ${nodePort} is given to two ports`, 'give each port its own');
    });
  }
}

const CIDR = /^([0-9]{1,3}(\.[0-9]{1,3}){3}\/([12]?[0-9]|3[0-2])|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\/([1-9]?[0-9]|1[01][0-9]|12[0-8]))$/;

function checkRange(place: IConstruct, range: string): void {
  if (!CIDR.test(range)) fail(place, `load balancer source range '${range}' is not in CIDR form`, `write address and length, e.g. '203.0.113.0/24' or '2001:db8::/32'`);
}
