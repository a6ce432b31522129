/**
 * Which part of a proxy's configuration is meant.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-PatchContext
 */
export enum ProxyTraffic {
  /** All of it, in sidecars and gateways. */
  ANY = 'ANY',
  /** What a sidecar does with requests to its workload, and a waypoint with all requests. */
  INBOUND = 'INBOUND',
  /** What a sidecar does with requests of its workload. */
  OUTBOUND = 'OUTBOUND',
  /** What a gateway does. */
  GATEWAY = 'GATEWAY',
}
