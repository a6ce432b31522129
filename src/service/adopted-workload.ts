import { ApiObject, JsonPatch } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { apiObjectOf } from '../host/api-object-of';

interface PodOwner {
  readonly object: ApiObject;
  /** Where the labels of the Pods stand in the object. */
  readonly path: string;
  readonly labels: { readonly [key: string]: string };
}

/**
 * Takes a workload construct as a version of a service: checks that the Service selects its Pods, and labels them with the
 * version if they are not.
 */
export function adoptWorkload(
  service: Construct, version: string, workload: IConstruct, namespace: string, selector: { readonly [key: string]: string },
): ApiObject {
  const { object, path, labels } = podOwnerOf(service, version, workload);
  const at = `workload '${workload.node.path}' of version '${version}'`;
  const own = object.metadata.namespace ?? namespace;
  if (own !== namespace) fail(service, `${at} is in namespace ${own}, ${namespace} is allowed`, 'put both into one namespace');
  for (const [key, value] of Object.entries(selector)) {
    if (labels[key] !== value) {
      fail(service, `${at} makes Pods with ${key} '${labels[key] ?? ''}', the Service selects '${value}'`, `label its Pods { '${key}': '${value}' }`);
    }
  }
  if (labels.version === undefined) object.addJsonPatch(JsonPatch.add(`${path}/version`, version));
  else if (labels.version !== version) fail(service, `${at} makes Pods with version '${labels.version}'`, `name the version '${labels.version}', or change the label`);
  return object;
}

function podOwnerOf(service: Construct, version: string, workload: IConstruct): PodOwner {
  const object = apiObjectOf(service, `workload of version '${version}'`, workload);
  const manifest = object.toJson();
  const [metadata, path] = object.kind === 'Pod'
    ? [manifest.metadata, '/metadata/labels']
    : [manifest.spec?.template?.metadata, '/spec/template/metadata/labels'];
  if (!metadata?.labels) {
    fail(service, `workload '${workload.node.path}' of version '${version}', a ${object.kind}, has no labels of Pods`,
      'pass a Pod, or what makes Pods from a template (Deployment, StatefulSet, ...), with labels');
  }
  return { object, path, labels: metadata.labels };
}
