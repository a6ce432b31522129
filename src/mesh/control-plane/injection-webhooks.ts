import { ControlPlane } from './control-plane';
import { NEVER_INJECTED } from './injection/never-injected';
import { DEFAULT } from './revision';

const REVISION = 'istio.io/rev';
const NAMESPACE_INJECTION = 'istio-injection';
const POD_INJECTION = 'sidecar.istio.io/inject';

/** A condition on a label, as Kubernetes' selectors have it. */
interface LabelCondition {
  readonly key: string;
  readonly operator: string;
  readonly values?: string[];
}

/** How the API server finds the pods of a revision or of a tag, and whom it asks for their proxies. */
export function injectionWebhooks(plane: ControlPlane, name: string): object[] {
  const webhook = (prefix: string, namespaces: LabelCondition[], pods: LabelCondition[]) => ({
    name: `${prefix}.sidecar-injector.istio.io`,
    // Without `caBundle`: istiod writes it at run time.
    clientConfig: plane.location.client(plane.location.injectionPath),
    rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }],
    namespaceSelector: { matchExpressions: namespaces },
    objectSelector: { matchExpressions: pods },
    // A pod must not start without its proxy because istiod is away.
    failurePolicy: 'Fail',
    reinvocationPolicy: plane.injection.reinvocationPolicy ?? 'Never',
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
  });
  return [
    webhook('rev.namespace', [isIn(REVISION, name), isAbsent(NAMESPACE_INJECTION)], [isNot(POD_INJECTION, 'false')]),
    webhook('rev.object', [isAbsent(REVISION), isAbsent(NAMESPACE_INJECTION)], [isNot(POD_INJECTION, 'false'), isIn(REVISION, name)]),
    ...name === DEFAULT ? [
      webhook('namespace', [isIn(NAMESPACE_INJECTION, 'enabled')], [isNot(POD_INJECTION, 'false')]),
      webhook('object', [isAbsent(NAMESPACE_INJECTION), isAbsent(REVISION)], [isIn(POD_INJECTION, 'true'), isAbsent(REVISION)]),
      ...plane.injection.enableNamespacesByDefault ? [
        webhook('auto', [isAbsent(NAMESPACE_INJECTION), isAbsent(REVISION), isNot('kubernetes.io/metadata.name', ...NEVER_INJECTED)],
          [isAbsent(POD_INJECTION), isAbsent(REVISION)]),
      ] : [],
    ] : [],
  ];
}

function isIn(key: string, value: string): LabelCondition {
  return { key, operator: 'In', values: [value] };
}

function isNot(key: string, ...values: string[]): LabelCondition {
  return { key, operator: 'NotIn', values };
}

function isAbsent(key: string): LabelCondition {
  return { key, operator: 'DoesNotExist' };
}
