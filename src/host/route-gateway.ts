import { dnsLabel } from '../ground/names';

/** Proxies that follow routes: those of a gateway, or those of the workloads in the mesh. */
export interface IRouteGateway {
  /** The `Gateway` object as routes name it, `<namespace>/<name>`; or `mesh` for the proxies of workloads. */
  readonly routeGatewayName: string;
}

/** Proxies that follow routes, where no construct stands for them. */
export class RouteGateway implements IRouteGateway {
  /** The proxies of workloads in the mesh: requests that come through no gateway. */
  public static readonly MESH = new RouteGateway('mesh');

  /** A `Gateway` object that is not part of this program, by its namespace and name. */
  public static named(namespace: string, name: string): RouteGateway {
    const place = `RouteGateway.named('${namespace}/${name}')`;
    return new RouteGateway(`${dnsLabel(place, 'namespace', namespace)}/${dnsLabel(place, 'Gateway name', name)}`);
  }

  public readonly routeGatewayName: string;

  private constructor(routeGatewayName: string) {
    this.routeGatewayName = routeGatewayName;
  }
}
