import { isCovered, overlap } from './host-name';
import { Resource } from './resource';
import { VirtualService } from './virtual-service';

interface Import {
  /** `*`: any. */
  readonly namespace: string;
  readonly host: string;
}

/** What a proxy knows of the mesh, by the hosts that its Sidecar imports. `exportTo` is asked besides. */
export class SidecarScope {
  private readonly listeners: readonly Listener[];

  /**
   * @param listeners The entries `<namespace>/<host>` of each egress listener.
   * @param namespace The namespace that `.` means.
   * @param resource The Sidecar that says it; nothing if the proxy knows all.
   */
  constructor(listeners: readonly (readonly string[])[], namespace: string, readonly resource?: Resource) {
    this.listeners = listeners.map((hosts) => new Listener(hosts, namespace));
  }

  /** Whether the proxy knows a host that an object of that namespace defines. */
  hasHost(name: string, namespace: string): boolean {
    return this.listeners.some((listener) => listener.has(name, namespace, isCovered));
  }

  /** Whether the proxy knows the routes: one of the hosts suffices, and either side may be the wildcard. */
  hasVirtualService({ hosts, namespace }: VirtualService): boolean {
    return this.listeners.some((listener) => hosts.some((host) => listener.has(host, namespace, overlap)));
  }
}

/** The imports of one listener: a tilde before the namespace takes hosts out again. */
class Listener {
  private readonly imported: readonly Import[];
  private readonly excluded: readonly Import[];

  constructor(hosts: readonly string[], own: string) {
    const entries = hosts.map((host) => host.split('/')).filter(({ length }) => length === 2);
    const importOf = ([namespace, host]: string[]): Import => ({ namespace: namespace === '.' ? own : namespace, host });
    this.imported = entries.filter(([namespace]) => !namespace.startsWith('~')).map(importOf);
    this.excluded = entries.filter(([namespace]) => namespace.startsWith('~')).map(([namespace, host]) => importOf([namespace.slice(1) || '*', host]));
  }

  has(name: string, namespace: string, matches: (name: string, host: string) => boolean): boolean {
    const isOf = (entry: Import) => entry.namespace === '*' || entry.namespace === namespace;
    return this.imported.some((entry) => isOf(entry) && matches(name, entry.host))
      && !this.excluded.some((entry) => isOf(entry) && isCovered(name, entry.host));
  }
}
