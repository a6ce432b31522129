import { ApiObject, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';

/** A Kubernetes object with all its fields. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly [field: string]: unknown;
}

/** An object of a namespace, which the manifest names. */
export function namespacedObject(scope: Construct, manifest: Manifest): ApiObject {
  return new ApiObject(scope, `${manifest.kind}-${manifest.metadata.name}`, manifest);
}

const clusterObjects = new WeakSet<ApiObject>();

/** An object of the cluster: it must not take the namespace that its chart may give to all objects. */
export function clusterObject(scope: Construct, manifest: Manifest): ApiObject {
  const object = namespacedObject(scope, manifest);
  clusterObjects.add(object);
  if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}

/** Whether `clusterObject` made it. */
export function isClusterObject(object: ApiObject): boolean {
  return clusterObjects.has(object);
}
