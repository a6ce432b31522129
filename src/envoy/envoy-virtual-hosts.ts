import { networking } from '../api';
import { PartChange, partChange } from './context-change';
import { EnvoyChange } from './envoy-change';
import { routeSpec } from './match-spec';
import { ProxyTraffic } from './proxy-traffic';
import { EnvoyVirtualHostMatch } from './route-match';

const { ADD, MERGE, MERGE_AND_REPLACE_LIST, REMOVE, REPLACE } = networking.EnvoyFilterPatchOperation;

/** The virtual hosts of route configurations. Made by `EnvoyConfig`. */
export class EnvoyVirtualHosts {
  /** @internal */
  public static _of(traffic: ProxyTraffic, match: EnvoyVirtualHostMatch): EnvoyVirtualHosts {
    const change = partChange(traffic, networking.EnvoyFilterApplyTo.VIRTUAL_HOST, (place) => ({ routeConfiguration: routeSpec(place, match) }));
    return new EnvoyVirtualHosts(change);
  }

  private constructor(private readonly change: PartChange) {}

  /** Merges fields, in the JSON form of Envoy's `VirtualHost`; lists get longer. */
  public merge(value: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE, value);
  }

  /** Merges fields; lists are replaced. */
  public mergeReplacingLists(value: { [field: string]: any }): EnvoyChange {
    return this.change(MERGE_AND_REPLACE_LIST, value);
  }

  /** Adds a virtual host to the route configurations. */
  public add(value: { [field: string]: any }): EnvoyChange {
    return this.change(ADD, value);
  }

  /** Puts a virtual host in the place of each of them. */
  public replace(value: { [field: string]: any }): EnvoyChange {
    return this.change(REPLACE, value);
  }

  /** Takes the virtual hosts out. */
  public remove(): EnvoyChange {
    return this.change(REMOVE);
  }
}
