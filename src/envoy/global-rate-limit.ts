import { Construct } from 'constructs';
import { networking } from '../api';
import { EnvoyChange } from './envoy-change';
import { GlobalRateLimitProps } from './global-rate-limit-props';
import { descriptorsSpec, globalRateLimitSpec, rateLimitService } from './global-rate-limit-spec';
import { configOf, portPart } from './recipe';
import { writeEnvoyFilter } from './write-envoy-filter';

const FILTER = 'envoy.filters.http.ratelimit';
const REASON = 'A limit of requests that all proxies share: they ask a ratelimit service. Istio has no API for it.';

/**
 * A limit of requests that all proxies share, however many there are: each request is reported to a ratelimit service, which counts and decides.
 * How many pass stands in the service's own configuration, under the domain.
 *
 * @see https://istio.io/latest/docs/tasks/policy-enforcement/rate-limit/#global-rate-limit
 */
export class GlobalRateLimit extends Construct {
  /** The EnvoyFilter. */
  public readonly envoyFilter: networking.EnvoyFilter;

  public constructor(scope: Construct, id: string, props: GlobalRateLimitProps) {
    super(scope, id);
    // A gateway may have been told to know only the hosts of its routes; istiod adds those that are named here.
    const { namespace, fqdn } = props.service.hostRef;
    const annotations = { 'envoyfilter.istio.io/referenced-services': `${namespace}/${fqdn}` };
    this.envoyFilter = writeEnvoyFilter(this, id, props, REASON, this.changes(props), annotations);
  }

  private changes(props: GlobalRateLimitProps): EnvoyChange[] {
    const { port, route } = props;
    const config = configOf(this, 'global rate limit', props, route ? JSON.stringify(route) : portPart(port));
    const filter = globalRateLimitSpec(this, props, rateLimitService(this, props));
    const rateLimits = descriptorsSpec(this, props);
    const filters = config.httpFilters({ port });
    if (!route) return [filters.beforeRouter({ name: FILTER, typedConfig: { ...filter, rate_limits: rateLimits } })];
    return [
      filters.beforeRouter({ name: FILTER, typedConfig: filter }),
      config.routes(route).merge({
        typed_per_filter_config: {
          [FILTER]: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimitPerRoute', rate_limits: rateLimits },
        },
      }),
    ];
  }
}
