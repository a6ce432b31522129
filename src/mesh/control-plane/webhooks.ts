import { Construct } from 'constructs';
import { ControlPlane } from './control-plane';
import { clusterObject } from './objects';

const API_VERSION = 'admissionregistration.k8s.io/v1';
const REVISION = 'istio.io/rev';
const NAMESPACE_INJECTION = 'istio-injection';
const POD_INJECTION = 'sidecar.istio.io/inject';

/** A condition on a label, as Kubernetes' selectors have it. */
interface LabelCondition {
  readonly key: string;
  readonly operator: string;
  readonly values?: string[];
}

/** What the API server asks istiod: proxies for new pods, and whether Istio's objects are valid. */
export class Webhooks extends Construct {
  public constructor(scope: Construct, id: string, private readonly plane: ControlPlane, clusterWide: boolean) {
    super(scope, id);
    this.injector();
    this.validator(`${plane.revision.suffixed('istio-validator')}-${plane.namespace}`, 'rev.validation.istio.io', {}, isIn(REVISION, plane.revision.label));
    if (clusterWide) this.validator('istiod-default-validator', 'validation.istio.io', { 'istio.io/tag': 'default' }, isAbsent(REVISION));
  }

  private injector(): void {
    const { revision, namespace } = this.plane;
    const name = revision.suffixed('istio-sidecar-injector');
    clusterObject(this, {
      apiVersion: API_VERSION,
      kind: 'MutatingWebhookConfiguration',
      metadata: {
        name: namespace === 'istio-system' ? name : `${name}-${namespace}`,
        labels: { ...this.plane.revisionLabels('istiod'), app: 'sidecar-injector' },
      },
      webhooks: [
        this.injection('rev.namespace', [isIn(REVISION, revision.label), isAbsent(NAMESPACE_INJECTION)], [isNot(POD_INJECTION, 'false')]),
        this.injection('rev.object', [isAbsent(REVISION), isAbsent(NAMESPACE_INJECTION)], [isNot(POD_INJECTION, 'false'), isIn(REVISION, revision.label)]),
        ...revision.isDefault ? [
          this.injection('namespace', [isIn(NAMESPACE_INJECTION, 'enabled')], [isNot(POD_INJECTION, 'false')]),
          this.injection('object', [isAbsent(NAMESPACE_INJECTION), isAbsent(REVISION)], [isIn(POD_INJECTION, 'true'), isAbsent(REVISION)]),
        ] : [],
      ],
    });
  }

  private injection(prefix: string, namespaces: LabelCondition[], pods: LabelCondition[]): object {
    return {
      name: `${prefix}.sidecar-injector.istio.io`,
      clientConfig: this.clientConfig('/inject'),
      rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }],
      namespaceSelector: { matchExpressions: namespaces },
      objectSelector: { matchExpressions: pods },
      // A pod must not start without its proxy because istiod is away.
      failurePolicy: 'Fail',
      reinvocationPolicy: 'Never',
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
    };
  }

  /** istiod sets `failurePolicy` of validators to what we leave out here, so that no apply has to fight over it. */
  private validator(name: string, webhook: string, labels: Record<string, string>, objects: LabelCondition): void {
    clusterObject(this, {
      apiVersion: API_VERSION,
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name, labels: { ...this.plane.revisionLabels('istiod'), app: 'istiod', istio: 'istiod', ...labels } },
      webhooks: [{
        name: webhook,
        clientConfig: this.clientConfig('/validate'),
        rules: [{
          operations: ['CREATE', 'UPDATE'],
          apiGroups: ['security.istio.io', 'networking.istio.io', 'telemetry.istio.io', 'extensions.istio.io'],
          apiVersions: ['*'],
          resources: ['*'],
        }],
        objectSelector: { matchExpressions: [objects] },
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
      }],
    });
  }

  /** Without `caBundle`: istiod writes it at run time. */
  private clientConfig(path: string): object {
    return { service: { name: this.plane.istiodName, namespace: this.plane.namespace, path, port: 443 } };
  }
}

function isIn(key: string, value: string): LabelCondition {
  return { key, operator: 'In', values: [value] };
}

function isNot(key: string, value: string): LabelCondition {
  return { key, operator: 'NotIn', values: [value] };
}

function isAbsent(key: string): LabelCondition {
  return { key, operator: 'DoesNotExist' };
}
