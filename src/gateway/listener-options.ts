import { GatewayTls } from './gateway-tls';

/** What every listener can be told. */
export interface ListenerOptions {
  /**
   * The only address of the pod on which it listens, e.g. of a second network. Listeners of different addresses may share a port.
   * @default - all addresses
   */
  readonly bind?: string;
  /**
   * The name of its statistics; unique in the gateway.
   * @default - Envoy's, by address and port
   */
  readonly serverName?: string;
  /**
   * The only namespace whose `VirtualService` objects may answer for its hosts. That of the gateway keeps everybody else away from them;
   * with another one, hosts cannot be exposed here.
   * @default - every namespace
   */
  readonly virtualServiceNamespace?: string;
}

/** What a listener of plain HTTP/2 or gRPC is made of. */
export interface PlainListenerOptions extends ListenerOptions {
  /** The hosts that it serves: DNS names, `*.` before one for all names below it, or `*` for every host. */
  readonly hosts: string[];
  /**
   * The port of the gateway's Service and of its pods.
   * @default 80
   */
  readonly port?: number;
}

/** What a listener of plain HTTP is made of. */
export interface HttpListenerOptions extends PlainListenerOptions {
  /**
   * Answers every request for its hosts with `301 Moved Permanently` to the same URL with `https`.
   * @default false
   */
  readonly httpsRedirect?: boolean;
}

/** What a listener is made of that sees TLS. */
export interface PassthroughListenerOptions extends ListenerOptions {
  /** The hosts that it serves, told apart by SNI: DNS names, `*.` before one for all names below it, or `*`. */
  readonly hosts: string[];
  /**
   * The port of the gateway's Service and of its pods.
   * @default 443
   */
  readonly port?: number;
}

/** What a listener is made of that ends TLS. */
export interface TlsListenerOptions extends PassthroughListenerOptions {
  /** How TLS ends at the gateway. */
  readonly tls: GatewayTls;
}

/** What a listener is made of that passes on the mesh's own TLS. */
export interface AutoPassthroughListenerOptions extends ListenerOptions {
  /**
   * The hosts of the mesh that clients may name, e.g. `*.local` for all Services, or `*.shop.svc.cluster.local`.
   * @default ['*.local']
   */
  readonly hosts?: string[];
  /**
   * The port of the gateway's Service and of its pods.
   * @default 15443
   */
  readonly port?: number;
}

/** What a listener of bytes is made of. */
export interface TcpListenerOptions extends ListenerOptions {
  /** The port of the gateway's Service and of its pods. Bytes name no host, so it has the port for itself. */
  readonly port: number;
}
