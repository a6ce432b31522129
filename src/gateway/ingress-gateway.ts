import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { networking } from '../api';
import { fail, placeOf } from '../ground/fail';
import { IMeshRef } from '../ground/mesh-ref';
import { dnsLabel, serviceName } from '../ground/names';
import { claim } from '../ground/one-writer';
import { inPhase } from '../ground/phase';
import { IHostRef } from '../host/host';
import { labelSelector } from '../match/label-selector';
import { ExposedHost, ExposedHostOptions } from './exposed-host';
import { GatewayProxyOptions } from './gateway-proxy-options';
import { GatewayReference, IGatewayRef } from './gateway-ref';
import { GatewayService } from './gateway-service';
import { Listener } from './listener';
import { ListenerSet } from './listener-set';
import { ProxyDeployment } from './proxy-deployment';

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
}

/** What `IngressGateway.expose()` takes besides the host. */
export interface ExposeOptions extends ExposedHostOptions {
  /**
   * The id of the construct, also the end of the VirtualService's name.
   * @default - the first public host; `any` for `*`
   */
  readonly id?: string;
}

/**
 * The way into the mesh: proxies at its edge, the listeners that they open, and the hosts that they serve there.
 *
 * Emits, in this order, a ServiceAccount, a Role and a RoleBinding (Secrets of its namespace), a Deployment, a Service, a
 * HorizontalPodAutoscaler, a PodDisruptionBudget if there are always two proxies or more, a `Gateway`, and a
 * `VirtualService` for each exposed host.
 *
 * The proxies are completed by the injector, so the mesh comes first: in the same program put `Mesh` before the gateway.
 * As long as istiod does not answer yet, the API server refuses the pods and the Deployment tries again.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/ingress-control/
 */
export class IngressGateway extends Construct implements IGatewayRef {
  /** The name of its objects. */
  public readonly name: string;
  /** The namespace of its objects and pods. */
  public readonly namespace: string;
  /** The Deployment of the proxies, or their DaemonSet. */
  public readonly deployment: ApiObject;
  /** The Service before the proxies; none with `GatewayService.none()`. */
  public readonly service?: ApiObject;
  /** The `Gateway`, which has one server for each listener. */
  public readonly gateway: networking.Gateway;

  private readonly listeners: ListenerSet;

  public constructor(scope: Construct, id: string, props: IngressGatewayProps = {}) {
    super(scope, id);
    inPhase(this, 'gateways');
    this.name = serviceName(this, 'name', props.name ?? id);
    this.namespace = dnsLabel(this, 'namespace', props.namespace ?? this.namespaceOfChart());
    this.listeners = new ListenerSet(this);

    const proxies = this.makeProxies(props);
    this.deployment = proxies.deployment;
    this.service = proxies.service;
    this.gateway = this.makeGateway(proxies);
    this.node.addValidation({ validate: () => this.missingListeners() });
  }

  /** The gateway as others refer to it. */
  public get gatewayRef(): GatewayReference {
    return { name: this.name, namespace: this.namespace, listeners: this.listeners.listeners };
  }

  /**
   * Opens a port for some hosts.
   *
   * Listeners may share a port: several HTTPS ones that name different hosts, or several HTTP ones whose hosts do not
   * overlap. An error are two protocols on one port, a host that two listeners of a port serve, a port outside of 1 to 65535
   * and one on which the proxy itself listens.
   *
   * @param id the name of the server's port in the `Gateway`, a DNS label
   */
  public addListener(id: string, listener: Listener): Listener {
    this.listeners.add(id, listener);
    return listener;
  }

  /**
   * Serves a host of the mesh under public names. The listeners come first.
   *
   * An error are a name that no listener serves or that is exposed here already, and a port that the host does not have.
   */
  public expose(host: IHostRef, options: ExposeOptions): ExposedHost {
    const { id = options.hosts[0]?.toLowerCase().replace('*', 'any') ?? 'ExposedHost', ...exposed } = options;
    const taken = this.node.tryFindChild(id);
    if (taken) {
      fail(this, `'${id}' is exposed already, by ${placeOf(taken)}`, 'add a route there with addRoute(), its action may forward to any host; or give another id');
    }
    return new ExposedHost(this, id, { ...exposed, gateway: this, host });
  }

  private namespaceOfChart(): string {
    return Chart.of(this).namespace
      ?? fail(this, 'it has no namespace, and neither has its chart', `say it, e.g. namespace: 'istio-ingress'`);
  }

  private makeProxies({ mesh, service = GatewayService.loadBalancer(), selector: given, ...options }: IngressGatewayProps): ProxyDeployment {
    const { name, namespace } = this;
    const revision = mesh?.meshRef.revision ?? '';
    const selector = labelSelector(this, 'selector', given ?? { app: name, istio: name.replace(/^istio-/, '') });
    const proxies = new ProxyDeployment(this, 'Proxy', { name, namespace, revision, service, selector, options, ports: () => this.listeners.ports() });
    // A Gateway selects pods of every namespace, so two gateways with the same labels would open each other's listeners.
    claim(this, `Gateway of pods labelled ${Object.entries(proxies.selector).map(([key, value]) => `${key}=${value}`).join(', ')}`, 'give it another name');
    return proxies;
  }

  private makeGateway({ labels, selector }: ProxyDeployment): networking.Gateway {
    return new networking.Gateway(this, 'Gateway', {
      metadata: { name: this.name, namespace: this.namespace, labels },
      spec: Lazy.any({ produce: (): networking.GatewaySpec => ({ selector, servers: this.listeners.toSpec() }) }),
    });
  }

  private missingListeners(): string[] {
    return this.listeners.listeners.length > 0 ? [] : [`${placeOf(this)}: it has no listener, at least one is needed; add one with addListener()`];
  }
}
