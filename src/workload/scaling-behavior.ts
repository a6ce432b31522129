import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { wholeSeconds } from './whole-seconds';

/** Which of several steps an autoscaler takes. */
export enum StepChoice {
  /** The one that changes most. */
  LARGEST = 'Max',
  /** The one that changes least. */
  SMALLEST = 'Min',
  /** None: the number of pods does not change in this direction. */
  NONE = 'Disabled',
}

/** How far an autoscaler may go within some time. */
export class ScalingStep {
  /**
   * At most so many pods within each period.
   *
   * @param count The number of pods, at least 1.
   * @param period Whole seconds, 1 to 1800.
   */
  public static pods(count: number, period: Duration): ScalingStep {
    return new ScalingStep('Pods', count, period);
  }

  /**
   * At most such a share of the present pods within each period.
   *
   * @param percent Percent of the pods, at least 1; 100 doubles them.
   * @param period Whole seconds, 1 to 1800.
   */
  public static percent(percent: number, period: Duration): ScalingStep {
    return new ScalingStep('Percent', percent, period);
  }

  private constructor(private readonly type: string, private readonly value: number, private readonly period: Duration) {}

  /** @internal */
  public _toSpec(place: IConstruct, what: string): object {
    if (!Number.isInteger(this.value) || this.value < 1) {
      fail(place, `${what} step is ${this.value} ${this.type.toLowerCase()}, whole numbers from 1 on are allowed`, 'give such a number');
    }
    return { type: this.type, value: this.value, periodSeconds: wholeSeconds(place, `${what} step period`, this.period, 1, 1800) };
  }
}

/** How fast an autoscaler changes the number of pods in one direction. */
export interface ScalingPace {
  /**
   * How long the autoscaler looks back before it follows the load: it takes the safest number of that time. Whole seconds, at most 1 hour.
   * @default - Kubernetes': none for more pods, 5 minutes for fewer
   */
  readonly stabilization?: Duration;
  /**
   * How far it may go.
   * @default - Kubernetes': for more pods 4 of them or twice as many in 15 s, for fewer as far as the load says
   */
  readonly steps?: ScalingStep[];
  /**
   * Which of several steps it takes.
   * @default StepChoice.LARGEST
   */
  readonly choice?: StepChoice;
}
