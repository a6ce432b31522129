/** The request of HTTP by which a proxy opens a tunnel. */
export enum TunnelProtocol {
  /** `CONNECT`. */
  CONNECT = 'CONNECT',
  /** `POST`. */
  POST = 'POST',
}

/**
 * A tunnel through a forward proxy: the host is that proxy, and the target lies behind it.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-TunnelSettings
 */
export interface TunnelOptions {
  /** The host that the forward proxy connects to: a fully qualified name or an address. */
  readonly targetHost: string;

  /** The port that the forward proxy connects to. */
  readonly targetPort: number;

  /**
   * The request by which the tunnel is opened.
   * @default TunnelProtocol.CONNECT
   */
  readonly protocol?: TunnelProtocol;
}
