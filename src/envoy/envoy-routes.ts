import { networking } from '../api';
import { PartChange, partChange } from './context-change';
import { EnvoyChange } from './envoy-change';
import { routeSpec } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';
import { EnvoyRouteMatch } from './route-match';

const { INSERT_AFTER, INSERT_BEFORE, INSERT_FIRST, MERGE, MERGE_AND_REPLACE_LIST } = networking.EnvoyFilterPatchOperation;

/** The routes of virtual hosts. Made by `EnvoyConfig`. */
export class EnvoyRoutes {
  /** @internal */
  public static _of(traffic: ProxyTraffic, match: EnvoyRouteMatch): EnvoyRoutes {
    const change = partChange(traffic, networking.EnvoyFilterApplyTo.HTTP_ROUTE, (place) => ({ routeConfiguration: routeSpec(place, match) }));
    return new EnvoyRoutes(change);
  }

  private constructor(private readonly change: PartChange) {}

  /** Merges fields, in the JSON form of Envoy's `Route`; lists get longer. */
  public merge(value: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE, value);
  }

  /** Merges fields; lists are replaced. */
  public mergeReplacingLists(value: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE_AND_REPLACE_LIST, value);
  }

  /** Inserts a route before all others of the virtual hosts. */
  public first(value: { [field: string]: any }): EnvoyChange {
    return this.change(INSERT_FIRST, value);
  }

  /** Inserts a route before the one that the match names. */
  public before(value: { [field: string]: any }): EnvoyChange {
    return this.change(INSERT_BEFORE, value);
  }

  /** Inserts a route after the one that the match names; at the end if it names none. */
  public after(value: { [field: string]: any }): EnvoyChange {
    return this.change(INSERT_AFTER, value);
  }
}
