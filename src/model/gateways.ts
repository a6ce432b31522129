import { Gateway, gatewayOf, GatewayServer } from './gateway';
import { overlap } from './host-name';
import { GROUP, Inventory } from './inventory';
import { VirtualService } from './virtual-service';
import { Workload } from './workload';
import { Workloads } from './workloads';

/**
 * The Gateways of Istio's own API.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/
 */
export class Gateways {
  readonly all: readonly Gateway[];
  private readonly byName: ReadonlyMap<string, Gateway>;

  constructor(inventory: Inventory, private readonly workloads: Workloads) {
    this.all = inventory.ofKind(GROUP.networking, 'Gateway').map(gatewayOf);
    this.byName = new Map([...this.all].reverse().map((gateway) => [gateway.name, gateway]));
  }

  /** The Gateway of that `<namespace>/<name>`. */
  named(name: string): Gateway | undefined {
    return this.byName.get(name);
  }

  /** The proxies that serve it, of whatever namespace. Without a selector istiod gives it to every gateway, which the objects do not tell. */
  proxiesOf({ selector }: Gateway): readonly Workload[] {
    return selector ? this.workloads.select(selector) : [];
  }

  /** The servers at which the Gateway takes requests for hosts of a VirtualService bound to it. */
  serversFor({ servers }: Gateway, { hosts, namespace }: VirtualService): GatewayServer[] {
    return servers.filter((server) => server.hosts.some((served) =>
      (served.namespace === '*' || served.namespace === namespace) && hosts.some((host) => overlap(host, served.name))));
  }
}
