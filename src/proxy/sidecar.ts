import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { networking } from '../api';
import { fail, placeOf } from '../ground/fail';
import { ConnectionPoolOptions } from '../policy/connection-pool';
import { connectionPoolSpec } from '../policy/connection-pool-spec';
import { PolicyScope } from '../security/policy-scope';
import { hostList } from './host-list';
import { listenSpec } from './listen-spec';
import { scopedMetadata } from './scoped-metadata';
import { SidecarEgress } from './sidecar-egress';
import { SidecarEgressOptions } from './sidecar-egress-options';
import { SidecarHosts } from './sidecar-hosts';
import { SidecarIngress } from './sidecar-ingress';
import { ingressSpec } from './sidecar-ingress-spec';
import { SidecarOutboundTraffic } from './sidecar-outbound-traffic';

type Listen = ReturnType<typeof listenSpec>;

/** What the sidecars of some workloads know and open. At least one setting, or a host added later. */
export interface SidecarProps {
  /** The workloads whose sidecars are meant. Not gateways: they have no Sidecar. */
  readonly cover: PolicyScope;

  /**
   * The hosts that the sidecars know, on all ports. Fewer hosts make sidecars smaller and istiod faster.
   *
   * @default - all hosts of the mesh that are exported to the namespace; with `egress`, none but the hosts there
   */
  readonly hosts?: SidecarHosts[];

  /**
   * Where the listener for `hosts` listens, and how connections come to it.
   *
   * @default - as Istio finds it right for the hosts
   */
  readonly hostsListener?: SidecarEgressOptions;

  /**
   * Listeners for outgoing requests on single ports, which lead to hosts of their own.
   *
   * @default - one for each port of the hosts
   */
  readonly egress?: SidecarEgress[];

  /**
   * What happens to requests for other hosts.
   *
   * @default - as the mesh says
   */
  readonly outboundTraffic?: SidecarOutboundTraffic;

  /**
   * Listeners for requests to the workload.
   *
   * @default - one for each port of its Services
   */
  readonly ingress?: SidecarIngress[];

  /**
   * How much comes to the workload at one time, on all ports for which `ingress` does not say it.
   *
   * @default - as the DestinationRules of its hosts say
   */
  readonly inboundConnectionPool?: ConnectionPoolOptions;
}

/**
 * What the sidecars of some workloads know and open: a Sidecar. Without one they know all hosts of the mesh. The object of a workload goes before
 * that of its namespace, and that one before the mesh's; they are not merged. Each scope has one writer.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/
 */
export class Sidecar extends Construct {
  /** The Sidecar. */
  public readonly apiObject: networking.Sidecar;

  private readonly hosts: SidecarHosts[] = [];
  /** The namespace that `.` means; in the mesh's Sidecar it means that of each workload. */
  private readonly own?: string;

  public constructor(scope: Construct, id: string, props: SidecarProps) {
    super(scope, id);
    const metadata = scopedMetadata(this, 'Sidecar', id, props.cover);
    this.own = props.cover._ofMesh ? undefined : metadata.namespace;
    const fixed = this.fixed(props);
    const listeners = this.listeners(props);
    const forHosts = listenSpec(this, props.hostsListener ?? {});
    if (props.hosts) this.addHosts(...props.hosts);
    const spec = (): networking.SidecarSpec => ({ ...fixed, egress: this.egress(listeners, forHosts) });
    this.apiObject = new networking.Sidecar(this, 'Sidecar', { metadata, spec: Lazy.any({ produce: spec }) });
    this.node.addValidation({ validate: () => this.missing(spec()) });
  }

  /** Adds hosts that the sidecars know, on all ports. Those that are known already change nothing. */
  public addHosts(...hosts: SidecarHosts[]): void {
    hostList(this, hosts);
    this.hosts.push(...hosts);
  }

  private fixed({ cover, ingress = [], inboundConnectionPool, outboundTraffic }: SidecarProps): networking.SidecarSpec {
    const selector = cover._selector(this);
    this.once(ingress.map(({ port }) => `port ${port.number}`));
    return {
      workloadSelector: selector && { labels: selector.matchLabels },
      ingress: ingress.length > 0 ? ingress.map((listener) => ingressSpec(this, listener)) : undefined,
      inboundConnectionPool: inboundConnectionPool && connectionPoolSpec(this, inboundConnectionPool),
      outboundTrafficPolicy: outboundTraffic?._toSpec(this),
    };
  }

  private listeners({ egress = [] }: SidecarProps): networking.IstioEgressListener[] {
    this.once(egress.map((listener) => listener._listensOn));
    return egress.map((listener) => listener._toSpec(this, this.own));
  }

  private once(all: string[]): void {
    const twice = all.find((one, index) => all.indexOf(one) !== index);
    if (twice) fail(this, `two listeners are on ${twice}, one is allowed`, 'put the hosts of both into one');
  }

  /** The listener for all other ports is the last one. */
  private egress(listeners: networking.IstioEgressListener[], forHosts: Listen): networking.IstioEgressListener[] | undefined {
    const all = this.hosts.length > 0 ? [...listeners, { ...forHosts, hosts: hostList(this, this.hosts, this.own) }] : listeners;
    return all.length > 0 ? all : undefined;
  }

  private missing({ ingress, egress, inboundConnectionPool, outboundTrafficPolicy }: networking.SidecarSpec): string[] {
    if (ingress ?? egress ?? inboundConnectionPool ?? outboundTrafficPolicy) return [];
    return [`${placeOf(this)}: it says nothing; give hosts, egress, ingress, inboundConnectionPool or outboundTraffic`];
  }
}
