import { networking } from '../api';
import { CONNECTION_MANAGER } from './check-match';
import { contextChange } from './context-change';
import { EnvoyChange } from './envoy-change';
import { EnvoyFilterChainMatch } from './listener-match';
import { filterChainSpec } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';

const TYPE = 'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';

/** The HTTP connection managers of a proxy: limits and time limits of connections and requests. Made by `EnvoyConfig`. */
export class EnvoyConnectionManager {
  /** @internal */
  public static _of(traffic: ProxyTraffic, match: EnvoyFilterChainMatch): EnvoyConnectionManager {
    return new EnvoyConnectionManager(traffic, match);
  }

  private constructor(private readonly traffic: ProxyTraffic, private readonly match: EnvoyFilterChainMatch) {}

  /** Merges fields, in the JSON form of Envoy's `HttpConnectionManager`; the `@type` is known. */
  public merge(settings: { [field: string]: any }): EnvoyChange {
    return contextChange(this.traffic, (place) => ({
      applyTo: networking.EnvoyFilterApplyTo.NETWORK_FILTER,
      match: { listener: filterChainSpec(place, this.match, { name: CONNECTION_MANAGER }) },
      patch: { operation: networking.EnvoyFilterPatchOperation.MERGE, value: { typed_config: { '@type': TYPE, ...settings } } },
    }));
  }
}
