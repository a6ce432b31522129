import { Construct } from 'constructs';
import { namespacedObject } from '../../ground/objects';
import { makeAutoscaler } from '../../workload/autoscaler';
import { DisruptionBudget } from '../../workload/disruption-budget';
import { ControlPlane } from './control-plane';
import { podSelector } from './istiod';

/** How istiod's number of pods follows its load, and what of it is left during maintenance of nodes. */
export class Autoscaling extends Construct {
  public constructor(scope: Construct, id: string, private readonly plane: ControlPlane) {
    super(scope, id);
    makeAutoscaler(this, this.metadata(), plane.scaling);
    const { scaling: { replicas }, istiod: { disruptionBudget } } = plane;
    // With a single pod the budget would block the drain of its node for ever.
    const budget = disruptionBudget ?? (replicas > 1 ? DisruptionBudget.minAvailable(1) : DisruptionBudget.none());
    this.disruptionBudget(budget._toSpec(scope, 'istiod.disruptionBudget', replicas));
  }

  private disruptionBudget(budget: object | undefined): void {
    if (!budget) return;
    const { labels, ...metadata } = this.metadata();
    namespacedObject(this, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { ...metadata, labels: { ...labels, istio: 'pilot' } },
      spec: { ...budget, selector: { matchLabels: { app: 'istiod', ...podSelector(this.plane) } } },
    });
  }

  private metadata() {
    const { istiodName: name, namespace } = this.plane;
    return { name, namespace, labels: { ...this.plane.revisionLabels('istiod'), app: 'istiod' } };
  }
}
