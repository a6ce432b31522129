import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { gatewayapi, networking } from '../api';
import { gatewayListeners } from '../dialect/gateway-listeners';
import { clientValidation } from '../dialect/gateway-tls';
import { httpsRedirectRule } from '../dialect/https-redirect';
import { fail, placeOf } from '../ground/fail';
import { warn } from '../ground/warning';

const MAX_LISTENERS = 64;

/** What a Gateway of the Gateway API is made of. */
export interface GatewayApiGatewayProps {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Record<string, string>;
  /** The full name of the Service before the proxies, by which istiod finds them. */
  readonly address: string;
}

interface Clients {
  readonly listener: string;
  readonly validation?: gatewayapi.FrontendTLSValidation;
}

/** The Gateway API's `Gateway`, and the routes of those of its listeners that only redirect to HTTPS. */
export class GatewayApiGateway extends Construct {
  public readonly gateway: gatewayapi.Gateway;

  private readonly listeners: gatewayapi.Listener[] = [];
  /** What each port of TLS wants of its clients. */
  private readonly clients = new Map<number, Clients>();

  public constructor(private readonly place: Construct, id: string, private readonly props: GatewayApiGatewayProps) {
    super(place, id);
    const { name, namespace, labels } = props;
    this.gateway = new gatewayapi.Gateway(this, 'Gateway', { metadata: { name, namespace, labels }, spec: Lazy.any({ produce: () => this.toSpec() }) });
  }

  /** Adds a server of Istio's Gateway. */
  public add(server: networking.Server): void {
    const { place, listeners, props: { namespace } } = this;
    const added = gatewayListeners(placeOf(place), server, namespace);
    if (listeners.length + added.length > MAX_LISTENERS) {
      fail(place, `its listeners have ${listeners.length + added.length} hosts, the Gateway API allows ${MAX_LISTENERS}`, 'use a wildcard, a second gateway, or Dialect.ISTIO');
    }
    this.noteClients(server);
    if (server.tls?.httpsRedirect) this.redirect(server, added);
    for (const listener of added) {
      this.warnOfSharedCertificate(listener);
      listeners.push(listener);
    }
  }

  private toSpec(): gatewayapi.GatewaySpec {
    const perPort = [...this.clients].flatMap(([port, { validation }]) => (validation ? [{ port, tls: { validation } }] : []));
    return {
      gatewayClassName: 'istio',
      addresses: [{ type: 'Hostname', value: this.props.address }],
      listeners: this.listeners,
      tls: perPort.length > 0 ? { frontend: { default: {}, perPort } } : undefined,
    };
  }

  private noteClients({ port: { number, name }, tls }: networking.Server): void {
    if (!tls?.mode) return;
    const { place, props: { namespace }, clients } = this;
    const validation = clientValidation(`${placeOf(place)}: listener '${name}'`, tls, namespace);
    const other = clients.get(number);
    if (other && JSON.stringify(other.validation) !== JSON.stringify(validation)) {
      fail(place, `listeners '${other.listener}' and '${name}' share port ${number}, where the Gateway API knows one CA of clients`,
        'give both the same clientCa, or one of them another port, or use Dialect.ISTIO');
    }
    clients.set(number, other ?? { listener: name, validation });
  }

  private redirect({ port: { name: listener }, hosts }: networking.Server, listeners: gatewayapi.Listener[]): void {
    const { name, namespace } = this.props;
    const hostnames = hosts.includes('*') ? undefined : hosts.map((host) => host.slice(host.indexOf('/') + 1));
    new gatewayapi.HTTPRoute(this, `HTTPRoute-${listener}`, {
      metadata: { name: `${name}-${listener}-redirect`, namespace },
      spec: {
        parentRefs: listeners.map(({ name: sectionName }) => gatewayParent(name, sectionName)),
        hostnames,
        rules: [httpsRedirectRule()],
      },
    });
  }

  /** A browser asks for a host on the connection of another one whose certificate has both; istiod answers 404, as they are listeners apart. */
  private warnOfSharedCertificate({ name, port, protocol, tls }: gatewayapi.Listener): void {
    const [secret] = tls?.certificateRefs ?? [];
    const other = this.listeners.find((one) => one.port === port && one.tls?.certificateRefs?.some((ref) => ref.name === secret?.name));
    if (!other || protocol !== 'HTTPS') return;
    warn(this.place, `listeners '${other.name}' and '${name}' show one certificate, '${secret.name}', and a browser that reuses a connection for the host of the other gets 404`,
      'use one wildcard host for both, a certificate for each, or Dialect.ISTIO, which makes one server of them');
  }
}

/** A listener of a Gateway as a parent of routes, with all that the API server would add. */
export function gatewayParent(name: string, sectionName: string): gatewayapi.ParentReference {
  return { group: 'gateway.networking.k8s.io', kind: 'Gateway', name, sectionName };
}
