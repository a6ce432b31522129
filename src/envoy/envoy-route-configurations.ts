import { networking } from '../api';
import { PartChange, partChange } from './context-change';
import { EnvoyChange } from './envoy-change';
import { routeSpec } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';
import { EnvoyRouteConfigurationMatch } from './route-match';

const { MERGE, MERGE_AND_REPLACE_LIST } = networking.EnvoyFilterPatchOperation;

/** The route configurations of a proxy. Made by `EnvoyConfig`. */
export class EnvoyRouteConfigurations {
  /** @internal */
  public static _of(traffic: ProxyTraffic, match: EnvoyRouteConfigurationMatch): EnvoyRouteConfigurations {
    const change = partChange(traffic, networking.EnvoyFilterApplyTo.ROUTE_CONFIGURATION, (place) => (
      { routeConfiguration: routeSpec(place, match) }
    ));
    return new EnvoyRouteConfigurations(change);
  }

  private constructor(private readonly change: PartChange) {}

  /** Merges fields, in the JSON form of Envoy's `RouteConfiguration`; lists get longer. */
  public merge(value: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE, value);
  }

  /** Merges fields; lists are replaced. */
  public mergeReplacingLists(value: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE_AND_REPLACE_LIST, value);
  }
}
