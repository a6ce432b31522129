import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { checkedLabels } from '../ground/labels';
import { HostEndpoint } from './host-endpoint';
import { AddressForm, endpointSpec } from './host-endpoint-spec';
import { PortProtocol, ServicePort } from './service-port';
import { isWildcard } from './wildcard';

/** What a host says besides how it is found. */
interface ResolvedHost {
  readonly hosts: readonly string[];
  readonly ports: readonly ServicePort[];
  readonly addresses: readonly string[];
}

type ResolutionSpec = Pick<networking.ServiceEntrySpec, 'resolution' | 'endpoints' | 'workloadSelector'>;

interface Kind {
  readonly resolution: networking.ServiceEntryResolution;
  /** Whether its addresses may be ranges. */
  readonly ranges: boolean;
  /** Why no gateway can stand between clients and the host. */
  readonly notByGateway?: string;
  readonly spec: (place: IConstruct, host: ResolvedHost) => Omit<ResolutionSpec, 'resolution'>;
}

const { DNS, DNS_ROUND_ROBIN, DYNAMIC_DNS, NONE, STATIC } = networking.ServiceEntryResolution;
const DYNAMIC_PROTOCOLS = [PortProtocol.HTTP, PortProtocol.HTTP2, PortProtocol.GRPC, PortProtocol.TLS];

/**
 * How proxies find the addresses at which a host is served.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-Resolution
 */
export class HostResolution {
  /**
   * Proxies ask DNS for the host and share the load among all addresses of the answer.
   *
   * @param endpoints Names or addresses that are asked for instead of the host; a wildcard host needs them.
   */
  public static dns(...endpoints: HostEndpoint[]): HostResolution {
    return HostResolution.byName(DNS, endpoints);
  }

  /**
   * Proxies ask DNS for the host and open each new connection to the first address of the answer. For hosts with many addresses that
   * change all the time: connections are not closed when an address leaves the answer.
   *
   * @param endpoint A name or address that is asked for instead of the host; a wildcard host needs it.
   */
  public static dnsRoundRobin(endpoint?: HostEndpoint): HostResolution {
    return HostResolution.byName(DNS_ROUND_ROBIN, endpoint ? [endpoint] : []);
  }

  /**
   * Proxies ask DNS for the very name that a request has, in its authority or its SNI. For wildcard hosts that speak HTTP, HTTP/2, gRPC or
   * TLS. Sidecars do it from Istio 1.30 on, before only waypoints do; gateways can't.
   */
  public static dynamicDns(): HostResolution {
    return new HostResolution({
      resolution: DYNAMIC_DNS, ranges: false, notByGateway: 'a gateway asks DNS for no name of a request',
      spec: (place, host) => {
        checkDynamic(place, host);
        return {};
      },
    });
  }

  /** The addresses are these, at least one: `STATIC`. */
  public static endpoints(...endpoints: HostEndpoint[]): HostResolution {
    return new HostResolution({
      resolution: STATIC, ranges: true,
      spec: (place, { ports }) => {
        if (endpoints.length === 0) fail(place, 'it has no endpoints, at least one is needed', `name them, e.g. HostResolution.endpoints({ address: '203.0.113.7' })`);
        return { endpoints: endpoints.map((endpoint) => endpointSpec(place, endpoint, ports, AddressForm.SOCKET)) };
      },
    });
  }

  /**
   * Connections go on to the address that the client itself chose, whatever it is: `NONE`. So a client reaches any address under the name of
   * the host, and a gateway can't stand between.
   */
  public static none(): HostResolution {
    return new HostResolution({
      resolution: NONE, ranges: true, notByGateway: 'the address that the client chose is lost at a gateway',
      spec: (place, host) => {
        checkTold(place, host);
        return {};
      },
    });
  }

  /** The Pods and WorkloadEntries of the host's namespace that have all of these labels, at least one. */
  public static workloads(labels: { [key: string]: string }): HostResolution {
    return new HostResolution({
      resolution: STATIC, ranges: true,
      spec: (place) => {
        if (Object.keys(labels).length === 0) {
          fail(place, 'the labels of its workloads are empty, which selects all of the namespace', `name a label that they carry, e.g. { app: 'ratings-vm' }`);
        }
        return { workloadSelector: { labels: checkedLabels(place, 'labels of the workloads', labels) } };
      },
    });
  }

  private static byName(resolution: networking.ServiceEntryResolution, endpoints: HostEndpoint[]): HostResolution {
    return new HostResolution({
      resolution, ranges: false,
      spec: (place, { hosts, ports }) => {
        const wildcard = hosts.find(isWildcard);
        if (wildcard !== undefined && endpoints.length === 0) {
          fail(place, `host '${wildcard}' is a wildcard, for which nobody can ask DNS`,
            'name what to ask for instead, HostResolution.dns({ address: ... }), or take HostResolution.dynamicDns() or none()');
        }
        return { endpoints: endpoints.length > 0 ? endpoints.map((endpoint) => endpointSpec(place, endpoint, ports, AddressForm.NAME)) : undefined };
      },
    });
  }

  private constructor(private readonly kind: Kind) {}

  /** Why no gateway can stand between clients and the host; nothing if one can. @internal */
  public get _notByGateway(): string | undefined {
    return this.kind.notByGateway;
  }

  /** @internal */
  public _toSpec(place: IConstruct, host: ResolvedHost): ResolutionSpec {
    const { resolution, ranges, spec } = this.kind;
    const range = host.addresses.find((address) => address.includes('/'));
    if (!ranges && range !== undefined) {
      fail(place, `address ${range} is a range, single addresses are allowed for a host that DNS finds`, 'give single addresses, or HostResolution.endpoints(...) or none()');
    }
    return { resolution, ...spec(place, host) };
  }
}

function checkDynamic(place: IConstruct, { hosts, ports, addresses }: ResolvedHost): void {
  const full = hosts.find((host) => !isWildcard(host));
  if (full !== undefined) fail(place, `host '${full}' is no wildcard, which dynamicDns() is for`, 'take HostResolution.dns()');
  if (addresses.length > 0) fail(place, `it has addresses (${addresses.join(', ')}), which dynamicDns() has no use for`, 'leave them out');
  const other = ports.find(({ protocol }) => !DYNAMIC_PROTOCOLS.includes(protocol));
  if (other) {
    fail(place, `port ${other.number} speaks ${other.protocol}, with dynamicDns() ${DYNAMIC_PROTOCOLS.join(', ')} are allowed`,
      other.protocol === PortProtocol.HTTPS ? `say ServicePort.tls(${other.number})` : 'leave the port out, or take HostResolution.none()');
  }
}

/** Without an address, istiod would take every connection to the port for one to this host. */
function checkTold(place: IConstruct, { ports, addresses }: ResolvedHost): void {
  const opaque = ports.find((port) => port._isOpaque);
  if (opaque && addresses.length === 0) {
    fail(place, `port ${opaque.number} speaks ${opaque.protocol}, and with none() only addresses tell its connections from others of that port`,
      `give the addresses, e.g. addresses: ['203.0.113.0/24']`);
  }
}
