/**
 * What happens to requests of a workload to hosts that the mesh does not know.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-OutboundTrafficPolicy
 */
export enum OutboundTraffic {
  /** They pass through to where they were sent. */
  ALLOW_ANY = 'ALLOW_ANY',
  /** They are refused: only Services and ServiceEntries of the mesh can be reached. */
  REGISTRY_ONLY = 'REGISTRY_ONLY',
}
