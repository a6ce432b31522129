import { Construct } from 'constructs';
import { clusterObject } from '../../ground/objects';
import { ControlPlane } from './control-plane';
import { DefaultValidator } from './default-validator';
import { injectionWebhooks } from './injection-webhooks';
import { validationWebhook, validatorLabels } from './validation-webhook';

/** What the API server asks istiod: proxies for new pods, and whether Istio's objects are valid. */
export class Webhooks extends Construct {
  public constructor(scope: Construct, id: string, private readonly plane: ControlPlane, clusterWide: boolean) {
    super(scope, id);
    this.injector();
    if (!plane.validation) return;
    this.validator();
    if (clusterWide) new DefaultValidator(this, 'DefaultValidator', plane);
  }

  private injector(): void {
    const { revision, namespace } = this.plane;
    const name = revision.suffixed('istio-sidecar-injector');
    clusterObject(this, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: {
        name: namespace === 'istio-system' ? name : `${name}-${namespace}`,
        labels: { ...this.plane.revisionLabels('istiod'), app: 'sidecar-injector' },
        annotations: this.plane.injectorAnnotations,
      },
      webhooks: injectionWebhooks(this.plane, revision.label),
    });
  }

  /** Of the objects that name this revision. */
  private validator(): void {
    const { revision, namespace } = this.plane;
    clusterObject(this, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: `${revision.suffixed('istio-validator')}-${namespace}`, labels: validatorLabels(this.plane) },
      webhooks: [validationWebhook(this.plane, 'rev.validation.istio.io', { key: 'istio.io/rev', operator: 'In', values: [revision.label] })],
    });
  }
}
