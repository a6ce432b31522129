/**
 * Which listeners of a proxy are meant. All conditions have to hold.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch
 */
export interface EnvoyListenerMatch {
  /**
   * The port, 1 to 65535. Of inbound filters and filter chains it is that on which the Pod's container listens; of a gateway, that on which the
   * proxy listens.
   *
   * @default - any port
   */
  readonly port?: number;

  /**
   * The name of the listener, e.g. `virtualInbound`.
   *
   * @default - any name
   */
  readonly listener?: string;
}

/**
 * Which filter chains of a listener are meant. All conditions have to hold.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ListenerMatch-FilterChainMatch
 */
export interface EnvoyFilterChainMatch extends EnvoyListenerMatch {
  /**
   * The name of the filter chain.
   *
   * @default - any name
   */
  readonly filterChain?: string;

  /**
   * A name among the server names (SNI) of the filter chain.
   *
   * @default - any, also chains without server names
   */
  readonly sni?: string;

  /**
   * The transport protocol of the filter chain: `tls` or `raw_buffer`.
   *
   * @default - any
   */
  readonly transportProtocol?: string;

  /**
   * Application protocols, all of which the filter chain has, e.g. `h2`.
   *
   * @default - any
   */
  readonly applicationProtocols?: string[];

  /**
   * The port that a connection of the filter chain was made to.
   *
   * @default - any, also chains that do not say it
   */
  readonly destinationPort?: number;
}
