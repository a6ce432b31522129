import { isIP } from 'node:net';
import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { dnsLabel, hostName } from '../ground/names';
import { PortProtocol } from '../host/service-port';
import { Carried } from './carried';
import { GatewayTls } from './gateway-tls';
import {
  AutoPassthroughListenerOptions, HttpListenerOptions, ListenerOptions, PassthroughListenerOptions, PlainListenerOptions,
  TcpListenerOptions, TlsListenerOptions,
} from './listener-options';
import { OWN_PORTS } from './own-ports';

interface ListenerParts {
  readonly protocol: PortProtocol;
  readonly port: number;
  readonly hosts: string[];
  readonly carries: Carried;
  readonly tls?: GatewayTls;
  readonly mode?: networking.ServerTLSSettings;
  readonly options: ListenerOptions;
}

/**
 * A port on which a gateway takes requests, and the hosts that it serves there: one server of Istio's `Gateway`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/#Server
 */
export class Listener {
  /** Plain HTTP. HTTP/1.1, HTTP/2 and gRPC come in alike. */
  public static http(options: HttpListenerOptions): Listener {
    const redirects = options.httpsRedirect ?? false;
    return Listener.plain(PortProtocol.HTTP, options, redirects ? { carries: 'nothing', mode: { httpsRedirect: true } } : { carries: 'HTTP' });
  }

  /** HTTP/2 without TLS. To Envoy it is the same as `http`; the word tells people and tools. */
  public static http2(options: PlainListenerOptions): Listener {
    return Listener.plain(PortProtocol.HTTP2, options, { carries: 'HTTP' });
  }

  /** gRPC without TLS. To Envoy it is the same as `http`; the word tells people and tools. */
  public static grpc(options: PlainListenerOptions): Listener {
    return Listener.plain(PortProtocol.GRPC, options, { carries: 'HTTP' });
  }

  /** gRPC for browsers (gRPC-Web), without TLS; the gateway turns it into gRPC. */
  public static grpcWeb(options: PlainListenerOptions): Listener {
    return Listener.plain(PortProtocol.GRPC_WEB, options, { carries: 'HTTP' });
  }

  /** HTTP over TLS that ends at the gateway: HTTP/1.1, HTTP/2 and gRPC. */
  public static https(options: TlsListenerOptions): Listener {
    return Listener.secured(PortProtocol.HTTPS, options, { carries: 'HTTP', tls: options.tls });
  }

  /** Any protocol over TLS that ends at the gateway; what is in it goes on as bytes. */
  public static tls(options: TlsListenerOptions): Listener {
    return Listener.secured(PortProtocol.TLS, options, { carries: 'TCP', tls: options.tls });
  }

  /** TLS that ends at the workload: the gateway reads the name of the host (SNI) and passes the connection on. */
  public static tlsPassthrough(options: PassthroughListenerOptions): Listener {
    return Listener.secured(PortProtocol.TLS, options, { carries: 'TLS', mode: { mode: networking.ServerTLSSettingsTLSmode.PASSTHROUGH } });
  }

  /**
   * The mesh's own TLS that ends at a workload, for proxies of other networks: they name Service, version and port in the SNI, and need no route.
   */
  public static autoPassthrough(options: AutoPassthroughListenerOptions = {}): Listener {
    return Listener.secured(PortProtocol.TLS, { ...options, hosts: options.hosts ?? ['*.local'], port: options.port ?? 15443 },
      { carries: 'nothing', mode: { mode: networking.ServerTLSSettingsTLSmode.AUTO_PASSTHROUGH } });
  }

  /** Opaque bytes. */
  public static tcp(options: TcpListenerOptions): Listener {
    return Listener.bytes(PortProtocol.TCP, options);
  }

  /** MongoDB: bytes of which Envoy counts the operations. */
  public static mongo(options: TcpListenerOptions): Listener {
    return Listener.bytes(PortProtocol.MONGO, options);
  }

  /** MySQL; opaque bytes, unless istiod's filter for it is enabled. */
  public static mysql(options: TcpListenerOptions): Listener {
    return Listener.bytes(PortProtocol.MYSQL, options);
  }

  /** Redis; opaque bytes, unless istiod's filter for it is enabled. */
  public static redis(options: TcpListenerOptions): Listener {
    return Listener.bytes(PortProtocol.REDIS, options);
  }

  private static plain(protocol: PortProtocol, options: PlainListenerOptions, kind: Pick<ListenerParts, 'carries' | 'mode'>): Listener {
    return new Listener({ protocol, port: options.port ?? 80, hosts: options.hosts, options, ...kind });
  }

  private static secured(protocol: PortProtocol, options: PassthroughListenerOptions, kind: Pick<ListenerParts, 'carries' | 'mode' | 'tls'>): Listener {
    return new Listener({ protocol, port: options.port ?? 443, hosts: options.hosts, options, ...kind });
  }

  private static bytes(protocol: PortProtocol, options: TcpListenerOptions): Listener {
    return new Listener({ protocol, port: options.port, hosts: ['*'], options, carries: 'TCP' });
  }

  /** What clients speak. */
  public readonly protocol: PortProtocol;
  /** The port of the gateway's Service and of its pods. */
  public readonly port: number;
  /** The hosts that it serves, in lower case. */
  public readonly hosts: string[];

  private constructor(private readonly parts: ListenerParts) {
    this.protocol = parts.protocol;
    this.port = parts.port;
    this.hosts = parts.hosts.map((host) => host.toLowerCase());
  }

  /** Whether it only redirects to HTTPS and serves nothing itself. */
  public get redirects(): boolean {
    return this.parts.mode?.httpsRedirect ?? false;
  }

  /** @internal */
  public get _carries(): Carried {
    return this.parts.carries;
  }

  /** How it ends TLS; nothing if it does not. @internal */
  public get _tls(): GatewayTls | undefined {
    return this.parts.tls;
  }

  /** @internal */
  public get _virtualServiceNamespace(): string | undefined {
    return this.parts.options.virtualServiceNamespace;
  }

  /** Whether VirtualServices of a namespace may answer for its hosts. @internal */
  public _isOpenTo(namespace: string): boolean {
    return [undefined, namespace].includes(this._virtualServiceNamespace);
  }

  /** @internal */
  public _toServer(place: IConstruct, id: string, proxyNamespace: string): networking.Server {
    const { bind, serverName, virtualServiceNamespace: from } = this.parts.options;
    const tls = this.parts.mode ?? this.parts.tls?._toSpec(place, proxyNamespace);
    dnsLabel(place, 'listener', id);
    checkPort(place, id, this.port);
    checkHosts(place, id, this.hosts);
    if (bind !== undefined && isIP(bind) === 0) {
      fail(place, `listener '${id}' is bound to '${bind}', which is no address`, "write e.g. '192.0.2.7' or '2001:db8::7'");
    }
    if (tls === undefined && [PortProtocol.HTTPS, PortProtocol.TLS].includes(this.protocol)) {
      fail(place, `listener '${id}' ends TLS without a credential`, "give tls, e.g. GatewayTls.simple('shop-tls')");
    }
    if (from !== undefined) dnsLabel(place, `virtualServiceNamespace of listener '${id}'`, from);
    return {
      port: { number: this.port, name: id, protocol: this.protocol },
      name: serverName,
      bind,
      hosts: from === undefined ? this.hosts : this.hosts.map((host) => `${from}/${host}`),
      tls,
    };
  }
}

function checkPort(place: IConstruct, id: string, port: number): void {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    fail(place, `listener '${id}' has port ${port}, 1 to 65535 are allowed`, 'give a port of that range, e.g. 8080');
  }
  if (OWN_PORTS.includes(port)) {
    fail(place, `listener '${id}' has port ${port}, on which the proxy itself listens (as on ${OWN_PORTS.join(', ')})`, 'choose another port, e.g. 8080');
  }
}

function checkHosts(place: IConstruct, id: string, hosts: string[]): void {
  if (hosts.length === 0) fail(place, `listener '${id}' has no hosts, at least one is needed`, `name them, e.g. 'shop.example.com', or '*' for every host`);
  hosts.forEach((host, i) => {
    hostName(place, `host of listener '${id}'`, host, true);
    if (hosts.indexOf(host) !== i) fail(place, `listener '${id}' names host '${host}' twice`, 'name it once');
  });
}
