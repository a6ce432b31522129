import { IConstruct } from 'constructs';
import { networking } from '../api';
import { ServicePort } from '../host/service-port';
import { hostList } from './host-list';
import { listenSpec, socketPath } from './listen-spec';
import { SidecarEgressOptions } from './sidecar-egress-options';
import { SidecarHosts } from './sidecar-hosts';
import { sidecarPort, sidecarProtocol } from './sidecar-port';

/**
 * A listener of a sidecar for outgoing requests on one port, and the hosts to which it leads.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener
 */
export class SidecarEgress {
  /** A port that the workload calls. */
  public static port(port: ServicePort, hosts: SidecarHosts[], options: SidecarEgressOptions = {}): SidecarEgress {
    return new SidecarEgress(hosts, (place) => ({ port: sidecarPort(place, port), ...listenSpec(place, options) }), `port ${port.number}`);
  }

  /**
   * A Unix domain socket that the workload opens.
   *
   * @param path absolute; `@` first for one in the abstract namespace
   * @param port its protocol and name; the number is not used
   */
  public static socket(path: string, port: ServicePort, hosts: SidecarHosts[]): SidecarEgress {
    return new SidecarEgress(hosts, (place) => ({
      port: { number: 0, protocol: sidecarProtocol(place, port), name: port.name },
      bind: `unix://${socketPath(place, path)}`,
    }), `socket ${path}`);
  }

  private constructor(
    private readonly hosts: SidecarHosts[],
    private readonly render: (place: IConstruct) => Partial<networking.IstioEgressListener>,
    private readonly listensOn: string,
  ) {}

  /** On what it listens, as errors name it; the same for two that clash. @internal */
  public get _listensOn(): string {
    return this.listensOn;
  }

  /** @internal */
  public _toSpec(place: IConstruct, own?: string): networking.IstioEgressListener {
    return { ...this.render(place), hosts: hostList(place, this.hosts, own) };
  }
}
