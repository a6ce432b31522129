import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';

/** What else can be said of growing shares. */
export interface FlaggerShiftOptions {
  /**
   * By how many percent the share of the new stable Pods grows when the canary is promoted.
   * @default - all at once
   */
  readonly stepWeightPromotion?: number;
}

/** A share that grows by equal steps. */
export interface FlaggerLinearOptions extends FlaggerShiftOptions {
  /** By how many percent the share of the canary grows each time, 1 to 100. */
  readonly stepWeight: number;
  /**
   * The share at which the canary is promoted, 1 to 100.
   * @default 100
   */
  readonly maxWeight?: number;
}

/** What Flagger writes of it. */
export interface ProgressSpec {
  readonly stepWeight?: number;
  readonly maxWeight?: number;
  readonly stepWeights?: number[];
  readonly stepWeightPromotion?: number;
  readonly iterations?: number;
}

/**
 * How Flagger tries a canary. Each step takes an interval of the analysis.
 *
 * @see https://docs.flagger.app/usage/deployment-strategies
 */
export class FlaggerProgress {
  /** Its share of the requests grows by equal steps. */
  public static linear(options: FlaggerLinearOptions): FlaggerProgress {
    const { stepWeight, maxWeight = 100, stepWeightPromotion } = options;
    return new FlaggerProgress(false, (place) => ({
      stepWeight: share(place, 'stepWeight', stepWeight),
      maxWeight: share(place, 'maxWeight', maxWeight),
      stepWeightPromotion: stepWeightPromotion && share(place, 'stepWeightPromotion', stepWeightPromotion),
    }));
  }

  /**
   * Its share of the requests goes through these percentages.
   *
   * @param weights Rising, 1 to 100.
   */
  public static weights(weights: number[], options: FlaggerShiftOptions = {}): FlaggerProgress {
    const { stepWeightPromotion } = options;
    return new FlaggerProgress(false, (place) => ({
      stepWeights: rising(place, weights),
      stepWeightPromotion: stepWeightPromotion && share(place, 'stepWeightPromotion', stepWeightPromotion),
    }));
  }

  /**
   * It is checked so many times, then it gets all requests: blue-green. With `match` in the canary those requests go to it meanwhile: an A/B test.
   * Without `match` only tests of webhooks, or copies (`mirrorPercent`), reach it before.
   */
  public static iterations(iterations: number): FlaggerProgress {
    return new FlaggerProgress(true, (place) => {
      if (!Number.isInteger(iterations) || iterations < 1) fail(place, `iterations is ${iterations}, a whole number from 1 is allowed`, 'say how often it is checked');
      return { iterations };
    });
  }

  /** Whether the canary is checked without a share of the requests. @internal */
  public readonly _iterates: boolean;

  private constructor(iterates: boolean, private readonly render: (place: IConstruct) => ProgressSpec) {
    this._iterates = iterates;
  }

  /** @internal */
  public _toSpec(place: IConstruct): ProgressSpec {
    return this.render(place);
  }
}

function share(place: IConstruct, what: string, value: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= 100) return value;
  return fail(place, `${what} is ${value}, a whole number from 1 to 100 is allowed`, 'give a share in percent');
}

function rising(place: IConstruct, weights: number[]): number[] {
  if (weights.length === 0) fail(place, 'weights is empty, at least one is needed', 'give shares in percent, e.g. [1, 5, 20, 50]');
  weights.forEach((weight, i) => {
    share(place, `weight ${i + 1}`, weight);
    if (i > 0 && weight <= weights[i - 1]) fail(place, `weights do not rise: ${weights.join(', ')}`, 'order them');
  });
  return [...weights];
}
