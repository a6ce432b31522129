import { Pod } from './pod';

/** Who makes pods, by whose name telemetry calls them. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

type Manifest = Record<string, any>;

/** Where a manifest has the template of its pods. */
const TEMPLATE: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
};

export const WORKLOAD_KINDS = Object.keys(TEMPLATE);

export function ownerOf({ apiVersion, kind, metadata }: Manifest): Owner {
  return { apiVersion, kind, name: metadata.name, namespace: metadata.namespace ?? '' };
}

/** The pod of a manifest, to be changed at will. */
export function podOf(manifest: Manifest): Pod {
  const { metadata = {}, spec } = structuredClone(TEMPLATE[manifest.kind].reduce((part, key) => part?.[key] ?? {}, manifest));
  return { metadata: { ...metadata, labels: metadata.labels ?? {}, annotations: metadata.annotations ?? {} }, spec };
}

/** The manifest with another pod. */
export function withPod(manifest: Manifest, pod: Pod): Manifest {
  return replaced(manifest, TEMPLATE[manifest.kind], pod);
}

function replaced(part: Manifest, [key, ...path]: readonly string[], pod: Pod): Manifest {
  return key === undefined ? { ...part, ...pod } : { ...part, [key]: replaced(part[key], path, pod) };
}
