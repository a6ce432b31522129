import { networking } from '../api';
import { EnvoyChange } from './envoy-change';
import { EnvoyExtension } from './envoy-extension';
import { FilterChanges } from './filter-changes';
import { EnvoyListenerMatch } from './listener-match';
import { listenerSpec } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';

const { ADD, INSERT_AFTER, INSERT_BEFORE, INSERT_FIRST } = networking.EnvoyFilterPatchOperation;

/** The listener filters of a proxy. Made by `EnvoyConfig`. */
export class EnvoyListenerFilters {
  /** @internal */
  public static _of(traffic: ProxyTraffic, match: EnvoyListenerMatch): EnvoyListenerFilters {
    return new EnvoyListenerFilters(new FilterChanges(traffic, networking.EnvoyFilterApplyTo.LISTENER_FILTER, (place, listenerFilter) => (
      { listener: listenerSpec(place, match, { listenerFilter }) }
    )));
  }

  private constructor(private readonly changes: FilterChanges) {}

  /** Inserts a filter before all others. */
  public first(filter: EnvoyExtension): EnvoyChange {
    return this.changes.insert(INSERT_FIRST, undefined, filter);
  }

  /** Inserts a filter before the one of a name. Where there is none of it, nothing changes. */
  public before(filterName: string, filter: EnvoyExtension): EnvoyChange {
    return this.changes.insert(INSERT_BEFORE, filterName, filter);
  }

  /** Inserts a filter after the one of a name, which may not be the last. Where there is none of it, nothing changes. */
  public after(filterName: string, filter: EnvoyExtension): EnvoyChange {
    return this.changes.insert(INSERT_AFTER, filterName, filter);
  }

  /** Adds a filter after all others. */
  public last(filter: EnvoyExtension): EnvoyChange {
    return this.changes.insert(ADD, undefined, filter);
  }

  /** Merges fields into the configuration of the filter of a name; the `@type` is that of the filter. */
  public merge(filterName: string, typedConfig: { [field: string]: any }): EnvoyChange {
    return this.changes.merge(filterName, typedConfig);
  }

  /** Takes the filter of a name out. */
  public remove(filterName: string): EnvoyChange {
    return this.changes.remove(filterName);
  }
}
