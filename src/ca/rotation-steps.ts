import { RotationStage, RotationStep } from './rotation-stage';

const ROOTS_OF_A_PROXY = "istioctl proxy-config secret POD.NAMESPACE -o json | jq -r '.dynamicActiveSecrets[] | select(.name == \"ROOTCA\") | "
  + ".secret.validationContext.trustedCa.inlineBytes' | base64 -d | grep -c BEGIN";
const ISSUER_OF_A_PROXY = "istioctl proxy-config secret POD.NAMESPACE -o json | jq -r '.dynamicActiveSecrets[] | select(.name == \"default\") | "
  + ".secret.tlsCertificate.certificateChain.inlineBytes' | base64 -d | openssl x509 -noout -issuer";

/** The steps of every rotation, in order. */
export const ROTATION_STEPS: readonly RotationStep[] = [
  {
    stage: RotationStage.BOTH_ROOTS,
    before: 'The Secret of the new CA exists in the namespace of istiod, in every cluster of the mesh.',
    check: 'kubectl get secrets -n NAMESPACE',
  },
  {
    stage: RotationStage.NEW_INTERMEDIATE,
    before: 'Every proxy trusts both roots: its certificate was renewed after istiod rolled out (within 24 hours by default), or its pod was restarted; '
      + 'the ConfigMap istio-ca-root-cert of its namespace has both; and so in every cluster and machine of the mesh.',
    check: `${ROOTS_OF_A_PROXY} # 2`,
  },
  {
    stage: RotationStage.NEW_ROOT,
    before: 'No certificate of the old CA is in use: every proxy has renewed its own after istiod rolled out (within 24 hours by default), or its pod was restarted.',
    check: `${ISSUER_OF_A_PROXY} # the subject of the new CA certificate`,
  },
];
