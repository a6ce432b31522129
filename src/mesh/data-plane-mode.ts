/**
 * By which proxy a namespace is in the mesh.
 *
 * @see https://istio.io/latest/docs/overview/dataplane-modes/
 */
export enum DataPlaneMode {
  /** Each pod has a proxy of its own. */
  SIDECAR = 'sidecar',
  /** The pods of a node share ztunnel. */
  AMBIENT = 'ambient',
}
