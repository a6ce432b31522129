import { networking } from '../api';
import { contextChange } from './context-change';
import { EnvoyChange } from './envoy-change';
import { routeSpec } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';
import { EnvoyRouteConfigurationMatch } from './route-match';

const { MERGE, MERGE_AND_REPLACE_LIST } = networking.EnvoyFilterPatchOperation;

/** The route configurations of a proxy. Made by `EnvoyConfig`. */
export class EnvoyRouteConfigurations {
  /** @internal */
  public static _of(traffic: ProxyTraffic, match: EnvoyRouteConfigurationMatch): EnvoyRouteConfigurations {
    return new EnvoyRouteConfigurations(traffic, match);
  }

  private constructor(private readonly traffic: ProxyTraffic, private readonly match: EnvoyRouteConfigurationMatch) {}

  /** Merges fields, in the JSON form of Envoy's `RouteConfiguration`; lists get longer. */
  public merge(value: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE, value);
  }

  /** Merges fields; lists are replaced. */
  public mergeReplacingLists(value: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE_AND_REPLACE_LIST, value);
  }

  private change(operation: networking.EnvoyFilterPatchOperation, value?: { [field: string]: any }): EnvoyChange {
    return contextChange(this.traffic, (place) => ({
      applyTo: networking.EnvoyFilterApplyTo.ROUTE_CONFIGURATION,
      match: { routeConfiguration: routeSpec(place, this.match) },
      patch: { operation, value },
    }));
  }
}
