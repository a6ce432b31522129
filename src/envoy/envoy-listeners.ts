import { networking } from '../api';
import { contextChange } from './context-change';
import { EnvoyChange } from './envoy-change';
import { EnvoyListenerMatch } from './listener-match';
import { listenerSpec } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';

const { ADD, MERGE, MERGE_AND_REPLACE_LIST, REMOVE } = networking.EnvoyFilterPatchOperation;

/** The listeners of a proxy. Made by `EnvoyConfig`. */
export class EnvoyListeners {
  /** @internal */
  public static _of(traffic: ProxyTraffic, match: EnvoyListenerMatch): EnvoyListeners {
    return new EnvoyListeners(traffic, match);
  }

  private constructor(private readonly traffic: ProxyTraffic, private readonly match: EnvoyListenerMatch) {}

  /** Merges fields, in the JSON form of Envoy's `Listener`; lists get longer. */
  public merge(value: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE, value);
  }

  /** Merges fields; lists are replaced. */
  public mergeReplacingLists(value: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE_AND_REPLACE_LIST, value);
  }

  /** Adds a listener; of `EnvoyConfig.any()` to what is outbound and to gateways. */
  public add(value: { [field: string]: any }): EnvoyChange {
    return this.change(ADD, value);
  }

  /** Takes the listeners out. */
  public remove(): EnvoyChange {
    return this.change(REMOVE);
  }

  private change(operation: networking.EnvoyFilterPatchOperation, value?: { [field: string]: any }): EnvoyChange {
    return contextChange(this.traffic, (place) => ({
      applyTo: networking.EnvoyFilterApplyTo.LISTENER,
      match: { listener: listenerSpec(place, this.match) },
      patch: { operation, value },
    }));
  }
}
