import { isWildcard } from './host-name';

/** Values by host, found by the most specific host that covers a name: the name itself, else the longest wildcard. */
export class HostTable<V> {
  private readonly values = new Map<string, V>();

  get(host: string): V | undefined {
    return this.values.get(host);
  }

  set(host: string, value: V): void {
    this.values.set(host, value);
  }

  /** The value of the most specific host that covers the name. */
  mostSpecific(host: string): V | undefined {
    return this.match(host)?.value;
  }

  /** The same with the host. It asks for each end of the name, so the cost is its length and not the number of hosts. */
  match(host: string): { readonly host: string; readonly value: V } | undefined {
    const own = this.values.get(host);
    if (own !== undefined) return { host, value: own };
    for (let start = isWildcard(host) ? 1 : 0; start <= host.length; start++) {
      const wildcard = `*${host.slice(start)}`;
      const value = this.values.get(wildcard);
      if (value !== undefined) return { host: wildcard, value };
    }
    return undefined;
  }
}
