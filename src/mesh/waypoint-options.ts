import { ContainerResources } from '../workload/container-resources';
import { Toleration } from '../workload/toleration';

/**
 * What every waypoint and east-west gateway gets that istiod deploys. ConfigMaps for a GatewayClass or a single Gateway change the rest.
 *
 * @see https://istio.io/latest/docs/ambient/usage/waypoint/
 */
export interface WaypointOptions {
  /**
   * What the proxy's container asks for and may use.
   * @default - requests `100m` processor time and `128Mi` memory, limits `2` and `1Gi`
   */
  readonly resources?: ContainerResources;
  /**
   * The labels of the nodes on which waypoints may run.
   * @default - every node
   */
  readonly nodeSelector?: { [label: string]: string };
  /**
   * Taints of nodes that waypoints accept.
   * @default - none
   */
  readonly tolerations?: Toleration[];
  /**
   * Rules of placement beside other pods, in Kubernetes' own form.
   * @default - none
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#scheduling
   */
  readonly affinity?: { [key: string]: any };
  /**
   * Rules that spread the pods over zones or nodes, in Kubernetes' own form.
   * @default - Kubernetes' defaults
   */
  readonly topologySpreadConstraints?: any[];
}
