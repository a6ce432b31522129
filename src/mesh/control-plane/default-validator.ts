import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { clusterObject } from '../../ground/objects';
import { Cluster } from './cluster';
import { ControlPlane } from './control-plane';
import { DEFAULT } from './revision';
import { validationWebhook, validatorLabels } from './validation-webhook';

/**
 * The check of Istio's objects that name no revision. A cluster has it once, and it tells who is the default revision:
 * that istiod serves what names none, so it changes its mind with the `default` tag.
 */
export class DefaultValidator extends Construct {
  private readonly object: ApiObject;

  public constructor(scope: Construct, id: string, private plane: ControlPlane) {
    super(scope, id);
    this.object = clusterObject(this, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'istiod-default-validator', labels: { ...validatorLabels(plane), 'istio.io/tag': DEFAULT } },
      webhooks: Lazy.any({ produce: () => [validationWebhook(this.plane, 'validation.istio.io', { key: 'istio.io/rev', operator: 'DoesNotExist' })] }),
    });
    Cluster.of(this).setValidator(this);
  }

  public pointTo(plane: ControlPlane): void {
    this.plane = plane;
    for (const [name, value] of Object.entries(validatorLabels(plane))) this.object.metadata.addLabel(name, value);
  }
}
