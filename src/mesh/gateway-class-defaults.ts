/**
 * What the gateways of a GatewayClass get: patches, in Kubernetes' own form, of the objects that istiod makes for each of them.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#gatewayclass-defaults
 */
export interface GatewayClassDefaults {
  /**
   * A patch of the Deployment.
   * @default - none
   */
  readonly deployment?: { [key: string]: any };
  /**
   * A patch of the Service.
   * @default - none
   */
  readonly service?: { [key: string]: any };
  /**
   * A patch of the ServiceAccount.
   * @default - none
   */
  readonly serviceAccount?: { [key: string]: any };
  /**
   * A HorizontalPodAutoscaler, but for what it scales; `{}` for Kubernetes' defaults.
   * @default - none is made
   */
  readonly horizontalPodAutoscaler?: { [key: string]: any };
  /**
   * A PodDisruptionBudget, but for its selector.
   * @default - none is made
   */
  readonly podDisruptionBudget?: { [key: string]: any };
}
