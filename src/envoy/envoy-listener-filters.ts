import { IConstruct } from 'constructs';
import { networking } from '../api';
import { contextChange } from './context-change';
import { EnvoyChange } from './envoy-change';
import { EnvoyExtension } from './envoy-extension';
import { extensionSpec } from './extension-spec';
import { EnvoyListenerMatch } from './listener-match';
import { listenerSpec } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';

const { ADD, INSERT_AFTER, INSERT_BEFORE, INSERT_FIRST, MERGE, REMOVE } = networking.EnvoyFilterPatchOperation;

/** The listener filters of a proxy. Made by `EnvoyConfig`. */
export class EnvoyListenerFilters {
  /** @internal */
  public static _of(traffic: ProxyTraffic, match: EnvoyListenerMatch): EnvoyListenerFilters {
    return new EnvoyListenerFilters(traffic, match);
  }

  private constructor(private readonly traffic: ProxyTraffic, private readonly match: EnvoyListenerMatch) {}

  /** Inserts a filter before all others. */
  public first(filter: EnvoyExtension): EnvoyChange {
    return this.insert(INSERT_FIRST, undefined, filter);
  }

  /** Inserts a filter before the one of a name. Where there is none of it, nothing changes. */
  public before(filterName: string, filter: EnvoyExtension): EnvoyChange {
    return this.insert(INSERT_BEFORE, filterName, filter);
  }

  /** Inserts a filter after the one of a name, which may not be the last. Where there is none of it, nothing changes. */
  public after(filterName: string, filter: EnvoyExtension): EnvoyChange {
    return this.insert(INSERT_AFTER, filterName, filter);
  }

  /** Adds a filter after all others. */
  public last(filter: EnvoyExtension): EnvoyChange {
    return this.insert(ADD, undefined, filter);
  }

  /** Merges fields into the configuration of the filter of a name; the `@type` is that of the filter. */
  public merge(filterName: string, typedConfig: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE, filterName, () => ({ typed_config: typedConfig }));
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
      applyTo: networking.EnvoyFilterApplyTo.LISTENER_FILTER,
      match: { listener: listenerSpec(place, this.match, { listenerFilter: name }) },
      patch: { operation, value: value?.(place) },
    }));
  }
}
