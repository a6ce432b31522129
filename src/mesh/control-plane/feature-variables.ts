import { ControlPlane } from './control-plane';

const DEFAULT_TAINT = 'cni.istio.io/not-ready';

/** Variables that do half of the work: the property that makes them also gives rights or tells the proxies. So a flag alone is refused. */
export const FEATURE_PROPERTIES: Readonly<Record<string, string>> = {
  PILOT_ENABLE_ANALYSIS: 'istiod.analysis',
  PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER: 'istiod.gatewayDeployments',
  PILOT_ENABLE_NODE_UNTAINT_CONTROLLERS: 'istiod.untaintNodes',
  PILOT_NODE_UNTAINT_CONTROLLERS_TAINT_NAME: 'istiod.untaintNodes',
  ISTIO_DUAL_STACK: 'dualStack',
  VALIDATION_WEBHOOK_CONFIG_NAME: 'validation',
  PILOT_CA_CERT_CONFIGMAP: 'trust.rootCertConfigMap',
  PILOT_CRL_CONFIGMAP: 'trust.crlConfigMap',
  ENABLE_CLUSTER_TRUST_BUNDLE_API: 'trust.clusterTrustBundle',
  TOKEN_AUDIENCES: 'trust.tokenAudience',
  EXTERNAL_ISTIOD: 'controlPlane',
  ISTIOD_CUSTOM_HOST: 'controlPlane',
};

/** What istiod is told because of properties of the mesh that change more than its environment. */
export function featureVariables({ istiod, dualStack, validation, trust, location }: ControlPlane): Record<string, string> {
  const { untaintNodes } = istiod;
  return {
    ...(istiod.gatewayDeployments === false && { PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER: 'false' }),
    ...(untaintNodes && {
      PILOT_ENABLE_NODE_UNTAINT_CONTROLLERS: 'true',
      PILOT_NODE_UNTAINT_CONTROLLERS_TAINT_NAME: untaintNodes.taint ?? DEFAULT_TAINT,
    }),
    ...(dualStack && { ISTIO_DUAL_STACK: 'true' }),
    ...trust.env,
    ...location.env,
    // istiod would write its own bundle over the given one.
    ...(validation?.caBundle !== undefined && { VALIDATION_WEBHOOK_CONFIG_NAME: '' }),
  };
}
