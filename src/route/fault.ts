import { Duration } from 'cdk8s';
import { networking } from '../api';
import { durationText } from '../ground/duration-text';
import { fail } from '../ground/fail';
import { GrpcStatus } from './grpc-status';
import { httpStatus } from './http-status';
import { percentage } from './percentage';

/** How often a fault is injected. */
export interface FaultOptions {
  /**
   * The share of requests in percent, 0 to 100.
   *
   * @default 100, and always written: Istio takes a missing share for none
   */
  readonly percent?: number;
}

/**
 * A fault that the proxy of the caller makes up, to test how the application bears it.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection
 */
export class Fault {
  /** Requests wait so long before they go on. */
  public static delay(fixedDelay: Duration, options: FaultOptions = {}): Fault {
    return new Fault((place) => ({
      delay: { fixedDelay: durationText(place, 'delay of the fault', fixedDelay), percentage: share(place, options) },
    }));
  }

  /** Requests are answered with this status (200 to 599) instead of going on. */
  public static abort(status: number, options: FaultOptions = {}): Fault {
    return new Fault((place) => ({
      abort: { httpStatus: httpStatus(place, 'status of the fault', status), percentage: share(place, options) },
    }));
  }

  /** gRPC calls are answered with this status instead of going on. */
  public static abortGrpc(status: GrpcStatus, options: FaultOptions = {}): Fault {
    return new Fault((place) => ({ abort: { grpcStatus: status, percentage: share(place, options) } }));
  }

  /** A delay and an abort, each with its own share. */
  public static both(delay: Fault, abort: Fault): Fault {
    return new Fault((place) => {
      const specs = [delay.render(place), abort.render(place)];
      const both = { ...specs[0], ...specs[1] };
      if (!both.delay || !both.abort) fail(place, 'a fault of both has not one delay and one abort', 'give Fault.both(Fault.delay(...), Fault.abort(...))');
      return both;
    });
  }

  private constructor(private readonly render: (place: string) => networking.HTTPFaultInjection) {}

  /** @internal */
  public _toSpec(place: string): networking.HTTPFaultInjection {
    return this.render(place);
  }
}

function share(place: string, options: FaultOptions): networking.Percent {
  return percentage(place, 'share of the fault', options.percent ?? 100);
}
