import { IConstruct } from 'constructs';
import { networking } from '../api';
import { positive } from './amount';
import { FailoverOptions, LocalityShare, ZoneAwareOptions } from './locality-balancing-options';
import { failoverPriorities, localityShares, regionFailovers } from './locality-spec';
import { LocalityChoice } from './policy-parts';

/**
 * How a client's proxy chooses among the zones and regions in which a host has Pods, before it chooses a Pod.
 *
 * Istio does it by nearness as soon as a host has outlier detection. The locality of a proxy or Pod is that of its node (labels
 * `topology.kubernetes.io/region`, `topology.kubernetes.io/zone`, `topology.istio.io/subzone`), unless its own label
 * `topology.istio.io/locality` says another (`region.zone.subzone`).
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/locality-load-balancing/
 */
export class LocalityBalancing {
  /** The Pods of the same subzone, if they fail those of the same zone, then of the same region, then the others. Needs outlier detection. */
  public static nearest(options: FailoverOptions = {}): LocalityBalancing {
    return LocalityBalancing.locality((place) => ({
      enabled: true,
      failover: options.failover && regionFailovers(place, options.failover),
    }), options);
  }

  /**
   * The Pods that have most labels in common with the client, counted from the first of these labels on. Needs outlier detection.
   *
   * @param labels Names of labels, e.g. `topology.istio.io/network`, each alone or with the value that is preferred (`version=v2`).
   */
  public static failoverPriority(labels: string[], options: FailoverOptions = {}): LocalityBalancing {
    return LocalityBalancing.locality((place) => ({
      enabled: true,
      failoverPriority: failoverPriorities(place, labels, options.failover ? 'failover says it by region' : undefined),
      failover: options.failover && regionFailovers(place, options.failover),
    }), options);
  }

  /** Fixed shares for each locality, whether its Pods fail or not. Needs no outlier detection. */
  public static distribute(...shares: LocalityShare[]): LocalityBalancing {
    return new LocalityBalancing((place) => ({
      setting: { localityLbSetting: { enabled: true, distribute: localityShares(place, shares) } }, withoutOutlierDetection: 'full effect',
    }));
  }

  /**
   * Envoy's own zone aware routing: the Pods of the same zone as far as they can bear it, and those of other zones for the rest. The proxies of
   * clients have to discover themselves (`ENABLE_SELF_DISCOVERY` in their `proxyMetadata`); waypoints choose by nearness instead.
   */
  public static zoneAware(options: ZoneAwareOptions = {}): LocalityBalancing {
    const { failover, failoverPriority, minClusterSize, outlierDetectionOfMesh } = options;
    return new LocalityBalancing((place) => ({
      setting: {
        zoneAwareLbSetting: {
          enabled: true,
          failover: failover && regionFailovers(place, failover),
          failoverPriority: failoverPriority && failoverPriorities(place, failoverPriority, 'zone aware routing does it'),
          minClusterSize: positive(place, 'minClusterSize', minClusterSize),
        },
      },
      withoutOutlierDetection: (failover ?? failoverPriority) && !outlierDetectionOfMesh ? 'less effect' : 'full effect',
    }));
  }

  /** Localities do not matter. */
  public static disabled(): LocalityBalancing {
    return new LocalityBalancing(() => ({ setting: { localityLbSetting: { enabled: false } }, withoutOutlierDetection: 'full effect' }));
  }

  /** As the mesh says; if it says nothing, by nearness for hosts with outlier detection. Nothing is written. */
  public static asMesh(): LocalityBalancing {
    return new LocalityBalancing(() => ({ setting: {}, withoutOutlierDetection: 'full effect' }));
  }

  private static locality(
    render: (place: IConstruct) => networking.LocalityLoadBalancerSetting, { outlierDetectionOfMesh = false }: FailoverOptions,
  ): LocalityBalancing {
    return new LocalityBalancing((place) => ({
      setting: { localityLbSetting: render(place) }, withoutOutlierDetection: outlierDetectionOfMesh ? 'full effect' : 'no effect',
    }));
  }

  private constructor(private readonly render: (place: IConstruct) => LocalityChoice) {}

  /** @internal */
  public _toSpec(place: IConstruct): LocalityChoice {
    return this.render(place);
  }
}
