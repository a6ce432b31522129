import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { IHostRef } from '../host/host';
import { portOf } from '../host/host-port';
import { positive } from '../policy/amount';
import { EnvoyFilterOptions } from './envoy-filter-options';
import { ProxyTraffic } from './proxy-traffic';
import { configOf, secondsText } from './recipe';
import { EnvoyRouteAction } from './route-match';
import { writeEnvoyFilter } from './write-envoy-filter';

/** Which requests are sent a second time, and by whose proxies: those of the clients. */
export interface RequestHedgingProps extends EnvoyFilterOptions {
  /** The host that is called. */
  readonly host: IHostRef;

  /**
   * The name under which clients call the host at a gateway, e.g. `shop.example.com`; the covered proxies are gateways then.
   *
   * @default - clients in the mesh call it by its own name, and the covered proxies are their sidecars
   */
  readonly publicHost?: string;

  /**
   * The port of the host that is called. Not together with `publicHost`.
   *
   * @default - all ports
   */
  readonly port?: number;

  /**
   * The id of the route.
   *
   * @default - all routes of the host
   */
  readonly route?: string;

  /** The time after which the request is sent once more, at least 1 ms: somewhat longer than most answers take. */
  readonly perTryTimeout: Duration;

  /**
   * How often it is sent once more, at least 1.
   *
   * @default - as often as the route's retries say; Istio's own are 2
   */
  readonly attempts?: number;
}

/**
 * Sends a request that takes long once more, without giving up the first: the answer that comes first counts. It shortens the longest waits, and
 * costs requests that are made twice, so it is for those that may be. The route needs retries, as each one has unless they are switched off.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto#config-route-v3-hedgepolicy
 */
export class RequestHedging extends Construct {
  /** The EnvoyFilter. */
  public readonly envoyFilter: networking.EnvoyFilter;

  public constructor(scope: Construct, id: string, props: RequestHedgingProps) {
    super(scope, id);
    const { host: { hostRef }, publicHost, port, route, perTryTimeout, attempts } = props;
    if (publicHost !== undefined && port !== undefined) fail(this, 'publicHost and port are said both, the port is that of a host in the mesh', 'leave one of them out');
    if (port !== undefined) portOf(this, hostRef, port);
    const domain = publicHost ?? hostRef.fqdn;
    const at = publicHost === undefined ? ProxyTraffic.OUTBOUND : ProxyTraffic.GATEWAY;
    const config = configOf(this, `hedging of ${domain}`, { ...props, at }, route ?? '');
    const change = config.routes({ domain, port, route, action: EnvoyRouteAction.ROUTE }).merge({
      route: {
        hedge_policy: { hedge_on_per_try_timeout: true },
        retry_policy: { per_try_timeout: secondsText(this, 'perTryTimeout', perTryTimeout), num_retries: positive(this, 'attempts', attempts) },
      },
    });
    this.envoyFilter = writeEnvoyFilter(this, id, props, 'Hedged requests. Istio has no API for it.', [change]);
  }
}
