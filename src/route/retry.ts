import { Duration } from 'cdk8s';
import { networking } from '../api';
import { durationText } from '../ground/duration-text';
import { fail } from '../ground/fail';
import { RetryOn } from './retry-on';

/** How requests are tried again. */
export interface RetryOptions {
  /**
   * The time for each attempt, the first included.
   * @default - the route's timeout; without one there is no limit
   */
  readonly perTryTimeout?: Duration;

  /**
   * What counts as failed.
   * @default - connect-failure, refused-stream, unavailable, cancelled
   */
  readonly retryOn?: RetryOn[];

  /**
   * The least time between two attempts; it grows from one to the next.
   * @default Duration.millis(25)
   */
  readonly backoff?: Duration;

  /**
   * Whether an attempt may go to another locality.
   * @default false
   */
  readonly retryRemoteLocalities?: boolean;

  /**
   * Whether an attempt avoids the Pods that were tried before.
   * @default true
   */
  readonly retryIgnorePreviousHosts?: boolean;
}

/**
 * Whether and how failed requests are tried again. A route without one follows the mesh: two retries by default.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry
 */
export class Retry {
  /** At most so many retries after the first attempt, at least 1. Fewer if the route's timeout is reached before. */
  public static attempts(attempts: number, options: RetryOptions = {}): Retry {
    return new Retry(attempts, options);
  }

  /** Each request is tried once. */
  public static disabled(): Retry {
    return new Retry(undefined, {});
  }

  private constructor(private readonly count: number | undefined, private readonly options: RetryOptions) {}

  /** The time for each attempt. @internal */
  public get _perTryTimeout(): Duration | undefined {
    return this.options.perTryTimeout;
  }

  /** @internal */
  public _toSpec(place: string): networking.HTTPRetry {
    const { count, options } = this;
    if (count === undefined) return { attempts: 0 };
    if (!Number.isInteger(count) || count < 1) fail(place, `retry attempts are ${count}, a whole number from 1 is allowed`, 'use Retry.disabled() for none');
    return {
      attempts: count,
      perTryTimeout: options.perTryTimeout && durationText(place, 'perTryTimeout', options.perTryTimeout),
      retryOn: options.retryOn && conditions(place, options.retryOn),
      backoff: options.backoff && durationText(place, 'backoff', options.backoff),
      retryRemoteLocalities: options.retryRemoteLocalities,
      retryIgnorePreviousHosts: options.retryIgnorePreviousHosts,
    };
  }
}

function conditions(place: string, retryOn: RetryOn[]): string {
  if (retryOn.length === 0) fail(place, 'retryOn is empty', 'name a condition, e.g. RetryOn.CONNECT_FAILURE, or leave it out for the default');
  return retryOn.map((condition) => condition._toSpec(place)).join(',');
}
