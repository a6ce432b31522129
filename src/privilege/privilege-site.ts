import { MeshReference } from '../ground/mesh-ref';
import { CallGraph } from '../security/call-graph';
import { LeastPrivilegeOptions } from './least-privilege-options';

/** What is known of a namespace where nothing is allowed but declared calls. */
export interface PrivilegeSite {
  readonly namespace: string;
  readonly mesh: MeshReference;
  readonly graph: CallGraph;
  readonly dryRun: boolean;
  /** Whether its Pods have no sidecars. */
  readonly ambient: boolean;
  /** The waypoint that its Services use, if any. */
  readonly waypoint?: string;
  readonly options: LeastPrivilegeOptions;
}
