import { apply, attempt } from './cluster';

const CRDS = process.env.ISTOS_GATEWAY_API;

/** Sees to it that the cluster has the CRDs of the Gateway API. */
export function installGatewayApi(): void {
  if (attempt('kubectl', 'get', 'crd', 'gateways.gateway.networking.k8s.io').status === 0) return;
  if (!CRDS) throw new Error('the cluster has no Gateway API: install it, or name a folder with its CRDs in ISTOS_GATEWAY_API');
  apply(CRDS);
}
