import { IConstruct } from 'constructs';
import { dnsLabel } from '../ground/names';
import { portNumber } from './port-number';

/**
 * The protocols that Istio tells apart on a Service's port.
 *
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/
 */
export enum PortProtocol {
  /** HTTP/1.1, upgraded to HTTP/2 where both sides can. */
  HTTP = 'HTTP',
  /** HTTP/2 without TLS. */
  HTTP2 = 'HTTP2',
  /** gRPC. */
  GRPC = 'GRPC',
  /** gRPC for browsers, over HTTP/1.1. */
  GRPC_WEB = 'GRPC-Web',
  /** HTTP inside TLS that the proxies do not open; routed by SNI. */
  HTTPS = 'HTTPS',
  /** Any protocol inside TLS that the proxies do not open; routed by SNI. */
  TLS = 'TLS',
  /** Opaque bytes. */
  TCP = 'TCP',
  /** Datagrams; Istio leaves them alone. */
  UDP = 'UDP',
  /** MongoDB. */
  MONGO = 'Mongo',
  /** MySQL. */
  MYSQL = 'MySQL',
  /** Redis. */
  REDIS = 'Redis',
  /** Not declared: the proxies look at the first bytes and take it for HTTP or TCP. */
  AUTO = 'auto',
}

/** What else can be said of a port. */
export interface ServicePortOptions {
  /**
   * The name of the port, a DNS label, unique in its Service.
   *
   * @default - the protocol, e.g. `http` or `grpc-web`
   */
  readonly name?: string;

  /**
   * The port on which the Pods listen.
   *
   * @default - the same number as the Service's port
   */
  readonly targetPort?: number;
}

interface PortParts {
  readonly protocol: PortProtocol;
  readonly name: string;
  readonly number: number;
  readonly targetPort?: number;
  readonly appProtocol?: string;
}

const HTTP_LIKE = new Set([PortProtocol.HTTP, PortProtocol.HTTP2, PortProtocol.GRPC, PortProtocol.GRPC_WEB, PortProtocol.AUTO]);
const TCP_LIKE = new Set([PortProtocol.TCP, PortProtocol.MONGO, PortProtocol.MYSQL, PortProtocol.REDIS, PortProtocol.AUTO]);
const TLS_LIKE = new Set([PortProtocol.HTTPS, PortProtocol.TLS]);

/**
 * A port of a Service and the protocol it speaks. The protocol is written as `appProtocol`, so the name of the port is free.
 *
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/
 */
export class ServicePort {
  /** HTTP/1.1, and what begins as it: WebSocket. The proxies pass upgrades on. */
  public static http(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.make(PortProtocol.HTTP, 'http', number, options);
  }

  /** HTTP/2 without TLS. */
  public static http2(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.make(PortProtocol.HTTP2, 'http2', number, options);
  }

  /** gRPC. */
  public static grpc(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.make(PortProtocol.GRPC, 'grpc', number, options);
  }

  /** gRPC for browsers, over HTTP/1.1. */
  public static grpcWeb(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.make(PortProtocol.GRPC_WEB, 'grpc-web', number, options);
  }

  /** HTTP inside TLS that the application opens itself. */
  public static https(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.make(PortProtocol.HTTPS, 'https', number, options);
  }

  /** Any protocol inside TLS that the application opens itself. */
  public static tls(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.make(PortProtocol.TLS, 'tls', number, options);
  }

  /** Opaque bytes, also for protocols where the server speaks first. */
  public static tcp(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.make(PortProtocol.TCP, 'tcp', number, options);
  }

  /** Datagrams, which Istio does not touch. */
  public static udp(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.make(PortProtocol.UDP, undefined, number, { name: 'udp', ...options });
  }

  /** MongoDB; opaque bytes unless istiod's filter for it is enabled. */
  public static mongo(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.make(PortProtocol.MONGO, 'mongo', number, options);
  }

  /** MySQL; opaque bytes unless istiod's filter for it is enabled. */
  public static mysql(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.make(PortProtocol.MYSQL, 'mysql', number, options);
  }

  /** Redis; opaque bytes unless istiod's filter for it is enabled. */
  public static redis(number: number, options: ServicePortOptions = {}): ServicePort {
    return ServicePort.make(PortProtocol.REDIS, 'redis', number, options);
  }

  /** @internal */
  public static _of(parts: PortParts): ServicePort {
    return new ServicePort(parts);
  }

  private static make(protocol: PortProtocol, appProtocol: string | undefined, number: number, options: ServicePortOptions): ServicePort {
    const name = options.name ?? appProtocol ?? '';
    return new ServicePort({ protocol, appProtocol, number, name, targetPort: options.targetPort ?? number });
  }

  /** The name of the port; empty when the only port of a Service has none. */
  public readonly name: string;
  /** The port of the Service, 1 to 65535. */
  public readonly number: number;
  /**
   * The port on which the Pods listen.
   *
   * @default - an adopted Service names it, and the number is in the Pods
   */
  public readonly targetPort?: number;
  /** What the port speaks. */
  public readonly protocol: PortProtocol;
  /**
   * The protocol as the Service's `appProtocol` says it.
   *
   * @default - not said; Istio reads it from the port's name, or looks at the traffic
   */
  public readonly appProtocol?: string;

  private constructor(parts: PortParts) {
    this.name = parts.name;
    this.number = parts.number;
    this.targetPort = parts.targetPort;
    this.protocol = parts.protocol;
    this.appProtocol = parts.appProtocol;
  }

  /** Whether HTTP routes apply to the port. @internal */
  public get _isHttp(): boolean {
    return HTTP_LIKE.has(this.protocol);
  }

  /** Whether TCP routes apply to the port. @internal */
  public get _isTcp(): boolean {
    return TCP_LIKE.has(this.protocol);
  }

  /** Whether proxies see nothing but bytes on the port. @internal */
  public get _isOpaque(): boolean {
    return this._isTcp && !this._isHttp;
  }

  /** Whether TLS routes apply to the port. @internal */
  public get _isTls(): boolean {
    return TLS_LIKE.has(this.protocol);
  }

  /** TCP or UDP. @internal */
  public get _transport(): string {
    return this.protocol === PortProtocol.UDP ? 'UDP' : 'TCP';
  }

  /** @internal */
  public _check(place: IConstruct | string): void {
    portNumber(place, `port '${this.name}'`, this.number);
    if (this.targetPort !== undefined) portNumber(place, `targetPort of port '${this.name}'`, this.targetPort);
    dnsLabel(place, 'port name', this.name);
  }

  /** The port as Kubernetes writes it in a Service. @internal */
  public _toSpec(): Record<string, unknown> {
    return {
      name: this.name,
      port: this.number,
      targetPort: this.targetPort,
      protocol: this._transport,
      appProtocol: this.appProtocol,
    };
  }
}
