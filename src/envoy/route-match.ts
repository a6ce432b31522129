/** The action of a route. */
export enum EnvoyRouteAction {
  /** It sends requests on. */
  ROUTE = 'ROUTE',
  /** It answers with a redirect. */
  REDIRECT = 'REDIRECT',
  /** It answers itself. */
  DIRECT_RESPONSE = 'DIRECT_RESPONSE',
}

/**
 * Which route configurations are meant: Envoy has one for each port. All conditions have to hold.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-RouteConfigurationMatch
 */
export interface EnvoyRouteConfigurationMatch {
  /**
   * The port of the service, or of the gateway's Service, 1 to 65535. Inbound, that on which the Pod's container listens.
   *
   * @default - any port
   */
  readonly port?: number;

  /**
   * The name of the server's port in the `Gateway`. Only for gateways.
   *
   * @default - any
   */
  readonly portName?: string;

  /**
   * The `Gateway`, as `namespace/name`. Only for gateways.
   *
   * @default - any
   */
  readonly gateway?: string;

  /**
   * The name of the route configuration, e.g. `http.8080`.
   *
   * @default - any name
   */
  readonly routeConfiguration?: string;
}

/** Which virtual hosts are meant: a route configuration has one for each host. All conditions have to hold. */
export interface EnvoyVirtualHostMatch extends EnvoyRouteConfigurationMatch {
  /**
   * The name of the virtual host. Istio makes it of host and port, e.g. `shop.example.com:80`; inbound it is `inbound|http|8080`.
   *
   * @default - any name
   */
  readonly virtualHost?: string;

  /**
   * A name among the domains of the virtual host, e.g. `shop.example.com`.
   *
   * @default - any
   */
  readonly domain?: string;
}

/** Which routes are meant. All conditions have to hold. */
export interface EnvoyRouteMatch extends EnvoyVirtualHostMatch {
  /**
   * The name of the route: the id of the service's or exposed host's route; `default` where there is none.
   *
   * @default - any name
   */
  readonly route?: string;

  /**
   * The action of the route.
   *
   * @default - any action
   */
  readonly action?: EnvoyRouteAction;
}
