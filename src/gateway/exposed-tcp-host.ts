import { Construct } from 'constructs';
import { Dialect } from '../dialect/dialect';
import { fail } from '../ground/fail';
import { claim } from '../ground/one-writer';
import { IHostRef } from '../host/host';
import { PortProtocol, ServicePort } from '../host/service-port';
import { ConnectionAction } from '../route/connection-action';
import { connections, exposedPort, gatewayVirtualService, namedListeners } from './exposure';
import { GatewayApiRoutes } from './gateway-api-routes';
import { callsOfConnections } from './gateway-calls';
import { IGatewayRef } from './gateway-ref';
import { Listener } from './listener';
import { describe } from './listener-set';

/** How a host of the mesh is reached from outside by connections. */
export interface ExposedTcpHostOptions {
  /**
   * The listener that takes the connections, of those that were added to the gateway: of bytes, or one that ends TLS.
   * @default - the only one of the gateway; an error if it has several
   */
  readonly listener?: Listener;
  /**
   * The port of the host to which connections go.
   * @default - its only port, or its only port of bytes; an error if it has several
   */
  readonly port?: number;
  /**
   * What happens to the connections instead: versions or other hosts get their shares. At a gateway Istio looks at nothing but the listener.
   * @default - they follow the routes that the host has in the mesh, whoever the client is, and without those they go to its port
   */
  readonly action?: ConnectionAction;
}

/** What a host that is exposed to connections is made of. */
export interface ExposedTcpHostProps extends ExposedTcpHostOptions {
  /** The gateway that clients come through. */
  readonly gateway: IGatewayRef;
  /** The host of the mesh that answers them. */
  readonly host: IHostRef;
}

/**
 * A host of the mesh to which all connections of a listener go: one `VirtualService`, the only one of this listener, since bytes say no more.
 *
 * The object is named `<gateway>-<id>` and lives in the gateway's namespace, exported to its proxies only.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#TCPRoute
 */
export class ExposedTcpHost extends Construct {
  /** The listener that takes the connections. */
  public readonly listener: Listener;
  /** The port of the host to which connections go. */
  public readonly port: number;

  public constructor(scope: Construct, id: string, { gateway, host, listener, ...options }: ExposedTcpHostProps) {
    super(scope, id);
    const { hostRef } = host;
    const { gatewayRef } = gateway;
    const { namespace, name, dialect } = gatewayRef;
    this.listener = onlyListener(this, namedListeners(this, gatewayRef, listener && [listener]), namespace);
    claim(this, `route of listener ${describe([this.listener])} at gateway '${namespace}/${name}'`, 'expose one host there, or add a listener of another port');
    const port = exposedPort(this, hostRef, { ...TCP_PORT, number: options.port });
    this.port = port.number;
    const route = connections(this, host, this.port, options.action);
    callsOfConnections(this, gatewayRef, host.hostRef, this.port, options.action && route());
    if (dialect === Dialect.GATEWAY_API) {
      const named = [this.listener];
      new GatewayApiRoutes(this, { id, gateway: () => gateway.gatewayRef, hosts: this.listener.hosts, named, carried: 'TCP', backend: hostRef, port }).tcp(route);
    } else {
      gatewayVirtualService(this, id, gatewayRef, this.listener.hosts, () => ({ tcp: [{ match: [{ port: this.listener.port }], route: route() }] }));
    }
  }
}

const TCP_PORT = {
  usual: (port: ServicePort) => port._isTcp,
  fits: (port: ServicePort) => port.protocol !== PortProtocol.UDP,
  need: 'TCP is needed behind a gateway',
  cure: 'name a port of TCP',
};

function onlyListener(place: Construct, listeners: Listener[], namespace: string): Listener {
  const taking = listeners.filter((listener) => listener._carries === 'TCP' && listener._isOpenTo(namespace));
  if (taking.length !== 1) {
    fail(place, `${taking.length === 0 ? 'no listener takes' : 'several listeners take'} connections (listeners: ${describe(listeners)})`,
      taking.length === 0 ? 'add one with addListener() before, e.g. Listener.tcp({ port: 9000 })' : 'name one of them');
  }
  return taking[0];
}
