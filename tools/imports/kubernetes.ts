import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Schema, withoutProse } from './schema';

/** The definitions of Kubernetes' own kinds, with all that they mention. */
export interface KubernetesSchemas {
  /** The definition of each kind, by `apiVersion/Kind`. */
  readonly kinds: Record<string, string>;
  readonly definitions: Record<string, Schema>;
}

const KINDS = [
  'v1/Namespace', 'v1/ServiceAccount', 'v1/Service', 'v1/ConfigMap', 'v1/Secret', 'v1/Pod', 'v1/Endpoints', 'v1/PersistentVolumeClaim',
  'v1/ResourceQuota', 'v1/LimitRange',
  'apps/v1/Deployment', 'apps/v1/DaemonSet', 'apps/v1/StatefulSet', 'apps/v1/ReplicaSet', 'batch/v1/Job', 'batch/v1/CronJob',
  'rbac.authorization.k8s.io/v1/ClusterRole', 'rbac.authorization.k8s.io/v1/ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1/Role', 'rbac.authorization.k8s.io/v1/RoleBinding',
  'autoscaling/v2/HorizontalPodAutoscaler', 'policy/v1/PodDisruptionBudget',
  'networking.k8s.io/v1/NetworkPolicy', 'networking.k8s.io/v1/Ingress', 'networking.k8s.io/v1/IngressClass',
  'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration', 'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration',
  'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy', 'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding',
  'apiextensions.k8s.io/v1/CustomResourceDefinition', 'discovery.k8s.io/v1/EndpointSlice', 'coordination.k8s.io/v1/Lease',
  'scheduling.k8s.io/v1/PriorityClass', 'certificates.k8s.io/v1/CertificateSigningRequest', 'storage.k8s.io/v1/StorageClass',
];

/** The schemas of the kinds that an install of Istio and the programs of its users emit. */
export function kubernetesSchemasOf(module: string): KubernetesSchemas {
  const document = JSON.parse(readFileSync(join(module, 'api/openapi-spec/swagger.json'), 'utf8')) as { definitions: Record<string, Schema> };
  const kinds = kindsOf(document.definitions);
  const used = new Map<string, Schema>();
  const visit = (name: string): void => {
    if (used.has(name)) return;
    const schema = withoutProse(document.definitions[name]);
    used.set(name, schema);
    for (const [, mention] of JSON.stringify(schema).matchAll(/"#\/definitions\/([^"]+)"/g)) visit(mention);
  };
  for (const name of Object.values(kinds)) visit(name);
  return { kinds, definitions: Object.fromEntries([...used].sort(([a], [b]) => a < b ? -1 : 1)) };
}

function kindsOf(definitions: Record<string, Schema>): Record<string, string> {
  const names = new Map<string, string>();
  for (const [name, schema] of Object.entries(definitions)) {
    const ids = (schema['x-kubernetes-group-version-kind'] ?? []) as { group: string; version: string; kind: string }[];
    if (ids.length === 1) names.set([ids[0].group, ids[0].version, ids[0].kind].filter(Boolean).join('/'), name);
  }
  return Object.fromEntries(KINDS.map((kind) => {
    const name = names.get(kind);
    if (!name) throw new Error(`Kubernetes has no kind ${kind}`);
    return [kind, name];
  }));
}
