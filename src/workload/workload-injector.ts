import { IConstruct } from 'constructs';

/** Gives workloads their proxies when a program is synthesized, as `Mesh` does. */
export interface IWorkloadInjector {
  /**
   * Puts the proxy into the pods of a workload.
   *
   * @param workload What makes the pods: an ApiObject or a construct around one.
   */
  injectInto(workload: IConstruct): void;
}
