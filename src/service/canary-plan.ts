import { HttpMatch } from '../match/http-match';
import { HttpTrafficOptions } from '../route/http-route';
import { ServiceVersion } from './service-version';

/** What is delivered: the versions, and what holds for requests to both. */
export interface CanaryPlan extends HttpTrafficOptions {
  /**
   * The version that gets what the canary does not. A controller (Flagger, Argo Rollouts) watches its workload: the next change of it is the
   * canary, and becomes the stable version when all is well.
   */
  readonly stable: ServiceVersion;

  /**
   * The version on trial.
   * @default - the controller makes it of the next change of `stable`; an error where no controller does
   */
  readonly canary?: ServiceVersion;

  /**
   * The share of the canary in percent, a whole number from 0 to 100. For manual weights only.
   * @default - the strategy decides; an error with manual weights
   */
  readonly weight?: number;

  /**
   * Requests that go to the canary whatever its share, e.g. those of testers. With blue-green, those that go to the version that is not live. With
   * Flagger, the only ones that do (A/B test).
   * @default - none
   */
  readonly match?: HttpMatch[];

  /**
   * The name of the route; that of the matches is `<id>-match`. The objects that Argo Rollouts writes to are called `<service>-<id>`.
   * @default 'canary'
   */
  readonly id?: string;
}
