/**
 * Whether what answers for a host belongs to the mesh.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-Location
 */
export enum HostLocation {
  /** It does not: no mutual TLS of the mesh, and it is nobody that a policy could name. */
  MESH_EXTERNAL = 'MESH_EXTERNAL',
  /** It does, though Kubernetes does not know it, e.g. on virtual machines: proxies use mutual TLS towards it. */
  MESH_INTERNAL = 'MESH_INTERNAL',
}
