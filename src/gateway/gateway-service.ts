import { isIP } from 'node:net';
import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { portNumber } from '../host/port-number';
import { IpFamilies } from '../workload/ip-families';
import { OWN_PORTS } from './own-ports';

/** Which nodes answer for a Service that is reached from outside of the cluster. */
export enum ExternalTrafficPolicy {
  /** All nodes do; the gateway sees the address of a node instead of the client's. */
  CLUSTER = 'Cluster',
  /** Only nodes with a pod of the gateway do; the gateway sees the client's own address. */
  LOCAL = 'Local',
}

/** Which pods answer for a Service that is reached from within the cluster. */
export enum InternalTrafficPolicy {
  /** All pods do. */
  CLUSTER = 'Cluster',
  /** Only pods on the client's node do. */
  LOCAL = 'Local',
}

/** What every kind of Service before a gateway can be told. */
export interface GatewayServiceOptions {
  /**
   * Annotations of the Service, e.g. those that a cloud's load balancers read.
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
  /**
   * The kinds of addresses that the Service has.
   * @default - those of the cluster's first family
   */
  readonly ipFamilies?: IpFamilies;
  /**
   * The address of the Service within the cluster; `None` for the addresses of its pods instead.
   * @default - Kubernetes picks one
   */
  readonly clusterIp?: string;
  /**
   * Addresses from outside of the cluster for which its nodes take requests.
   * @default - none
   */
  readonly externalIps?: string[];
  /**
   * Which pods answer requests from within the cluster.
   * @default - Kubernetes', InternalTrafficPolicy.CLUSTER
   */
  readonly internalTrafficPolicy?: InternalTrafficPolicy;
  /**
   * The port of the pods for a port of the Service, e.g. `{ 443: 8443 }`, in clusters whose pods may not open ports below 1024. Listeners
   * name the port of the Service, and Istio translates it.
   * @default - the same
   */
  readonly targetPorts?: { [port: string]: number };
  /**
   * Labels besides `app` and `istio` by which the Service finds its pods, to leave some out. `podLabels` has to have them.
   * @default - none
   */
  readonly selectorLabels?: { [name: string]: string };
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
  /**
   * The address of the load balancer, where the cloud still takes it from here.
   * @default - the cloud picks one
   */
  readonly loadBalancerIp?: string;
  /**
   * Whether the Service also has a port on every node, which some load balancers do without.
   * @default true
   */
  readonly allocateNodePorts?: boolean;
  /**
   * The port of the nodes on which the load balancer asks whether they have a pod of the gateway; only with ExternalTrafficPolicy.LOCAL.
   * @default - Kubernetes picks a free one
   */
  readonly healthCheckNodePort?: number;
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

  /** No Service: the proxies are found otherwise, e.g. by one that exists. */
  public static none(): GatewayService {
    return new GatewayService('None', {});
  }

  private constructor(private readonly type: string, private readonly options: LoadBalancerGatewayServiceOptions) {}

  /** @internal */
  public get _isNone(): boolean {
    return this.type === 'None';
  }

  /** @internal */
  public get _selectorLabels(): { [name: string]: string } {
    return this.options.selectorLabels ?? {};
  }

  /** @internal */
  public get _annotations(): { [name: string]: string } | undefined {
    return this.options.annotations;
  }

  /** @internal */
  public get _nodePorts(): Map<number, number> {
    return byPort(this.options.nodePorts);
  }

  /** @internal */
  public get _targetPorts(): Map<number, number> {
    return byPort(this.options.targetPorts);
  }

  /**
   * The spec but for its ports and selector.
   * @internal
   */
  public _toSpec(place: IConstruct): object {
    const { externalTrafficPolicy, internalTrafficPolicy, loadBalancerClass, loadBalancerSourceRanges, healthCheckNodePort } = this.options;
    this.checkNodePorts(place);
    this.checkTargetPorts(place);
    loadBalancerSourceRanges?.forEach((range) => checkRange(place, range));
    this.checkAddresses(place);
    return {
      type: this.type, externalTrafficPolicy, internalTrafficPolicy, loadBalancerClass, loadBalancerSourceRanges, healthCheckNodePort,
      loadBalancerIP: this.options.loadBalancerIp,
      allocateLoadBalancerNodePorts: this.options.allocateNodePorts,
      clusterIP: this.options.clusterIp,
      externalIPs: this.options.externalIps,
      ...this.options.ipFamilies?._toSpec(),
    };
  }

  private checkAddresses(place: IConstruct): void {
    const { clusterIp, externalIps = [], loadBalancerIp, healthCheckNodePort, externalTrafficPolicy } = this.options;
    for (const address of [...externalIps, ...loadBalancerIp ? [loadBalancerIp] : [], ...clusterIp && clusterIp !== 'None' ? [clusterIp] : []]) {
      if (isIP(address) === 0) fail(place, `'${address}' is not an address of a Service`, "write e.g. '203.0.113.7' or '2001:db8::7'");
    }
    if (healthCheckNodePort !== undefined && externalTrafficPolicy !== ExternalTrafficPolicy.LOCAL) {
      fail(place, `healthCheckNodePort is ${healthCheckNodePort}, but all nodes answer`, 'leave it out, or take ExternalTrafficPolicy.LOCAL');
    }
  }

  private checkTargetPorts(place: IConstruct): void {
    const targets = [...this._targetPorts.values()];
    targets.forEach((target, i) => {
      portNumber(place, 'target port', target);
      if (OWN_PORTS.includes(target)) fail(place, `target port ${target} is one on which the proxy itself listens`, 'choose another port, e.g. 8443');
      if (targets.indexOf(target) !== i) fail(place, `target port ${target} is given to two ports`, 'give each port its own');
    });
  }

  private checkNodePorts(place: IConstruct): void {
    const nodePorts = [...this._nodePorts.values(), ...this.options.healthCheckNodePort === undefined ? [] : [this.options.healthCheckNodePort]];
    nodePorts.forEach((nodePort, i) => {
      if (!Number.isInteger(nodePort) || nodePort < 1 || nodePort > 65535) {
        fail(place, `node port ${nodePort} is none, 1 to 65535 are allowed`, `give one of the cluster's range, usually 30000 to 32767`);
      }
      if (nodePorts.indexOf(nodePort) !== i) fail(place, `node port ${nodePort} is given to two ports`, 'give each port its own');
    });
  }
}

const byPort = (numbers: { [port: string]: number } = {}) => new Map(Object.entries(numbers).map(([port, number]) => [Number(port), number]));

const CIDR = /^([0-9]{1,3}(\.[0-9]{1,3}){3}\/([12]?[0-9]|3[0-2])|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\/([1-9]?[0-9]|1[01][0-9]|12[0-8]))$/;

function checkRange(place: IConstruct, range: string): void {
  if (!CIDR.test(range)) fail(place, `load balancer source range '${range}' is not in CIDR form`, `write address and length, e.g. '203.0.113.0/24' or '2001:db8::/32'`);
}
