import { ControlPlane } from './control-plane';

/** A condition on the label of an object that is to be checked. */
interface ObjectCondition {
  readonly key: string;
  readonly operator: string;
  readonly values?: string[];
}

/** Who tells the API server whether Istio's objects are valid. istiod sets the `failurePolicy`, so that no apply has to fight over it. */
export function validationWebhook(plane: ControlPlane, name: string, objects: ObjectCondition): object {
  return {
    name,
    clientConfig: validationClient(plane),
    rules: [{
      operations: ['CREATE', 'UPDATE'],
      apiGroups: ['security.istio.io', 'networking.istio.io', 'telemetry.istio.io', 'extensions.istio.io'],
      apiVersions: ['*'],
      resources: ['*'],
    }],
    objectSelector: { matchExpressions: [objects] },
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
  };
}

function validationClient(plane: ControlPlane): object {
  const { url, caBundle } = plane.validation ?? {};
  return { ...(url ? { url } : plane.location.client('/validate')), ...(caBundle && { caBundle }) };
}

export function validatorLabels(plane: ControlPlane): Record<string, string> {
  return { ...plane.revisionLabels('istiod'), app: 'istiod', istio: 'istiod' };
}
