import { IConstruct } from 'constructs';
import { networking } from '../api';
import { CONNECTION_MANAGER } from './check-match';
import { contextChange } from './context-change';
import { EnvoyChange } from './envoy-change';
import { EnvoyExtension } from './envoy-extension';
import { extensionSpec } from './extension-spec';
import { EnvoyFilterChainMatch } from './listener-match';
import { filterChainSpec } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';

const { INSERT_AFTER, INSERT_BEFORE, INSERT_FIRST, MERGE, REMOVE, REPLACE } = networking.EnvoyFilterPatchOperation;

/** The HTTP filters of a proxy. Made by `EnvoyConfig`. */
export class EnvoyHttpFilters {
  /** @internal */
  public static _of(traffic: ProxyTraffic, match: EnvoyFilterChainMatch): EnvoyHttpFilters {
    return new EnvoyHttpFilters(traffic, match);
  }

  private constructor(private readonly traffic: ProxyTraffic, private readonly match: EnvoyFilterChainMatch) {}

  /** Inserts a filter before all others. */
  public first(filter: EnvoyExtension): EnvoyChange {
    return this.insert(INSERT_FIRST, undefined, filter);
  }

  /** Inserts a filter before the one of a name. Where there is none of it, nothing changes. */
  public before(filterName: string, filter: EnvoyExtension): EnvoyChange {
    return this.insert(INSERT_BEFORE, filterName, filter);
  }

  /** Inserts a filter before the router: the last place, behind authentication, authorization and the other filters. */
  public beforeRouter(filter: EnvoyExtension): EnvoyChange {
    return this.insert(INSERT_BEFORE, 'envoy.filters.http.router', filter);
  }

  /** Inserts a filter after the one of a name, which may not be the last. Where there is none of it, nothing changes. */
  public after(filterName: string, filter: EnvoyExtension): EnvoyChange {
    return this.insert(INSERT_AFTER, filterName, filter);
  }

  /** Merges fields into the configuration of the filter of a name; the `@type` is that of the filter. */
  public merge(filterName: string, typedConfig: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE, filterName, () => ({ typed_config: typedConfig }));
  }

  /** Puts a filter in the place of the one of a name. */
  public replace(filterName: string, filter: EnvoyExtension): EnvoyChange {
    return this.insert(REPLACE, filterName, filter);
  }

  /** Takes the filter of a name out. */
  public remove(filterName: string): EnvoyChange {
    return this.change(REMOVE, filterName);
  }

  private insert(operation: networking.EnvoyFilterPatchOperation, name: string | undefined, filter: EnvoyExtension): EnvoyChange {
    return this.change(operation, name, (place) => extensionSpec(place, filter));
  }

  private change(
    operation: networking.EnvoyFilterPatchOperation, name: string | undefined, value?: (place: IConstruct) => { [field: string]: any },
  ): EnvoyChange {
    return contextChange(this.traffic, (place) => ({
      applyTo: networking.EnvoyFilterApplyTo.HTTP_FILTER,
      match: { listener: filterChainSpec(place, this.match, { name: CONNECTION_MANAGER, subFilter: name === undefined ? undefined : { name } }) },
      patch: { operation, value: value?.(place) },
    }));
  }
}
