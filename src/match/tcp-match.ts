import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { IRouteGateway } from '../host/route-gateway';
import { connectionSpec } from './connection-spec';

/** The conditions of one `TcpMatch`; a connection has to fulfil all of them. */
export interface TcpMatchConditions {
  /**
   * The port of the host that the client called; at a gateway the port of the listener.
   * @default - any port
   */
  readonly port?: number;

  /**
   * Addresses (`10.1.2.3`) or subnets (`10.1.0.0/16`), one of which the client called. For hosts with several addresses, in the mesh only.
   * @default - any address of the host
   */
  readonly destinationSubnets?: string[];

  /**
   * Labels of the calling workload. Selects whose proxies get the route.
   * @default - any workload
   */
  readonly sourceLabels?: { [key: string]: string };

  /**
   * The namespace of the calling workload. Selects whose proxies get the route.
   * @default - any namespace
   */
  readonly sourceNamespace?: string;

  /**
   * The gateways, one of which the connection comes through. `RouteGateway.MESH` stands for those that come through none.
   * @default - all for which the routes are
   */
  readonly gateways?: IRouteGateway[];
}

/**
 * Which connections a route takes. The conditions of one match all have to hold; several matches of a route are alternatives.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#L4MatchAttributes
 */
export class TcpMatch {
  /** All of the conditions. At least one is needed. */
  public static all(conditions: TcpMatchConditions): TcpMatch {
    return new TcpMatch(conditions);
  }

  /** The port of the host that the client called; at a gateway the port of the listener. */
  public static port(port: number): TcpMatch {
    return new TcpMatch({ port });
  }

  private constructor(private readonly conditions: TcpMatchConditions) {}

  /** @internal */
  public _toSpec(place: IConstruct | string): networking.L4MatchAttributes {
    const spec = connectionSpec(place, this.conditions);
    if (Object.values(spec).every((condition) => condition === undefined)) {
      fail(place, 'a match has no condition', 'leave match out of the route to take every connection');
    }
    return spec;
  }
}
