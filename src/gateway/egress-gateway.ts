import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { fail, placeOf } from '../ground/fail';
import { serviceName } from '../ground/names';
import { claim } from '../ground/one-writer';
import { inPhase } from '../ground/phase';
import { ClientReference, IClientRef } from '../host/client';
import { hostReference } from '../host/host-reference';
import { portNumber } from '../host/port-number';
import { labelSelector, selectorText } from '../match/label-selector';
import { HostRules } from '../policy/host-rules';
import { EgressGatewayProps, ExistingEgressGatewayOptions } from './egress-gateway-props';
import { EgressGatewayReference, IEgressGatewayRef } from './egress-gateway-ref';
import { ExistingEgressGateway } from './existing-egress-gateway';
import { gatewaySelector } from './gateway-selector';
import { GatewayService } from './gateway-service';
import { GatewayPort, ListenerSet } from './listener-set';
import { namespaceOf } from './namespace-of';
import { ProxyDeployment } from './proxy-deployment';

/**
 * The way out of the mesh: proxies through which workloads call hosts outside, so that there is one place that may leave the cluster, holds the
 * credentials and keeps the log. `mesh.egress(host, { via })` sends a host's clients through it.
 *
 * Emits the same objects as `IngressGateway`, with a Service of its own address in the cluster; a `Gateway` comes with each host.
 *
 * A gateway by itself forces nobody to use it. Let the mesh have `OutboundTraffic.REGISTRY_ONLY`, and a NetworkPolicy or a firewall let nothing
 * but its pods leave the cluster.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway/
 */
export class EgressGateway extends Construct implements IEgressGatewayRef, IClientRef {
  /**
   * A gateway that is made elsewhere, e.g. by a platform team. Its hosts are then for the workloads of their own namespace, and all that is made
   * for them is in that namespace.
   */
  public static fromService(options: ExistingEgressGatewayOptions): IEgressGatewayRef {
    return new ExistingEgressGateway(options);
  }

  /** The name of its objects. */
  public readonly name: string;
  /** The namespace of its objects and pods. */
  public readonly namespace: string;
  /** The Deployment of the proxies, or their DaemonSet. */
  public readonly deployment: ApiObject;
  /** The Service before the proxies. */
  public readonly service?: ApiObject;
  /** The gateway as hosts refer to it. */
  public readonly egressGatewayRef: EgressGatewayReference;
  /** Its proxies as those who call. */
  public readonly clientRef: ClientReference;

  private readonly listeners: ListenerSet;
  private readonly furtherPorts: number[];

  public constructor(scope: Construct, id: string, props: EgressGatewayProps = {}) {
    super(scope, id);
    inPhase(this, 'gateways');
    this.name = serviceName(this, 'name', props.name ?? id);
    this.namespace = namespaceOf(this, props.namespace, 'istio-egress');
    this.furtherPorts = (props.ports ?? []).map((port) => portNumber(this, 'port', port));
    const selector = labelSelector(this, 'selector', props.selector ?? gatewaySelector(this.name));
    const { name, namespace } = this;
    const { fqdn } = hostReference(this, { name, namespace, ports: [], clusterDomain: props.mesh?.meshRef.clusterDomain });
    this.egressGatewayRef = { name, namespace, fqdn, selector };
    // What clients have to do is said by each host, and stands here whoever is the first.
    HostRules.of(this, { hostRef: { name, namespace, fqdn, ports: [] } });
    this.listeners = new ListenerSet(this, { selector, proxyNamespace: namespace });

    const proxies = this.makeProxies(props);
    this.deployment = proxies.deployment;
    this.service = proxies.service;
    this.clientRef = { namespace, labels: selector, serviceAccountName: proxies.account };
    this.node.addValidation({ validate: () => this.missingPorts() });
  }

  private makeProxies({ mesh, service = GatewayService.clusterIp(), ...options }: EgressGatewayProps): ProxyDeployment {
    const { name, namespace, egressGatewayRef: { selector } } = this;
    if (service._isNone) fail(this, 'it has no Service, by which workloads find it', 'take GatewayService.clusterIp(), or leave service out');
    claim(this, `Gateway of pods labelled ${selectorText(selector)}`, 'give it another name');
    const revision = mesh?.meshRef.revision ?? '';
    return new ProxyDeployment(this, 'Proxy', { name, namespace, revision, service, selector, options, ports: () => this.ports() });
  }

  private ports(): GatewayPort[] {
    const ofHosts = this.listeners.ports();
    const further = this.furtherPorts.filter((number) => !ofHosts.some((port) => port.number === number));
    return [...ofHosts, ...further.map((number) => ({ number, name: `tls-${number}` }))];
  }

  private missingPorts(): string[] {
    if (this.ports().length > 0) return [];
    return [`${placeOf(this)}: it has no host behind it and no ports, at least one is needed; send one through it with mesh.egress(), or name ports for other programs`];
  }
}
