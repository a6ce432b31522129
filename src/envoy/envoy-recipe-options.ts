import { EnvoyFilterOptions } from './envoy-filter-options';
import { ProxyTraffic } from './proxy-traffic';

/** Which proxies a recipe changes, and for which requests. */
export interface EnvoyRecipeOptions extends EnvoyFilterOptions {
  /**
   * The requests that are meant. The proxies of an `IngressGateway` are workloads with labels, so say `GATEWAY` for them; a waypoint is a `Gateway`
   * of the Gateway API, but has `INBOUND`.
   *
   * @default - `ProxyTraffic.GATEWAY` for `PolicyScope.gateway`, `ProxyTraffic.INBOUND` for all others
   */
  readonly at?: ProxyTraffic;
}
