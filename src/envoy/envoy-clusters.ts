import { networking } from '../api';
import { EnvoyClusterMatch } from './cluster-match';
import { PartChange, partChange } from './context-change';
import { EnvoyChange } from './envoy-change';
import { clusterSpec, contextOf } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';

const { ADD, MERGE, MERGE_AND_REPLACE_LIST, REMOVE } = networking.EnvoyFilterPatchOperation;

/** The clusters of a proxy. Made by `EnvoyConfig`. */
export class EnvoyClusters {
  /** @internal */
  public static _of(traffic: ProxyTraffic, match: EnvoyClusterMatch): EnvoyClusters {
    const change = partChange(traffic, networking.EnvoyFilterApplyTo.CLUSTER, (place) => (
      { cluster: clusterSpec(place, contextOf(traffic), match) }
    ));
    return new EnvoyClusters(change);
  }

  private constructor(private readonly change: PartChange) {}

  /** Merges fields, in the JSON form of Envoy's `Cluster`; lists get longer. */
  public merge(value: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE, value);
  }

  /** Merges fields; lists are replaced. */
  public mergeReplacingLists(value: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE_AND_REPLACE_LIST, value);
  }

  /** Adds a cluster; of `EnvoyConfig.any()` to what is outbound and to gateways. */
  public add(value: { [field: string]: any }): EnvoyChange {
    return this.change(ADD, value);
  }

  /** Takes the clusters out. */
  public remove(): EnvoyChange {
    return this.change(REMOVE);
  }
}
