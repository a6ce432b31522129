import { Condition } from './condition';
import { Operation } from './operation';
import { Source } from './source';

/**
 * Which requests and connections a policy takes: one of the sources, one of the operations, and all of the conditions. Without any of them it
 * takes all.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule
 */
export interface AccessRule {
  /**
   * Who calls: one of these.
   * @default - anybody, also clients outside of the mesh
   */
  readonly from?: Source[];
  /**
   * What is asked for: one of these.
   * @default - anything
   */
  readonly to?: Operation[];
  /**
   * What else has to hold: all of these.
   * @default - nothing
   */
  readonly when?: Condition[];
}
