import { CanaryPlan } from './canary-plan';
import { CanaryStrategy } from './canary-strategy';

/** How requests are shared between two versions. */
export interface CanaryOptions extends CanaryPlan {
  /**
   * Who decides on the shares.
   * @default CanaryStrategy.manual()
   */
  readonly strategy?: CanaryStrategy;
}
