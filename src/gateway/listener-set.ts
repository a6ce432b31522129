import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { covers, overlap } from './host-cover';
import { Listener } from './listener';

/** A port of the Service before a gateway. */
export interface GatewayPort {
  readonly name: string;
  readonly number: number;
}

/** The listeners of one gateway, checked against one another: what istiod would skip with a line in its log is an error here. */
export class ListenerSet {
  private readonly servers = new Map<Listener, networking.Server>();

  public constructor(private readonly place: IConstruct) {}

  public get listeners(): Listener[] {
    return [...this.servers.keys()];
  }

  public add(id: string, listener: Listener): void {
    const server = listener._toServer(this.place, id);
    for (const [other, { port }] of this.servers) {
      if (other === listener || port.name === id) fail(this.place, `there is a listener '${port.name}' already`, 'add each listener once, under an id of its own');
      if (other.port === listener.port) this.checkShared(id, listener, port.name, other);
    }
    this.servers.set(listener, server);
  }

  /** The port of the Service for each port that is listened on, named as in Istio's chart and tasks. */
  public ports(): GatewayPort[] {
    const ports = new Map(this.listeners.map(({ port, protocol }) => [port, protocol]));
    return [...ports].map(([number, protocol]) => ({ number, name: portName(protocol, number) }));
  }

  public toSpec(): networking.Server[] {
    return [...this.servers.values()];
  }

  private checkShared(id: string, listener: Listener, otherId: string, other: Listener): void {
    const port = `port ${listener.port}`;
    if (other.protocol !== listener.protocol) {
      fail(this.place, `listener '${id}' wants ${listener.protocol} on ${port}, where listener '${otherId}' has ${other.protocol}, one protocol a port is allowed`,
        'give it another port');
    }
    for (const host of listener.hosts) {
      const taken = other.hosts.find((served) => clash(listener.protocol, served, host));
      if (taken) fail(this.place, `listener '${id}' serves '${host}' on ${port}, where listener '${otherId}' serves '${taken}'`, CLASH_CURE[listener.protocol]);
    }
  }
}

/** TLS servers are told apart by the most specific name (SNI); plain HTTP servers of a port are one table of hosts, where a redirect leaks. */
const clash = (protocol: string, a: string, b: string) => (protocol === 'HTTPS' ? a === b : overlap(a, b));

const CLASH_CURE: Record<string, string> = {
  HTTP: 'name the host in one of them, or give it another port',
  HTTPS: 'name the host in one of them: its name decides on the certificate',
};

function portName(protocol: string, number: number): string {
  const [name, usual] = protocol === 'HTTPS' ? ['https', 443] : ['http2', 80];
  return number === usual ? name : `${name}-${number}`;
}

/** The listeners that serve a host, none of those that only redirect. */
export function serving(listeners: Listener[], host: string): Listener[] {
  return listeners.filter((listener) => !listener.redirects && listener.hosts.some((served) => covers(served, host)));
}

/** What listeners serve, as errors say it: `HTTP 80 [shop.example.com]`. */
export function describe(listeners: Listener[]): string {
  if (listeners.length === 0) return 'none';
  return listeners.map(({ protocol, port, hosts, redirects }) => `${protocol} ${port} [${hosts.join(', ')}]${redirects ? ' redirecting to HTTPS' : ''}`).join(', ');
}
