import { Construct } from 'constructs';
import { types } from '../api';
import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';
import { claim } from '../ground/one-writer';
import { ExtensionOptions } from './extension-options';

/** Name and namespace of an extension's object. */
export function extensionMetadata(
  place: Construct, kind: string, id: string, { name: given = id, cover }: ExtensionOptions,
): { name: string; namespace: string } {
  const name = dnsName(place, 'name', given);
  const namespace = cover._namespace(place);
  claim(place, `${kind} ${namespace}/${name}`, 'give one of them another name');
  return { name, namespace };
}

interface Target {
  readonly selector?: types.WorkloadSelector;
  readonly targetRefs?: types.PolicyTargetReference[];
}

/** What selects the workloads of an extension. */
export function extensionTarget(place: Construct, { cover }: ExtensionOptions): Target {
  return { selector: cover._selector(place), targetRefs: cover._targetRefs(place) };
}

/** The order among extensions of one phase. */
export function extensionPriority(place: Construct, { priority }: ExtensionOptions): number | undefined {
  if (priority === undefined || (Number.isInteger(priority) && Math.abs(priority) <= 2147483647)) return priority;
  return fail(place, `priority is ${priority}, a whole number of 32 bits is allowed`, 'change it, or leave it out for 0');
}
