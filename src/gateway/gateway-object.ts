import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { networking } from '../api';
import { Dialect } from '../dialect/dialect';
import { placeOf } from '../ground/fail';
import { GatewayApiGateway } from './gateway-api-gateway';
import { GatewayCertificates } from './gateway-certificates';
import { GatewayReference } from './gateway-ref';
import { Listener } from './listener';
import { ListenerSet } from './listener-set';

/** What a `Gateway` needs to know of the proxies that it configures. */
export interface GatewayObjectProps {
  readonly name: string;
  readonly namespace: string;
  /** The labels by which it finds the proxies. */
  readonly selector: Record<string, string>;
  /** The namespace of the proxies, where Secrets with certificates are. */
  readonly proxyNamespace: string;
  /** The account of the proxies, if it is known. */
  readonly account?: string;
  /** Labels of the object itself. */
  readonly labels?: Record<string, string>;
  /** The full name of the Service before the proxies, where the `Gateway` is one of the Gateway API. */
  readonly address?: string;
}

/** The `Gateway`: what proxies listen on, and the certificates that they show. Whose proxies they are does not matter. */
export class GatewayObject extends Construct {
  public readonly gateway: ApiObject;
  public readonly listeners: ListenerSet;
  private readonly certificates: GatewayCertificates;
  private readonly gatewayApi?: GatewayApiGateway;

  public constructor(private readonly place: Construct, id: string, private readonly props: GatewayObjectProps) {
    super(place, id);
    const { name, namespace, selector, proxyNamespace, labels, address } = props;
    this.listeners = new ListenerSet(place, { selector, proxyNamespace });
    this.certificates = new GatewayCertificates(place, 'Certificates', proxyNamespace);
    if (address !== undefined) this.gatewayApi = new GatewayApiGateway(place, 'GatewayApi', { name, namespace, labels, address });
    this.gateway = this.gatewayApi?.gateway ?? new networking.Gateway(this, 'Gateway', {
      metadata: { name, namespace, labels },
      spec: Lazy.any({ produce: (): networking.GatewaySpec => ({ selector, servers: this.listeners.toSpec() }) }),
    });
    place.node.addValidation({ validate: () => this.missingListeners() });
  }

  public get ref(): GatewayReference {
    const { name, namespace, proxyNamespace, selector: labels, account: serviceAccountName } = this.props;
    const { listeners, names: listenerNames } = this.listeners;
    const proxies = { namespace: proxyNamespace, labels, serviceAccountName };
    return { name, namespace, proxyNamespace, proxies, listeners, listenerNames, dialect: this.gatewayApi ? Dialect.GATEWAY_API : Dialect.ISTIO };
  }

  /** As routes name it. */
  public get routeGatewayName(): string {
    return `${this.props.namespace}/${this.props.name}`;
  }

  public addListener(id: string, listener: Listener): Listener {
    const server = this.listeners.add(id, listener);
    this.gatewayApi?.add(server);
    const { credentialName, credentialNames } = listener._tls?._toSpec(this.place, this.props.proxyNamespace) ?? {};
    const secret = credentialName ?? credentialNames?.[0];
    if (listener._tls?._certificate && secret) this.certificates.request(secret, listener.hosts, listener._tls._certificate);
    return listener;
  }

  private missingListeners(): string[] {
    return this.listeners.listeners.length > 0 ? [] : [`${placeOf(this.place)}: it has no listener, at least one is needed; add one with addListener()`];
  }
}
