import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Dialect } from '../dialect/dialect';
import { fail } from '../ground/fail';
import { IMeshRef } from '../ground/mesh-ref';
import { serviceName } from '../ground/names';
import { claim } from '../ground/one-writer';
import { inPhase } from '../ground/phase';
import { ClientReference, IClientRef } from '../host/client';
import { IHostRef } from '../host/host';
import { labelSelector, selectorText } from '../match/label-selector';
import { CallGraph } from '../security/call-graph';
import { ExposeOptions, ExposeTcpOptions, ExposeTlsOptions } from './expose-options';
import { ExposedHost } from './exposed-host';
import { ExposedTcpHost } from './exposed-tcp-host';
import { ExposedTlsHost } from './exposed-tls-host';
import { Exposures } from './exposures';
import { GatewayObject } from './gateway-object';
import { GatewayProxyOptions } from './gateway-proxy-options';
import { GatewayReference } from './gateway-ref';
import { gatewaySelector } from './gateway-selector';
import { GatewayService } from './gateway-service';
import { IIngressGateway } from './iingress-gateway';
import { Listener } from './listener';
import { namespaceOf } from './namespace-of';
import { ProxyDeployment } from './proxy-deployment';
import { SharedIngressGateway, SharedIngressGatewayProps } from './shared-ingress-gateway';

/** What an ingress gateway is made of. */
export interface IngressGatewayProps extends GatewayProxyOptions {
  /**
   * The name of its objects, a DNS label.
   * @default - the construct's id
   */
  readonly name?: string;
  /**
   * The namespace of its objects, of its pods and of the Secrets with its certificates; `mesh.enroll()` makes it. The pods
   * ask for injection themselves, so one that is not enrolled does, too, unless it has the label `istio-injection: disabled`.
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
   * @default GatewayService.loadBalancer()
   */
  readonly service?: GatewayService;
  /**
   * The labels by which Deployment, Service and `Gateway` find the pods. Kubernetes never lets a Deployment change them.
   * @default - `app: <name>` and `istio: <name without istio- before it>`
   */
  readonly selector?: { [label: string]: string };
  /**
   * The API in which the gateway and the routes of its hosts are written. With `Dialect.GATEWAY_API` they are Gateway, HTTPRoute, GRPCRoute,
   * TCPRoute, TLSRoute and ReferenceGrant; what those can't say is an error. The proxies are the same.
   * @default Dialect.ISTIO
   */
  readonly dialect?: Dialect;
}

/**
 * The way into the mesh: proxies at its edge, the listeners that they open, and the hosts that they serve there.
 *
 * Emits, in this order, a ServiceAccount, a Role and a RoleBinding (Secrets of its namespace), a Deployment, a Service, a
 * HorizontalPodAutoscaler, a PodDisruptionBudget if there are always two proxies or more, a `Gateway`, and a
 * `VirtualService` for each exposed host; a `Certificate` where cert-manager is to make one. With `Dialect.GATEWAY_API` the last ones are a
 * `Gateway` and routes of the Gateway API, and a `ReferenceGrant` in each namespace to which those lead.
 *
 * The proxies are completed by the injector, so the mesh comes first: in the same program put `Mesh` before the gateway.
 * As long as istiod does not answer yet, the API server refuses the pods and the Deployment tries again.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/ingress-control/
 */
export class IngressGateway extends Construct implements IIngressGateway, IClientRef {
  /**
   * A gateway whose proxies somebody else runs, so that teams share them: it makes a `Gateway`, and the routes of the hosts that are exposed at it.
   *
   * @param scope Where they are made.
   * @param id The id of the construct.
   * @param props The labels and the namespace of the proxies.
   */
  public static fromSelector(scope: Construct, id: string, props: SharedIngressGatewayProps): IIngressGateway {
    return new SharedIngressGateway(scope, id, props);
  }

  /** The name of its objects. */
  public readonly name: string;
  /** The namespace of its objects and pods. */
  public readonly namespace: string;
  /** The labels by which the pods are found. */
  public readonly selector: { [label: string]: string };
  /** The Deployment of the proxies, or their DaemonSet. */
  public readonly deployment: ApiObject;
  /** The Service before the proxies; none with `GatewayService.none()`. */
  public readonly service?: ApiObject;
  /** The `Gateway`, Istio's or that of the Gateway API. */
  public readonly gateway: ApiObject;

  private readonly object: GatewayObject;
  private readonly exposures = new Exposures(this, this);

  public constructor(scope: Construct, id: string, props: IngressGatewayProps = {}) {
    super(scope, id);
    inPhase(this, 'gateways');
    this.name = serviceName(this, 'name', props.name ?? id);
    this.namespace = namespaceOf(this, props.namespace);
    this.selector = labelSelector(this, 'selector', props.selector ?? gatewaySelector(this.name));

    const proxies = this.makeProxies(props);
    this.deployment = proxies.deployment;
    this.service = proxies.service;
    this.object = this.makeGateway(proxies, props);
    this.gateway = this.object.gateway;
    CallGraph.of(this).addGateway({ place: this, name: this.name, proxies: this, open: () => proxies.listenedPorts() });
  }

  /** Its proxies as those who call the hosts behind it. */
  public get clientRef(): ClientReference {
    return this.object.ref.proxies!;
  }

  /** The gateway as others refer to it. */
  public get gatewayRef(): GatewayReference {
    return this.object.ref;
  }

  /** The `Gateway` object as routes name it, `<namespace>/<name>`. */
  public get routeGatewayName(): string {
    return this.object.routeGatewayName;
  }

  /**
   * Opens a port for some hosts.
   *
   * Listeners may share a port as long as clients tell apart which one they mean: HTTP by hosts that do not overlap, TLS by the name of the
   * host (SNI). HTTPS listeners with one certificate and the same settings become one server, since a browser reuses its connection for all
   * hosts of the certificate.
   *
   * An error are two protocols on one port, a host that two listeners of a port serve, a certificate with different settings, a wildcard that
   * leads round the TLS settings of a host, a port outside of 1 to 65535 and one on which the proxy itself listens. All `Gateway` objects of
   * the program that select these proxies count.
   *
   * @param id the name of the server's port in the `Gateway`, a DNS label
   */
  public addListener(id: string, listener: Listener): Listener {
    return this.object.addListener(id, listener);
  }

  /**
   * Serves HTTP of a host of the mesh under public names. The listeners come first.
   *
   * An error are a name that no listener serves or that is exposed here already, and a port that the host does not have.
   */
  public expose(host: IHostRef, options: ExposeOptions): ExposedHost {
    return this.exposures.http(host, options);
  }

  /**
   * Sends the connections of a listener to a host of the mesh: bytes, or what is in TLS that the listener ends. The listener comes first.
   *
   * An error is a listener that has a host already: bytes do not say which one they mean.
   */
  public exposeTcp(host: IHostRef, options: ExposeTcpOptions = {}): ExposedTcpHost {
    return this.exposures.tcp(host, options);
  }

  /**
   * Passes on TLS connections to a host of the mesh that ends TLS itself, by the names that clients ask for. The listeners come first.
   *
   * An error are a name that no passthrough listener serves or that is exposed here already, and a port that speaks no TLS.
   */
  public exposeTls(host: IHostRef, options: ExposeTlsOptions): ExposedTlsHost {
    return this.exposures.tls(host, options);
  }

  private makeProxies(
    { mesh, service = GatewayService.loadBalancer(), selector: _selector, dialect: _dialect, ...options }: IngressGatewayProps,
  ): ProxyDeployment {
    const { name, namespace, selector } = this;
    // A Gateway selects pods of every namespace, so two gateways with the same labels would open each other's listeners.
    claim(this, `Gateway of pods labelled ${selectorText(selector)}`, 'give it another name');
    return new ProxyDeployment(this, 'Proxy', {
      name, namespace, revision: mesh?.meshRef.revision ?? '', service, selector, options, ports: () => this.object.listeners.ports(),
    });
  }

  private makeGateway({ labels, account }: ProxyDeployment, { dialect, mesh }: IngressGatewayProps): GatewayObject {
    const { name, namespace, selector, service } = this;
    const gatewayApi = dialect === Dialect.GATEWAY_API;
    if (gatewayApi && !service) fail(this, 'a Gateway of the Gateway API finds its proxies by their Service, and there is none', 'take GatewayService.clusterIp(), or Dialect.ISTIO');
    const address = gatewayApi ? `${name}.${namespace}.svc.${mesh?.meshRef.clusterDomain ?? 'cluster.local'}` : undefined;
    return new GatewayObject(this, 'Gateway', { name, namespace, selector, proxyNamespace: namespace, account, labels, address });
  }
}
