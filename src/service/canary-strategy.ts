import { Canary } from './canary';
import { CanaryPlan } from './canary-plan';
import { argoRolloutsCanary } from './delivery/argo-rollouts';
import { ArgoRolloutsOptions } from './delivery/argo-rollouts-options';
import { blueGreenCanary } from './delivery/blue-green';
import { CanarySite } from './delivery/canary-site';
import { flaggerCanary } from './delivery/flagger';
import { FlaggerOptions } from './delivery/flagger-options';
import { manualCanary } from './delivery/manual';
import { ServiceVersion } from './service-version';

/** Who decides how requests are shared between the stable version and the canary. */
export class CanaryStrategy {
  /** You do: the share is the `weight` in the program. */
  public static manual(): CanaryStrategy {
    return new CanaryStrategy(manualCanary);
  }

  /**
   * You do, by one switch: all requests go to one of the two versions.
   *
   * @param live The version that gets them, `stable` or `canary` of the same call.
   */
  public static blueGreen(live: ServiceVersion): CanaryStrategy {
    return new CanaryStrategy((site, plan) => blueGreenCanary(site, plan, live));
  }

  /**
   * Flagger does: it watches the Deployment of `stable`, and shifts requests to each change of it step by step while the metrics are good.
   * It makes the Services, routes and policies of the host itself, from what is said here.
   *
   * @see https://docs.flagger.app/usage/how-it-works
   */
  public static flagger(options: FlaggerOptions): CanaryStrategy {
    return new CanaryStrategy((site, plan) => flaggerCanary(site, plan, options));
  }

  /**
   * Argo Rollouts does: a `Rollout` takes over the Deployment of `stable`, and each change of it goes through the steps.
   *
   * @see https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/
   */
  public static argoRollouts(options: ArgoRolloutsOptions): CanaryStrategy {
    return new CanaryStrategy((site, plan) => argoRolloutsCanary(site, plan, options));
  }

  private constructor(private readonly apply: (site: CanarySite, plan: CanaryPlan) => Canary) {}

  /** @internal */
  public _apply(site: CanarySite, plan: CanaryPlan): Canary {
    return this.apply(site, plan);
  }
}
