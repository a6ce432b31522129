import { networking } from '../api';
import { PartChange, partChange } from './context-change';
import { EnvoyChange } from './envoy-change';
import { EnvoyListenerMatch } from './listener-match';
import { listenerSpec } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';

const { ADD, MERGE, MERGE_AND_REPLACE_LIST, REMOVE } = networking.EnvoyFilterPatchOperation;

/** The listeners of a proxy. Made by `EnvoyConfig`. */
export class EnvoyListeners {
  /** @internal */
  public static _of(traffic: ProxyTraffic, match: EnvoyListenerMatch): EnvoyListeners {
    const change = partChange(traffic, networking.EnvoyFilterApplyTo.LISTENER, (place) => ({ listener: listenerSpec(place, match) }));
    return new EnvoyListeners(change);
  }

  private constructor(private readonly change: PartChange) {}

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
}
