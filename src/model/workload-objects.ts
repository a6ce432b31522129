import { dataPlaneOf, dataPlaneOfMachine } from './data-plane';
import { GROUP, Inventory } from './inventory';
import { labelsOf, numberOf, objectOf, objectsOf, PlainObject, textOf } from './plain';
import { FieldPath } from './position';
import { Resource } from './resource';
import { Workload, WorkloadPort } from './workload';

const TEMPLATE: FieldPath = ['spec', 'template'];

/** Kinds that make Pods, and where each has the template of them. */
const POD_KINDS: readonly { readonly group: string; readonly kind: string; readonly template: FieldPath }[] = [
  { group: GROUP.core, kind: 'Pod', template: [] },
  { group: GROUP.core, kind: 'ReplicationController', template: TEMPLATE },
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => ({ group: GROUP.apps, kind, template: TEMPLATE })),
  { group: GROUP.batch, kind: 'Job', template: TEMPLATE },
  { group: GROUP.batch, kind: 'CronJob', template: ['spec', 'jobTemplate', 'spec', 'template'] },
  { group: GROUP.argo, kind: 'Rollout', template: TEMPLATE },
];

/** All workloads that the objects say, in the order of their kinds. What another object owns, e.g. the Pods of a live Deployment, is its owner's. */
export function workloadsIn(inventory: Inventory): Workload[] {
  return [
    ...POD_KINDS.flatMap(({ group, kind, template }) => inventory.ofKind(group, kind)
      .filter((resource) => !refersToWorkload(resource) && !isOwned(resource, inventory))
      .map((resource) => podsOf(resource, template, inventory))),
    ...inventory.ofKind(GROUP.networking, 'WorkloadEntry').map(machine),
    ...inventory.ofKind(GROUP.networking, 'WorkloadGroup').map(machineGroup),
  ];
}

/** An Argo Rollout may take the Pods of a Deployment, which is a workload itself. */
function refersToWorkload({ kind, spec }: Resource): boolean {
  return kind === 'Rollout' && spec.workloadRef !== undefined;
}

function isOwned({ namespace, manifest }: Resource, inventory: Inventory): boolean {
  return objectsOf(objectOf(manifest.metadata).ownerReferences).some(({ value }) => {
    const apiVersion = textOf(value.apiVersion) ?? '';
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    return inventory.named(group, textOf(value.kind) ?? '', namespace, textOf(value.name) ?? '') !== undefined;
  });
}

function podsOf(resource: Resource, path: FieldPath, inventory: Inventory): Workload {
  const template = path.reduce<PlainObject>((around, step) => objectOf(around[step]), resource.manifest);
  const metadata = objectOf(template.metadata);
  const podSpec = objectOf(template.spec);
  const pod = { namespace: resource.namespace, labels: labelsOf(metadata.labels), annotations: labelsOf(metadata.annotations), podSpec };
  return {
    resource,
    ...pod,
    serviceAccount: textOf(podSpec.serviceAccountName) ?? textOf(podSpec.serviceAccount) ?? 'default',
    ports: portsOf(podSpec),
    dataPlane: dataPlaneOf(pod, inventory),
    path,
  };
}

/** Ports of init containers count too: those that restart always are sidecars. */
function portsOf(podSpec: PlainObject): WorkloadPort[] {
  const containers = [...objectsOf(podSpec.containers), ...objectsOf(podSpec.initContainers)];
  return containers.flatMap(({ value }) => objectsOf(value.ports)).flatMap(({ value }) => {
    const number = numberOf(value.containerPort);
    return number === undefined ? [] : { name: textOf(value.name), number };
  });
}

function machine(resource: Resource): Workload {
  return machineOf(resource, resource.spec, { labels: { ...resource.labels, ...labelsOf(resource.spec.labels) }, path: [] });
}

function machineGroup(resource: Resource): Workload {
  const { spec } = resource;
  const template = objectOf(spec.template);
  const labels = { ...labelsOf(objectOf(spec.metadata).labels), ...labelsOf(template.labels) };
  return machineOf(resource, template, { labels, annotations: labelsOf(objectOf(spec.metadata).annotations), path: TEMPLATE });
}

function machineOf(
  resource: Resource, spec: PlainObject,
  { labels, annotations = resource.annotations, path }: Pick<Workload, 'labels' | 'path'> & Partial<Pick<Workload, 'annotations'>>,
): Workload {
  return {
    resource, namespace: resource.namespace, labels, annotations, path,
    serviceAccount: textOf(spec.serviceAccount) ?? 'default',
    ports: Object.entries(objectOf(spec.ports)).flatMap(([name, number]) => typeof number === 'number' ? { name, number } : []),
    dataPlane: dataPlaneOfMachine(spec),
  };
}
