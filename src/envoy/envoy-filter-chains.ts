import { networking } from '../api';
import { contextChange } from './context-change';
import { EnvoyChange } from './envoy-change';
import { EnvoyFilterChainMatch } from './listener-match';
import { filterChainSpec } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';

const { ADD, MERGE, MERGE_AND_REPLACE_LIST, REMOVE } = networking.EnvoyFilterPatchOperation;

/** The filter chains of listeners. Made by `EnvoyConfig`. */
export class EnvoyFilterChains {
  /** @internal */
  public static _of(traffic: ProxyTraffic, match: EnvoyFilterChainMatch): EnvoyFilterChains {
    return new EnvoyFilterChains(traffic, match);
  }

  private constructor(private readonly traffic: ProxyTraffic, private readonly match: EnvoyFilterChainMatch) {}

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

  private change(operation: networking.EnvoyFilterPatchOperation, value?: { [field: string]: any }): EnvoyChange {
    return contextChange(this.traffic, (place) => ({
      applyTo: networking.EnvoyFilterApplyTo.FILTER_CHAIN,
      match: { listener: filterChainSpec(place, this.match) },
      patch: { operation, value },
    }));
  }
}
