import { Host } from './host';
import { fullHost } from './host-name';
import { hostOfService, hostsOfServiceEntry } from './host-objects';
import { HostTable } from './host-table';
import { GROUP, Inventory } from './inventory';
import { MeshSettings } from './mesh-settings';
import { oldestFirst } from './oldest-first';
import { Resource } from './resource';

/** All hosts that the mesh knows. */
export class Hosts {
  readonly all: readonly Host[];
  private readonly byName = new HostTable<Host[]>();
  private readonly byResource = new Map<Resource, Host[]>();

  constructor(inventory: Inventory, private readonly mesh: MeshSettings) {
    this.all = [
      ...oldestFirst(inventory.ofKind(GROUP.core, 'Service')).map((service) => hostOfService(service, mesh)),
      ...oldestFirst(inventory.ofKind(GROUP.networking, 'ServiceEntry')).flatMap((entry) => hostsOfServiceEntry(entry, mesh)),
    ];
    for (const host of this.all) {
      const named = this.byName.get(host.name);
      if (named) named.push(host);
      else this.byName.set(host.name, [host]);
      const ofResource = this.byResource.get(host.resource);
      if (ofResource) ofResource.push(host);
      else this.byResource.set(host.resource, [host]);
    }
  }

  /** The hosts that a Service or ServiceEntry defines. */
  of(resource: Resource): readonly Host[] {
    return this.byResource.get(resource) ?? [];
  }

  /** All hosts of that very full name, whoever sees them: of a Service first, then the oldest. */
  named(name: string): readonly Host[] {
    return this.byName.get(name) ?? [];
  }

  /**
   * The host that a name in an object of that namespace means. A wildcard stands for a name that is not defined itself. Several definitions:
   * that of the namespace itself, then a Service, then the oldest ServiceEntry.
   */
  find(name: string, namespace: string): Host | undefined {
    const full = fullHost(name, namespace, this.mesh.clusterDomain);
    return pick(this.named(full), namespace) ?? pick(this.byName.mostSpecific(full) ?? [], namespace);
  }

  /** The hosts that the name means, though its namespace does not see them: what an `exportTo` hides. */
  hidden(name: string, namespace: string): readonly Host[] {
    const found = this.byName.mostSpecific(fullHost(name, namespace, this.mesh.clusterDomain)) ?? [];
    return found.filter(({ visibility }) => !visibility.isVisibleIn(namespace));
  }
}

function pick(hosts: readonly Host[], namespace: string): Host | undefined {
  const visible = hosts.filter(({ visibility }) => visibility.isVisibleIn(namespace));
  return visible.find((host) => host.namespace === namespace) ?? visible[0];
}
