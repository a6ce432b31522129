/**
 * Which pods of a Service a client prefers.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#traffic-distribution
 */
export enum TrafficDistribution {
  /** Those in the client's zone, under the name that Kubernetes had for it first. */
  PREFER_CLOSE = 'PreferClose',
  /** Those in the client's zone. Needs Kubernetes 1.34. */
  PREFER_SAME_ZONE = 'PreferSameZone',
  /** Those on the client's node. Needs Kubernetes 1.34. */
  PREFER_SAME_NODE = 'PreferSameNode',
}
