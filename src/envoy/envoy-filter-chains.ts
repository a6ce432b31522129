import { networking } from '../api';
import { PartChange, partChange } from './context-change';
import { EnvoyChange } from './envoy-change';
import { EnvoyFilterChainMatch } from './listener-match';
import { filterChainSpec } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';

const { ADD, MERGE, MERGE_AND_REPLACE_LIST, REMOVE } = networking.EnvoyFilterPatchOperation;

/** The filter chains of listeners. Made by `EnvoyConfig`. */
export class EnvoyFilterChains {
  /** @internal */
  public static _of(traffic: ProxyTraffic, match: EnvoyFilterChainMatch): EnvoyFilterChains {
    const change = partChange(traffic, networking.EnvoyFilterApplyTo.FILTER_CHAIN, (place) => ({ listener: filterChainSpec(place, match) }));
    return new EnvoyFilterChains(change);
  }

  private constructor(private readonly change: PartChange) {}

  /** Merges fields, in the JSON form of Envoy's `FilterChain`; lists get longer. */
  public merge(value: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE, value);
  }

  /** Merges fields; lists are replaced. */
  public mergeReplacingLists(value: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE_AND_REPLACE_LIST, value);
  }

  /** Adds a filter chain to the listeners. */
  public add(value: { [field: string]: any }): EnvoyChange {
    return this.change(ADD, value);
  }

  /** Takes the filter chains out. */
  public remove(): EnvoyChange {
    return this.change(REMOVE);
  }
}
