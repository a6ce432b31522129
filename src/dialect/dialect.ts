/**
 * The API in which routes and gateways are written. What a program says stays the same; what a dialect can't say is an error.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/
 */
export enum Dialect {
  /** Istio's own: VirtualService and Gateway of `networking.istio.io`. It can say everything. */
  ISTIO = 'ISTIO',
  /** The Gateway API of Kubernetes: Gateway, HTTPRoute, GRPCRoute, TCPRoute, TLSRoute of `gateway.networking.k8s.io`. */
  GATEWAY_API = 'GATEWAY_API',
}
