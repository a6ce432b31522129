import { Construct } from 'constructs';
import { Dialect } from '../dialect/dialect';
import { claim } from '../ground/one-writer';
import { IHostRef } from '../host/host';
import { PortProtocol, ServicePort } from '../host/service-port';
import { ConnectionAction } from '../route/connection-action';
import { checkPublicHosts, connections, exposedPort, gatewayVirtualService } from './exposure';
import { GatewayApiRoutes } from './gateway-api-routes';
import { callsOfConnections } from './gateway-calls';
import { IGatewayRef } from './gateway-ref';
import { Listener } from './listener';

/** How a host of the mesh that speaks TLS itself is seen from outside. */
export interface ExposedTlsHostOptions {
  /**
   * The names that clients ask for (SNI): DNS names, or `*.` before one for all names below it.
   * A passthrough listener of the gateway must serve each of them.
   */
  readonly hosts: string[];
  /**
   * The port of the host to which connections go.
   * @default - its only port, or its only port of TLS; an error if it has several
   */
  readonly port?: number;
  /**
   * The listeners on which it is exposed, of those that were added to the gateway.
   * @default - all passthrough listeners that serve the names
   */
  readonly listeners?: Listener[];
  /**
   * What happens to the connections instead: versions or other hosts get their shares.
   * @default - they follow the routes that the host has in the mesh, whoever the client is, and without those they go to its port
   */
  readonly action?: ConnectionAction;
}

/** What a host that is exposed with TLS of its own is made of. */
export interface ExposedTlsHostProps extends ExposedTlsHostOptions {
  /** The gateway that clients come through. */
  readonly gateway: IGatewayRef;
  /** The host of the mesh that answers them. */
  readonly host: IHostRef;
}

/**
 * A host of the mesh that ends TLS itself: the gateway passes on the connections for its names, by one `VirtualService`, the only one of
 * these names at this gateway.
 *
 * The object is named `<gateway>-<id>` and lives in the gateway's namespace, exported to its proxies only.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#TLSRoute
 */
export class ExposedTlsHost extends Construct {
  /** The names that clients ask for, in lower case. */
  public readonly hosts: string[];
  /** The port of the host to which connections go. */
  public readonly port: number;

  public constructor(scope: Construct, id: string, { gateway, host, listeners, ...options }: ExposedTlsHostProps) {
    super(scope, id);
    const { hostRef } = host;
    const { gatewayRef } = gateway;
    const { namespace, name, dialect } = gatewayRef;
    const hosts = this.hosts = options.hosts.map((host) => host.toLowerCase());
    checkPublicHosts(this, { hosts, gateway: gatewayRef, named: listeners, carried: 'TLS', maker: 'Listener.tlsPassthrough' });
    for (const host of hosts) claim(this, `TLS route of '${host}' at gateway '${namespace}/${name}'`, 'name it in one of them');
    const port = exposedPort(this, hostRef, { ...TLS_PORT, number: options.port });
    this.port = port.number;
    const route = connections(this, host, this.port, options.action);
    callsOfConnections(this, gatewayRef, host.hostRef, this.port, options.action && route());
    if (dialect === Dialect.GATEWAY_API) {
      new GatewayApiRoutes(this, { id, gateway: () => gateway.gatewayRef, hosts, named: listeners, carried: 'TLS', backend: hostRef, port }).tls(route);
      return;
    }
    const match = (listeners ?? [undefined]).map((listener) => ({ port: listener?.port, sniHosts: hosts }));
    gatewayVirtualService(this, id, gatewayRef, hosts, () => ({ tls: [{ match, route: route() }] }));
  }
}

const TLS_PORT = {
  usual: (port: ServicePort) => port._isTls,
  fits: (port: ServicePort) => port._isTls || port.protocol === PortProtocol.TCP || port.protocol === PortProtocol.AUTO,
  need: 'but the gateway passes on TLS',
  cure: 'name a port that speaks TLS, or end TLS at the gateway, with Listener.https() or Listener.tls()',
};
