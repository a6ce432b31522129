import { networking } from '../api';
import { IDestination } from '../host/destination';
import { HostReference } from '../host/host';
import { destinationSpec } from './destination-spec';
import { percentage } from './percentage';

/** What else can be said of a mirror. */
export interface MirrorOptions {
  /**
   * The share of requests in percent, 0 to 100.
   * @default 100
   */
  readonly percent?: number;

  /**
   * The port of the mirror's host.
   * @default - as for `RouteAction.forward`
   */
  readonly port?: number;
}

/**
 * A second destination that gets a copy of the requests. Its responses are thrown away, and `-shadow` is added to their host.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMirrorPolicy
 */
export class Mirror {
  /** Copies requests to a version, or to a host. */
  public static to(destination: IDestination, options: MirrorOptions = {}): Mirror {
    return new Mirror(destination, options);
  }

  private constructor(private readonly destination: IDestination, private readonly options: MirrorOptions) {}

  /** @internal */
  public _toSpec(place: string, owner?: HostReference): networking.HTTPMirrorPolicy {
    return {
      destination: destinationSpec(place, this.destination.destinationRef, this.options.port, owner),
      percentage: percentage(place, 'share of the mirror', this.options.percent ?? 100),
    };
  }
}
