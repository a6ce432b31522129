import { networking } from '../api';
import { IDestination } from '../host/destination';
import { HostReference } from '../host/host';
import { PortsFor } from './destination-spec';
import { Share, sharesSpec } from './shares';

/** What else can be said of a destination of connections. */
export interface ConnectionForwardOptions {
  /**
   * The port of the destination's host.
   *
   * @default - the only port of the host, or its only one of the route's kind. A host with several keeps the port that the client
   * called where the routes are its own; elsewhere it is an error
   */
  readonly port?: number;
}

/** One of the destinations of a split of connections. */
export interface WeightedConnections extends ConnectionForwardOptions {
  /** The version, or the host. */
  readonly to: IDestination;
  /** The share of the connections in percent, a whole number from 0 to 100. */
  readonly weight: number;
}

/**
 * What happens to the connections of a TCP or TLS route.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#RouteDestination
 */
export class ConnectionAction {
  /** Sends all connections to one version, or to a host. */
  public static forward(to: IDestination, options: ConnectionForwardOptions = {}): ConnectionAction {
    return new ConnectionAction([{ ...options, to, weight: 100 }]);
  }

  /** Sends each destination its share of the connections. The weights add up to 100. */
  public static split(...destinations: WeightedConnections[]): ConnectionAction {
    return new ConnectionAction(destinations);
  }

  private constructor(private readonly shares: Share[]) {}

  /** @internal */
  public _toSpec(place: string, owner: HostReference | undefined, portsFor: PortsFor): networking.RouteDestination[] {
    return sharesSpec(place, this.shares, owner, portsFor);
  }
}
