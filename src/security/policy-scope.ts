import { IConstruct } from 'constructs';
import { types } from '../api';
import { IMeshRef } from '../ground/mesh-ref';
import { dnsLabel } from '../ground/names';
import { labelSelector } from '../match/label-selector';

/**
 * Which workloads a policy covers.
 *
 * @see https://istio.io/latest/docs/concepts/security/#target-paths
 */
export class PolicyScope {
  /** All workloads of a mesh: the policy stands in the mesh's root namespace. */
  public static mesh(mesh: IMeshRef): PolicyScope {
    return new PolicyScope('mesh', mesh.meshRef.namespace);
  }

  /** All workloads of a namespace. */
  public static namespace(name: string): PolicyScope {
    return new PolicyScope(`namespace ${name}`, name);
  }

  /** The workloads of a namespace whose Pods have all of the labels. */
  public static workload(namespace: string, labels: { [key: string]: string }): PolicyScope {
    return new PolicyScope(`workload of ${namespace}`, namespace, labels);
  }

  /** The scope as an error names it. @internal */
  public readonly _name: string;

  private constructor(name: string, private readonly target: string, private readonly labels?: { [key: string]: string }) {
    this._name = name;
  }

  /** The namespace in which the policy stands. @internal */
  public _namespace(place: IConstruct): string {
    return dnsLabel(place, 'namespace', this.target);
  }

  /** What selects the workloads; nothing for all. @internal */
  public _selector(place: IConstruct): types.WorkloadSelector | undefined {
    return this.labels && { matchLabels: labelSelector(place, 'labels of the workload', this.labels) };
  }
}
