/**
 * A place where a host is served.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/workload-entry/
 */
export interface HostEndpoint {
  /** An IP address; with DNS also a name that is asked for instead of the host's; with fixed endpoints also `unix://` and an absolute path. */
  readonly address: string;

  /**
   * The ports on which it serves, by the names of the host's ports.
   *
   * @default - the `targetPort` of each port of the host
   */
  readonly ports?: { [name: string]: number };

  /**
   * Labels, by which versions of the host choose their endpoints.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * The network of the endpoint. Clients of other networks reach it through that network's gateway.
   *
   * @default - the network of the client
   */
  readonly network?: string;

  /**
   * Where it is, `region/zone/subzone`; the latter two may be missing.
   *
   * @default - unknown; no failover by locality
   */
  readonly locality?: string;

  /**
   * Its share of the requests, in proportion to the weights of the others.
   *
   * @default - all endpoints alike
   */
  readonly weight?: number;

  /**
   * The ServiceAccount, in the host's namespace, whose identity the endpoint has. Only of use inside of the mesh.
   *
   * @default - none; proxies use no mutual TLS towards it
   */
  readonly serviceAccount?: string;
}
