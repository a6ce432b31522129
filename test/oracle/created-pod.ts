import { KubeObject } from './injector';

const HASH = '5d4f8';
const TIME = '29384720';

/** The pod that Kubernetes' controllers create for a workload, as the webhook sees it. */
export function createdPod({ apiVersion, kind, metadata: { name = '', namespace }, spec }: any): KubeObject {
  switch (kind) {
    case 'Deployment': return owned(spec.template, namespace, 'apps/v1', 'ReplicaSet', `${name}-${HASH}`, { 'pod-template-hash': HASH });
    case 'CronJob': return owned(spec.jobTemplate.spec.template, namespace, 'batch/v1', 'Job', `${name}-${TIME}`);
    default: return owned(spec.template, namespace, apiVersion, kind, name);
  }
}

function owned(template: any, namespace: string, apiVersion: string, kind: string, name: string, labels: object = {}): KubeObject {
  const ownerReferences = [{ apiVersion, kind, name, controller: true, uid: '1' }];
  return {
    apiVersion: 'v1', kind: 'Pod', spec: template.spec,
    metadata: { ...template.metadata, generateName: `${name}-`, namespace, ownerReferences, labels: { ...template.metadata.labels, ...labels } },
  };
}
