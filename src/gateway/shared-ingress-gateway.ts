import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { dnsLabel, dnsName } from '../ground/names';
import { inPhase } from '../ground/phase';
import { IHostRef } from '../host/host';
import { labelSelector } from '../match/label-selector';
import { ExposeOptions, ExposeTcpOptions, ExposeTlsOptions } from './expose-options';
import { ExposedHost } from './exposed-host';
import { ExposedTcpHost } from './exposed-tcp-host';
import { ExposedTlsHost } from './exposed-tls-host';
import { Exposures } from './exposures';
import { GatewayObject } from './gateway-object';
import { GatewayReference } from './gateway-ref';
import { IIngressGateway } from './iingress-gateway';
import { Listener } from './listener';
import { namespaceOf } from './namespace-of';

/** What a gateway is made of whose proxies somebody else runs. */
export interface SharedIngressGatewayProps {
  /** The labels by which the `Gateway` finds the proxies, e.g. `gateway.selector` of an `IngressGateway`. */
  readonly selector: { [label: string]: string };
  /**
   * The name of the `Gateway`, a DNS label.
   * @default - the construct's id
   */
  readonly name?: string;
  /**
   * The namespace of the `Gateway` and its routes.
   * @default - the namespace of the chart; an error if it has none
   */
  readonly namespace?: string;
  /**
   * The namespace of the proxies, to which routes are exported and in which Secrets with certificates are.
   * @default - that of the `Gateway`
   */
  readonly proxyNamespace?: string;
  /**
   * The ServiceAccount of the proxies. Where nothing is allowed but declared calls, it lets the gateway call the hosts that are exposed.
   * @default - not known
   */
  readonly serviceAccountName?: string;
}

/** A gateway whose proxies somebody else runs: it owns a `Gateway` and the routes of its hosts. Made by `IngressGateway.fromSelector`. */
export class SharedIngressGateway extends Construct implements IIngressGateway {
  public readonly gateway: ApiObject;

  private readonly object: GatewayObject;
  private readonly exposures = new Exposures(this, this);

  public constructor(scope: Construct, id: string, props: SharedIngressGatewayProps) {
    super(scope, id);
    inPhase(this, 'gateways');
    const name = dnsLabel(this, 'name', props.name ?? id);
    const namespace = namespaceOf(this, props.namespace);
    const proxyNamespace = dnsLabel(this, 'proxyNamespace', props.proxyNamespace ?? namespace);
    this.object = new GatewayObject(this, 'Gateway', {
      name, namespace, proxyNamespace, selector: labelSelector(this, 'selector', props.selector),
      account: props.serviceAccountName === undefined ? undefined : dnsName(this, 'serviceAccountName', props.serviceAccountName),
    });
    this.gateway = this.object.gateway;
  }

  public get gatewayRef(): GatewayReference {
    return this.object.ref;
  }

  public get routeGatewayName(): string {
    return this.object.routeGatewayName;
  }

  public addListener(id: string, listener: Listener): Listener {
    return this.object.addListener(id, listener);
  }

  public expose(host: IHostRef, options: ExposeOptions): ExposedHost {
    return this.exposures.http(host, options);
  }

  public exposeTcp(host: IHostRef, options: ExposeTcpOptions = {}): ExposedTcpHost {
    return this.exposures.tcp(host, options);
  }

  public exposeTls(host: IHostRef, options: ExposeTlsOptions): ExposedTlsHost {
    return this.exposures.tls(host, options);
  }
}
