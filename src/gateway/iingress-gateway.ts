import { ApiObject } from 'cdk8s';
import { IHostRef } from '../host/host';
import { IRouteGateway } from '../host/route-gateway';
import { ExposeOptions, ExposeTcpOptions, ExposeTlsOptions } from './expose-options';
import { ExposedHost } from './exposed-host';
import { ExposedTcpHost } from './exposed-tcp-host';
import { ExposedTlsHost } from './exposed-tls-host';
import { IGatewayRef } from './gateway-ref';
import { Listener } from './listener';

/** A way into the mesh: with proxies of its own, or through those of somebody else. */
export interface IIngressGateway extends IGatewayRef, IRouteGateway {
  /** The `Gateway`, which has a server for each listener, or for several with one certificate. */
  readonly gateway: ApiObject;

  /**
   * Opens a port for some hosts.
   *
   * @param id the name of the server's port in the `Gateway`, a DNS label
   */
  addListener(id: string, listener: Listener): Listener;

  /** Serves HTTP of a host of the mesh under public names. The listeners come first. */
  expose(host: IHostRef, options: ExposeOptions): ExposedHost;

  /** Sends the connections of a listener to a host of the mesh. The listener comes first. */
  exposeTcp(host: IHostRef, options?: ExposeTcpOptions): ExposedTcpHost;

  /** Passes on TLS connections to a host of the mesh that ends TLS itself, by the names that clients ask for. The listeners come first. */
  exposeTls(host: IHostRef, options: ExposeTlsOptions): ExposedTlsHost;
}
