import { IConstruct } from 'constructs';
import { networking } from '../api';
import { IDestination } from '../host/destination';
import { portOf } from '../host/host-port';

const { ALLOW_ANY, REGISTRY_ONLY } = networking.OutboundTrafficPolicyMode;

/**
 * What happens to requests for hosts that a sidecar does not know.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#OutboundTrafficPolicy
 */
export class SidecarOutboundTraffic {
  /** They go where the workload sent them. */
  public static allowAny(): SidecarOutboundTraffic {
    return new SidecarOutboundTraffic(() => ({ mode: ALLOW_ANY }));
  }

  /** They are refused: HTTP with 502, other connections are closed. */
  public static registryOnly(): SidecarOutboundTraffic {
    return new SidecarOutboundTraffic(() => ({ mode: REGISTRY_ONLY }));
  }

  /**
   * They go to a gateway. Istio's analysis calls it deprecated (IST0002); prefer to name the hosts at an egress gateway.
   *
   * @param destination the gateway, or one version of it
   * @param port of the gateway
   */
  public static allowAnyVia(destination: IDestination, port: number): SidecarOutboundTraffic {
    return new SidecarOutboundTraffic((place) => {
      const { host, subset } = destination.destinationRef;
      return { mode: ALLOW_ANY, egressProxy: { host: host.fqdn, subset, port: { number: portOf(place, host, port).number } } };
    });
  }

  private constructor(private readonly render: (place: IConstruct) => networking.OutboundTrafficPolicy) {}

  /** @internal */
  public _toSpec(place: IConstruct): networking.OutboundTrafficPolicy {
    return this.render(place);
  }
}
