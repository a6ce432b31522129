import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';
import { apiObjectOf } from '../../host/api-object-of';
import { FlaggerAutoscaler } from './flagger-options';

const KINDS = ['HorizontalPodAutoscaler', 'ScaledObject'];

/** The autoscaler of the Deployment, which Flagger copies. */
export function autoscalerSpec(place: IConstruct, options: FlaggerAutoscaler, namespace: string): Record<string, unknown> {
  const { scaler, primaryMinReplicas: minReplicas, primaryMaxReplicas: maxReplicas } = options;
  const { apiVersion, kind, name, metadata } = apiObjectOf(place, 'autoscaler', scaler);
  if (!KINDS.includes(kind)) fail(place, `the autoscaler is a ${kind}, ${KINDS.join(' or ')} is allowed`, 'pass its construct');
  if ((metadata.namespace ?? namespace) !== namespace) {
    fail(place, `the autoscaler is in namespace ${metadata.namespace}, ${namespace} is allowed`, 'put both into one namespace');
  }
  const replicas = minReplicas !== undefined || maxReplicas !== undefined;
  return { apiVersion, kind, name, primaryScalerReplicas: replicas ? { minReplicas, maxReplicas } : undefined };
}
