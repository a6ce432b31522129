import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail } from '../../ground/fail';
import { dnsLabel, dnsName } from '../../ground/names';
import { secondsText } from './whole-seconds-text';

/** What else can be said of a metric. */
export interface FlaggerMetricOptions {
  /**
   * The time over which it is measured, in whole seconds.
   * @default Duration.minutes(1)
   */
  readonly interval?: Duration;
}

/** A metric by a query of yours. */
export interface FlaggerMetricTemplateOptions extends FlaggerMetricOptions {
  /** What it is called in Flagger's events. */
  readonly name: string;
  /** The name of the `MetricTemplate` with the query. */
  readonly template: string;
  /**
   * The namespace of the `MetricTemplate`.
   * @default - that of the service
   */
  readonly namespace?: string;
  /**
   * The least value of a good canary.
   * @default - none; one of `min` and `max` is needed
   */
  readonly min?: number;
  /**
   * The greatest value of a good canary.
   * @default - none; one of `min` and `max` is needed
   */
  readonly max?: number;
  /**
   * Variables of the query.
   * @default - only those that Flagger sets
   */
  readonly variables?: { [name: string]: string };
}

/**
 * What Flagger measures at the canary.
 *
 * @see https://docs.flagger.app/usage/metrics
 */
export class FlaggerMetric {
  /** The share of requests without a 5xx answer, at least so many percent. Made of Istio's standard metrics. */
  public static successRate(min: number, options: FlaggerMetricOptions = {}): FlaggerMetric {
    return new FlaggerMetric('request-success-rate', options, (place) => {
      if (!(min > 0 && min <= 100)) fail(place, `the success rate is ${min}, more than 0 and at most 100 is allowed`, 'give percent, e.g. 99');
      return { thresholdRange: { min } };
    });
  }

  /** The time that 99 of 100 requests take at most, in whole milliseconds. Made of Istio's standard metrics. */
  public static requestDuration(max: Duration, options: FlaggerMetricOptions = {}): FlaggerMetric {
    return new FlaggerMetric('request-duration', options, (place) => {
      const millis = max.toMilliseconds({ integral: false });
      if (!Number.isInteger(millis) || millis < 1) fail(place, `the request duration is ${millis} ms, whole milliseconds from 1 are allowed`, 'round it');
      return { thresholdRange: { max: millis } };
    });
  }

  /** What the query of a `MetricTemplate` gives. */
  public static template(options: FlaggerMetricTemplateOptions): FlaggerMetric {
    return new FlaggerMetric(options.name, options, (place) => templateSpec(place, options));
  }

  private constructor(
    private readonly name: string,
    private readonly options: FlaggerMetricOptions,
    private readonly render: (place: IConstruct) => Record<string, unknown>,
  ) {}

  /** @internal */
  public _toSpec(place: IConstruct): Record<string, unknown> {
    const { name, options: { interval } } = this;
    return { name, interval: interval && secondsText(place, `interval of metric '${name}'`, interval), ...this.render(place) };
  }
}

function templateSpec(place: IConstruct, options: FlaggerMetricTemplateOptions): Record<string, unknown> {
  const { name, template, namespace, min, max, variables } = options;
  if (min === undefined && max === undefined) fail(place, `metric '${name}' has neither min nor max`, 'say what a good canary has');
  if (min !== undefined && max !== undefined && min > max) fail(place, `metric '${name}' has min ${min} above max ${max}`, 'exchange them');
  dnsName(place, `MetricTemplate of metric '${name}'`, template);
  if (namespace !== undefined) dnsLabel(place, `namespace of metric '${name}'`, namespace);
  return { templateRef: { name: template, namespace }, thresholdRange: { min, max }, templateVariables: variables };
}
