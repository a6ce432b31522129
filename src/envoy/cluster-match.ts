import { IDestination } from '../host/destination';

/**
 * Which clusters are meant: Envoy has one for each port and version of a host. All conditions have to hold.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ClusterMatch
 */
export interface EnvoyClusterMatch {
  /**
   * The host, or one version of it. Inbound clusters have no versions.
   *
   * @default - any host
   */
  readonly destination?: IDestination;

  /**
   * The port of the host, 1 to 65535. Inbound, that on which the Pod's container listens.
   *
   * @default - any port
   */
  readonly port?: number;

  /**
   * The name of the cluster, e.g. `PassthroughCluster`. Istio ignores the other conditions then, so they are an error.
   *
   * @default - any name
   */
  readonly cluster?: string;
}
