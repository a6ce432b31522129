import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { Scaling } from './scaling';

/** Makes the HorizontalPodAutoscaler of the Deployment that has the same name, if there is one to make. */
export function makeAutoscaler(scope: Construct, metadata: ApiObjectMetadata, { replicas, autoscaling }: ReturnType<Scaling['_plan']>): void {
  if (!autoscaling) return;
  new ApiObject(scope, 'HorizontalPodAutoscaler', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: metadata.name },
      minReplicas: replicas,
      maxReplicas: autoscaling.maxReplicas,
      metrics: autoscaling.targets.map(({ resource, percent }) => (
        { type: 'Resource', resource: { name: resource, target: { type: 'Utilization', averageUtilization: percent } } }
      )),
      behavior: autoscaling.behavior,
    },
  });
}
