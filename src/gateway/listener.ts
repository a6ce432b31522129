import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { dnsLabel, hostName } from '../ground/names';
import { GatewayTls } from './gateway-tls';

/** What a listener of plain HTTP is made of. */
export interface HttpListenerOptions {
  /** The hosts that it serves: DNS names, `*.` before one for all names below it, or `*` for every host. */
  readonly hosts: string[];
  /**
   * The port of the gateway's Service and of its pods.
   * @default 80
   */
  readonly port?: number;
  /**
   * Answers every request for its hosts with `301 Moved Permanently` to the same URL with `https`.
   * @default false
   */
  readonly httpsRedirect?: boolean;
}

/** What a listener of HTTPS is made of. */
export interface HttpsListenerOptions {
  /** The hosts that it serves, also told apart by SNI: DNS names, `*.` before one for all names below it, or `*`. */
  readonly hosts: string[];
  /**
   * The port of the gateway's Service and of its pods.
   * @default 443
   */
  readonly port?: number;
  /** How TLS ends at the gateway. */
  readonly tls: GatewayTls;
}

/** Ports on which Envoy and the agent themselves listen in a gateway's pod. */
const OWN_PORTS = [15000, 15004, 15020, 15021, 15053, 15090];

/**
 * A port on which a gateway takes requests, and the hosts that it serves there: one server of Istio's `Gateway`.
 * HTTP/1.1, HTTP/2 and gRPC come in alike.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/#Server
 */
export class Listener {
  /** Plain HTTP. */
  public static http(options: HttpListenerOptions): Listener {
    return new Listener('HTTP', options.port ?? 80, options.hosts, options.httpsRedirect ?? false);
  }

  /** HTTP over TLS that ends at the gateway. */
  public static https(options: HttpsListenerOptions): Listener {
    return new Listener('HTTPS', options.port ?? 443, options.hosts, false, options.tls);
  }

  /** The hosts that it serves, in lower case. */
  public readonly hosts: string[];

  private constructor(
    /** The protocol: `HTTP` or `HTTPS`. */
    public readonly protocol: string,
    /** The port of the gateway's Service and of its pods. */
    public readonly port: number,
    hosts: string[],
    /** Whether it only redirects to HTTPS and serves nothing itself. */
    public readonly redirects: boolean,
    private readonly tls?: GatewayTls,
  ) {
    this.hosts = hosts.map((host) => host.toLowerCase());
  }

  /** @internal */
  public _toServer(place: IConstruct, id: string): networking.Server {
    dnsLabel(place, 'listener', id);
    checkPort(place, id, this.port);
    checkHosts(place, id, this.hosts);
    return {
      port: { number: this.port, name: id, protocol: this.protocol },
      hosts: this.hosts,
      tls: this.redirects ? { httpsRedirect: true } : this.tls?._toSpec(place),
    };
  }
}

function checkPort(place: IConstruct, id: string, port: number): void {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    fail(place, `listener '${id}' has port ${port}, 1 to 65535 are allowed`, 'give a port of that range, e.g. 8080');
  }
  if (OWN_PORTS.includes(port)) {
    fail(place, `listener '${id}' has port ${port}, on which the proxy itself listens (as on ${OWN_PORTS.join(', ')})`, 'choose another port, e.g. 8080');
  }
}

function checkHosts(place: IConstruct, id: string, hosts: string[]): void {
  if (hosts.length === 0) fail(place, `listener '${id}' has no hosts, at least one is needed`, `name them, e.g. 'shop.example.com', or '*' for every host`);
  hosts.forEach((host, i) => {
    hostName(place, `host of listener '${id}'`, host, true);
    if (hosts.indexOf(host) !== i) fail(place, `listener '${id}' names host '${host}' twice`, 'name it once');
  });
}
