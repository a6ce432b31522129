import { Duration } from 'cdk8s';
import { fail } from '../../ground/fail';
import { HttpMatch } from '../../match/http-match';
import { RolloutAnalysis } from './rollout-analysis';
import { rolloutAnalysisSpec } from './rollout-analysis-spec';
import { headerMatches, mirrorMatches } from './rollout-route-match';
import { StepEffect } from './step-effect';
import { secondsText } from './whole-seconds-text';

/** Which requests are copied to the canary. */
export interface RolloutMirrorOptions {
  /** Which requests: by method, path and headers. */
  readonly match: HttpMatch[];
  /**
   * The share of these requests that is copied, in percent.
   * @default 100
   */
  readonly percent?: number;
}

/**
 * A step that Argo Rollouts takes with each canary.
 *
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/specification/
 */
export class RolloutStep {
  /** The canary gets this share of the requests, a whole number from 0 to 100, and as many Pods as that takes. */
  public static weight(weight: number): RolloutStep {
    return new RolloutStep((place) => ({ setWeight: percent(place, 'setWeight', weight) }), { weight });
  }

  /** Waits, whole seconds. Without `duration` until somebody says `kubectl argo rollouts promote`. */
  public static pause(duration?: Duration): RolloutStep {
    return new RolloutStep((place) => ({ pause: { duration: duration && secondsText(place, 'pause', duration) } }));
  }

  /** Measures, and rolls back if the result is bad. */
  public static analysis(analysis: RolloutAnalysis): RolloutStep {
    return new RolloutStep((place) => ({ analysis: rolloutAnalysisSpec(place, analysis) }));
  }

  /**
   * Requests with one of these headers go to the canary, until `removeHeaderRoute` or the end. Each match has one header and nothing else. The canary
   * needs Pods before: by `setWeight`, `setCanaryReplicas` or `setCanaryScale`.
   */
  public static headerRoute(name: string, match: HttpMatch[]): RolloutStep {
    return new RolloutStep((place) => ({ setHeaderRoute: { name, match: headerMatches(place, name, match) } }), { route: name, needsPods: true });
  }

  /** The canary gets copies of requests, until `removeMirrorRoute` or the end. Nobody sees its answers to them. */
  public static mirrorRoute(name: string, options: RolloutMirrorOptions): RolloutStep {
    const { match, percent: percentage } = options;
    return new RolloutStep((place) => ({
      setMirrorRoute: {
        name, match: mirrorMatches(place, name, match),
        percentage: percentage === undefined ? undefined : percent(place, `percent of route '${name}'`, percentage),
      },
    }), { route: name, needsPods: true });
  }

  /** Ends what `setHeaderRoute` of this name began. */
  public static removeHeaderRoute(name: string): RolloutStep {
    return new RolloutStep(() => ({ setHeaderRoute: { name } }), { route: name });
  }

  /** Ends what `setMirrorRoute` of this name began. */
  public static removeMirrorRoute(name: string): RolloutStep {
    return new RolloutStep(() => ({ setMirrorRoute: { name } }), { route: name });
  }

  /** The canary has so many Pods, whatever its share of the requests, until `matchTrafficWeight`. */
  public static canaryReplicas(replicas: number): RolloutStep {
    return new RolloutStep((place) => ({ setCanaryScale: { replicas: wholeNumber(place, 'setCanaryReplicas', replicas) } }), { scale: replicas });
  }

  /** The canary has this share of the wanted Pods in percent, whatever its share of the requests, until `matchTrafficWeight`. */
  public static canaryScale(weight: number): RolloutStep {
    return new RolloutStep((place) => ({ setCanaryScale: { weight: percent(place, 'setCanaryScale', weight) } }), { scale: weight });
  }

  /** The canary has as many Pods again as its share of the requests takes. Its share must be more than 0. */
  public static matchTrafficWeight(): RolloutStep {
    return new RolloutStep(() => ({ setCanaryScale: { matchTrafficWeight: true } }), { matches: true });
  }

  /** @internal */
  public readonly _effect: StepEffect;

  private constructor(private readonly render: (place: string) => Record<string, unknown>, effect: StepEffect = {}) {
    this._effect = effect;
  }

  /** @internal */
  public _toSpec(place: string): Record<string, unknown> {
    return this.render(place);
  }
}

function percent(place: string, what: string, value: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= 100) return value;
  return fail(place, `${what} is ${value}, a whole number from 0 to 100 is allowed`, 'give a share in percent');
}

function wholeNumber(place: string, what: string, value: number): number {
  if (Number.isInteger(value) && value >= 0) return value;
  return fail(place, `${what} is ${value}, a whole number from 0 is allowed`, 'change it');
}
