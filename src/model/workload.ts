import { DataPlane } from './data-plane';
import { PlainObject } from './plain';
import { FieldPath } from './position';
import { Resource } from './resource';

/** A port on which a workload listens, as far as its object says so. */
export interface WorkloadPort {
  readonly name?: string;
  readonly number: number;
}

/** What runs: the Pods of one template, a Pod, a machine, or the machines of a group. */
export interface Workload {
  /** The object that says it, e.g. a Deployment. */
  readonly resource: Resource;
  readonly namespace: string;
  /** The labels that selectors see. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  readonly ports: readonly WorkloadPort[];
  readonly dataPlane: DataPlane;
  /** The Pod's spec; nothing for machines. */
  readonly podSpec?: PlainObject;
  /** Where the Pod's or the machine's metadata and spec stand in the object, e.g. `['spec', 'template']`. */
  readonly path: FieldPath;
}
