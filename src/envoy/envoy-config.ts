import { EnvoyClusterMatch } from './cluster-match';
import { EnvoyClusters } from './envoy-clusters';
import { EnvoyConnectionManager } from './envoy-connection-manager';
import { EnvoyFilterChains } from './envoy-filter-chains';
import { EnvoyHttpFilters } from './envoy-http-filters';
import { EnvoyListenerFilters } from './envoy-listener-filters';
import { EnvoyListeners } from './envoy-listeners';
import { EnvoyNetworkFilters } from './envoy-network-filters';
import { EnvoyRouteConfigurations } from './envoy-route-configurations';
import { EnvoyRoutes } from './envoy-routes';
import { EnvoyVirtualHosts } from './envoy-virtual-hosts';
import { EnvoyFilterChainMatch, EnvoyListenerMatch } from './listener-match';
import { ProxyTraffic } from './proxy-traffic';
import { EnvoyRouteConfigurationMatch, EnvoyRouteMatch, EnvoyVirtualHostMatch } from './route-match';

/**
 * The places in a proxy's configuration that can be changed. Each one offers what Istio can do there, and nothing else.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ApplyTo
 */
export class EnvoyConfig {
  /** What a sidecar does with requests to its workload, and a waypoint with all requests. */
  public static inbound(): EnvoyConfig {
    return new EnvoyConfig(ProxyTraffic.INBOUND);
  }

  /** What a sidecar does with requests of its workload. */
  public static outbound(): EnvoyConfig {
    return new EnvoyConfig(ProxyTraffic.OUTBOUND);
  }

  /** What a gateway does. */
  public static gateway(): EnvoyConfig {
    return new EnvoyConfig(ProxyTraffic.GATEWAY);
  }

  /** All of these. */
  public static any(): EnvoyConfig {
    return new EnvoyConfig(ProxyTraffic.ANY);
  }

  /** The part that a value names. */
  public static of(traffic: ProxyTraffic): EnvoyConfig {
    return new EnvoyConfig(traffic);
  }

  private constructor(private readonly traffic: ProxyTraffic) {}

  /** The HTTP filters: what happens to each request, in their order; the router is the last. */
  public httpFilters(match: EnvoyFilterChainMatch = {}): EnvoyHttpFilters {
    return EnvoyHttpFilters._of(this.traffic, match);
  }

  /** The HTTP connection manager: the network filter that has the HTTP filters. */
  public connectionManager(match: EnvoyFilterChainMatch = {}): EnvoyConnectionManager {
    return EnvoyConnectionManager._of(this.traffic, match);
  }

  /** The network filters: what happens to the bytes of a connection, in their order. */
  public networkFilters(match: EnvoyFilterChainMatch = {}): EnvoyNetworkFilters {
    return EnvoyNetworkFilters._of(this.traffic, match);
  }

  /** The filter chains of listeners: one for each kind of connection. */
  public filterChains(match: EnvoyFilterChainMatch = {}): EnvoyFilterChains {
    return EnvoyFilterChains._of(this.traffic, match);
  }

  /** The listener filters: what looks at a connection before its filter chain is chosen. */
  public listenerFilters(match: EnvoyListenerMatch = {}): EnvoyListenerFilters {
    return EnvoyListenerFilters._of(this.traffic, match);
  }

  /** The listeners. Those of inbound connections are one, `virtualInbound`, whatever the port. */
  public listeners(match: EnvoyListenerMatch = {}): EnvoyListeners {
    return EnvoyListeners._of(this.traffic, match);
  }

  /** The route configurations, without their virtual hosts. */
  public routeConfigurations(match: EnvoyRouteConfigurationMatch = {}): EnvoyRouteConfigurations {
    return EnvoyRouteConfigurations._of(this.traffic, match);
  }

  /** The virtual hosts: one for each host. */
  public virtualHosts(match: EnvoyVirtualHostMatch = {}): EnvoyVirtualHosts {
    return EnvoyVirtualHosts._of(this.traffic, match);
  }

  /** The routes. Those of services and exposed hosts are outbound and in gateways; inbound there is one, `default`. */
  public routes(match: EnvoyRouteMatch = {}): EnvoyRoutes {
    return EnvoyRoutes._of(this.traffic, match);
  }

  /** The clusters: whom the proxy calls. */
  public clusters(match: EnvoyClusterMatch = {}): EnvoyClusters {
    return EnvoyClusters._of(this.traffic, match);
  }
}
