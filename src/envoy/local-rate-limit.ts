import { Construct } from 'constructs';
import { networking } from '../api';
import { EnvoyChange } from './envoy-change';
import { LocalRateLimitProps } from './local-rate-limit-props';
import { localRateLimitSpec } from './local-rate-limit-spec';
import { configOf, portPart } from './recipe';
import { writeEnvoyFilter } from './write-envoy-filter';

const FILTER = 'envoy.filters.http.local_ratelimit';
const REASON = 'A limit of requests that each proxy keeps for itself. Istio has no API for it.';

/**
 * A limit of requests that each proxy keeps for itself: with three Pods, three times as many pass. It needs no other service.
 *
 * @see https://istio.io/latest/docs/tasks/policy-enforcement/rate-limit/#local-rate-limit
 */
export class LocalRateLimit extends Construct {
  /** The EnvoyFilter. */
  public readonly envoyFilter: networking.EnvoyFilter;

  public constructor(scope: Construct, id: string, props: LocalRateLimitProps) {
    super(scope, id);
    this.envoyFilter = writeEnvoyFilter(this, id, props, REASON, this.changes(props));
  }

  private changes(props: LocalRateLimitProps): EnvoyChange[] {
    const { port, route } = props;
    const config = configOf(this, 'local rate limit', props, route ? JSON.stringify(route) : portPart(port));
    const limit = localRateLimitSpec(this, props);
    if (!route) return [config.httpFilters({ port }).first({ name: FILTER, typedConfig: limit })];
    const { '@type': type, stat_prefix } = limit;
    return [
      config.httpFilters({ port }).first({ name: FILTER, typedConfig: { '@type': type, stat_prefix } }),
      config.routes(route).merge({ typed_per_filter_config: { [FILTER]: limit } }),
    ];
  }
}
