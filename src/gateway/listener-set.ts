import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail, placeOf } from '../ground/fail';
import { PerApp } from '../ground/per-app';
import { covers } from '../host/host-cover';
import { PortProtocol } from '../host/service-port';
import { Carried } from './carried';
import { Listener } from './listener';
import { clashOf, OpenedListener, sameServer } from './listener-clash';

/** A port of the Service before a gateway. */
export interface GatewayPort {
  readonly name: string;
  readonly number: number;
}

/** Whose listeners they are. */
export interface ListenerSetProps {
  /** The labels of the proxies that listen. */
  readonly selector: Record<string, string>;
  /** The namespace of the proxies. */
  readonly proxyNamespace: string;
}

const sets = new PerApp((): ListenerSet[] => []);

/**
 * The listeners of one `Gateway`, checked against one another and against those of other Gateways on the same proxies: what istiod would skip with a
 * line in its log is an error here.
 */
export class ListenerSet {
  private readonly opened: OpenedListener[] = [];

  public constructor(private readonly place: IConstruct, private readonly props: ListenerSetProps) {
    sets.of(place).push(this);
  }

  public get listeners(): Listener[] {
    return this.opened.map(({ listener }) => listener);
  }

  /** Returns the server that the listener is. */
  public add(id: string, listener: Listener): networking.Server {
    const { place, opened, props: { proxyNamespace } } = this;
    const server = listener._toServer(place, id, proxyNamespace);
    const mine = { listener, server, name: `listener '${id}'` };
    for (const other of opened) {
      if (other.listener === listener || other.server.port.name === id) {
        fail(place, `there is a listener '${other.server.port.name}' already`, 'add each listener once, under an id of its own');
      }
      if (server.name !== undefined && other.server.name === server.name) fail(place, `two listeners have the serverName '${server.name}'`, 'name them apart');
      this.check(mine, other, true);
    }
    for (const set of this.others()) {
      const name = placeOf(set.place);
      for (const other of set.opened) this.check(mine, { ...other, name: `${other.name} of ${name}` }, false);
    }
    opened.push(mine);
    return server;
  }

  /** The names of the listeners. */
  public get names(): string[] {
    return this.opened.map(({ server }) => server.port.name);
  }

  /** The port of the Service for each port that is listened on, named as in Istio's chart and tasks; also of other Gateways on the same proxies. */
  public ports(): GatewayPort[] {
    const ports = new Map<number, PortProtocol>();
    for (const { port, protocol } of [this, ...this.others()].flatMap(({ listeners }) => listeners)) {
      if (!ports.has(port)) ports.set(port, protocol);
    }
    return [...ports].map(([number, protocol]) => ({ number, name: portName(protocol, number) }));
  }

  /** The servers; listeners with the same certificate and settings are one. */
  public toSpec(): networking.Server[] {
    const servers: networking.Server[] = [];
    for (const { server } of this.opened) {
      const same = servers.findIndex((other) => sameServer(other, server));
      if (same < 0) servers.push(server);
      else servers[same] = { ...servers[same], hosts: [...servers[same].hosts, ...server.hosts] };
    }
    return servers;
  }

  private check(mine: OpenedListener, other: OpenedListener, sameGateway: boolean): void {
    const clash = clashOf(mine, other, sameGateway);
    if (clash) fail(this.place, clash.problem, clash.cure);
  }

  /** Those of Gateways whose labels are among ours, or the other way round: they are on the same proxies. */
  private others(): ListenerSet[] {
    const own = Object.entries(this.props.selector);
    return sets.of(this.place).filter((set) => {
      const theirs = Object.entries(set.props.selector);
      const shared = own.filter(([name, value]) => set.props.selector[name] === value);
      return set !== this && shared.length === Math.min(own.length, theirs.length);
    });
  }
}

const USUAL_PORTS: Readonly<Partial<Record<PortProtocol, [name: string, usual: number]>>> = {
  [PortProtocol.HTTPS]: ['https', 443],
  [PortProtocol.TLS]: ['tls', 15443],
  [PortProtocol.HTTP]: ['http2', 80],
  [PortProtocol.HTTP2]: ['http2', 80],
};

function portName(protocol: PortProtocol, number: number): string {
  const [name, usual] = USUAL_PORTS[protocol] ?? [protocol.toLowerCase(), 0];
  return number === usual ? name : `${name}-${number}`;
}

/** The listeners that carry the routes of a host. */
export function serving(listeners: Listener[], host: string, carried: Carried = 'HTTP'): Listener[] {
  return listeners.filter((listener) => listener._carries === carried && listener.hosts.some((served) => covers(served, host)));
}

/** What listeners serve, as errors say it: `HTTP 80 [shop.example.com]`. */
export function describe(listeners: Listener[]): string {
  if (listeners.length === 0) return 'none';
  return listeners.map(({ protocol, port, hosts, redirects, _virtualServiceNamespace: from }) => (
    `${protocol} ${port} [${hosts.join(', ')}]${redirects ? ' redirecting to HTTPS' : ''}${from === undefined ? '' : ` for VirtualServices of '${from}'`}`
  )).join(', ');
}
