import { networking } from '../api';
import { CONNECTION_MANAGER } from './check-match';
import { EnvoyChange } from './envoy-change';
import { EnvoyExtension } from './envoy-extension';
import { FilterChanges } from './filter-changes';
import { EnvoyFilterChainMatch } from './listener-match';
import { filterChainSpec } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';

const { INSERT_AFTER, INSERT_BEFORE, INSERT_FIRST, REPLACE } = networking.EnvoyFilterPatchOperation;

/** The HTTP filters of a proxy. Made by `EnvoyConfig`. */
export class EnvoyHttpFilters {
  /** @internal */
  public static _of(traffic: ProxyTraffic, match: EnvoyFilterChainMatch): EnvoyHttpFilters {
    return new EnvoyHttpFilters(new FilterChanges(traffic, networking.EnvoyFilterApplyTo.HTTP_FILTER, (place, name) => (
      { listener: filterChainSpec(place, match, { name: CONNECTION_MANAGER, subFilter: name === undefined ? undefined : { name } }) }
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

  /** Inserts a filter before the router: the last place, behind authentication, authorization and the other filters. */
  public beforeRouter(filter: EnvoyExtension): EnvoyChange {
    return this.changes.insert(INSERT_BEFORE, 'envoy.filters.http.router', filter);
  }

  /** Inserts a filter after the one of a name, which may not be the last. Where there is none of it, nothing changes. */
  public after(filterName: string, filter: EnvoyExtension): EnvoyChange {
    return this.changes.insert(INSERT_AFTER, filterName, filter);
  }

  /** Merges fields into the configuration of the filter of a name; the `@type` is that of the filter. */
  public merge(filterName: string, typedConfig: { [field: string]: any }): EnvoyChange {
    return this.changes.merge(filterName, typedConfig);
  }

  /** Puts a filter in the place of the one of a name. */
  public replace(filterName: string, filter: EnvoyExtension): EnvoyChange {
    return this.changes.insert(REPLACE, filterName, filter);
  }

  /** Takes the filter of a name out. */
  public remove(filterName: string): EnvoyChange {
    return this.changes.remove(filterName);
  }
}
