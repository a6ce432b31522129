import { IConstruct } from 'constructs';
import { fail, oneOf } from '../ground/fail';
import { dnsLabel } from '../ground/names';
import { PodAdditions } from './pod-additions';

/** What stands in a pod already, by the names that an addition must not take again. */
export interface PodOccupied {
  readonly volumes: readonly string[];
  readonly mountPaths: readonly string[];
  readonly containers: readonly string[];
  readonly env: readonly string[];
}

/** What the additions come to in a pod. */
export interface CheckedAdditions {
  readonly volumes: object[];
  readonly volumeMounts: object[];
  readonly initContainers: object[];
  readonly env: { readonly name: string; readonly valueFrom: object }[];
}

/** Checks what Kubernetes would refuse only when the pod is made, or what would replace a part of the component silently. */
export function checkedAdditions(place: IConstruct, what: string, additions: PodAdditions, occupied: PodOccupied): CheckedAdditions {
  const { volumes = [], volumeMounts = [], initContainers = [], envValueFrom = {} } = additions;
  const dot = what && `${what}.`;
  const names = free(place, `${dot}volumes`, 'volume', volumes.map(({ name }) => name), occupied.volumes);
  names.slice(occupied.volumes.length).forEach((name) => dnsLabel(place, `name of a volume in ${dot}volumes`, name));
  free(place, `${dot}volumeMounts`, 'mount path', volumeMounts.map(({ mountPath }) => mountPath), occupied.mountPaths);
  free(place, `${dot}initContainers`, 'container', initContainers.map(({ name }) => name), occupied.containers);
  free(place, `${dot}envValueFrom`, 'variable', Object.keys(envValueFrom), occupied.env);
  for (const { name } of volumeMounts) {
    if (!names.includes(name)) {
      fail(place, `${dot}volumeMounts names volume '${name}', which the pod does not have (it has ${oneOf(names) || 'none'})`, `add it to ${dot}volumes`);
    }
  }
  return { volumes, volumeMounts, initContainers, env: Object.entries(envValueFrom).map(([name, valueFrom]) => ({ name, valueFrom })) };
}

function free(place: IConstruct, list: string, what: string, added: (string | undefined)[], taken: readonly string[]): string[] {
  const all = [...taken];
  for (const name of added) {
    if (!name) fail(place, `${list} has an entry without its ${what}`, 'name it');
    if (taken.includes(name)) fail(place, `${list} has ${what} '${name}', which the pod has already`, 'take another one');
    if (all.includes(name)) fail(place, `${list} has ${what} '${name}' twice`, 'leave one of them out');
    all.push(name);
  }
  return all;
}
