import { networking } from '../api';

/**
 * How a client's proxy chooses among the Pods of a host.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-SimpleLB
 */
export class LoadBalancing {
  /** The one of two Pods chosen at random that has fewer requests under way. Istio's own default. */
  public static leastRequest(): LoadBalancing {
    return new LoadBalancing({ simple: networking.LoadBalancerSettingsSimpleLB.LEAST_REQUEST });
  }

  /** Any Pod, at random. */
  public static random(): LoadBalancing {
    return new LoadBalancing({ simple: networking.LoadBalancerSettingsSimpleLB.RANDOM });
  }

  /** One Pod after the other. */
  public static roundRobin(): LoadBalancing {
    return new LoadBalancing({ simple: networking.LoadBalancerSettingsSimpleLB.ROUND_ROBIN });
  }

  /** The address that the client called, without any choice. */
  public static passthrough(): LoadBalancing {
    return new LoadBalancing({ simple: networking.LoadBalancerSettingsSimpleLB.PASSTHROUGH });
  }

  private constructor(private readonly spec: networking.LoadBalancerSettings) {}

  /** @internal */
  public _toSpec(): networking.LoadBalancerSettings {
    return this.spec;
  }
}
