import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { percent } from '../policy/amount';
import { headerMatchers } from './header-matcher';
import { LocalRateLimitExtra, LocalRateLimitProps } from './local-rate-limit-props';
import { headersSpec, statusSpec } from './rate-limit-answer-spec';
import { bucketSpec } from './rate-limit-bucket-spec';

/** The configuration of Envoy's filter for local limits. */
export function localRateLimitSpec(place: IConstruct, props: LocalRateLimitProps): { [field: string]: any } {
  return {
    '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
    stat_prefix: 'http_local_rate_limiter',
    status: statusSpec(place, props),
    token_bucket: bucketSpec(place, props.bucket),
    filter_enabled: share(100),
    filter_enforced: share(percent(place, 'enforcedPercent', props.enforcedPercent) ?? 100),
    response_headers_to_add: headersSpec(place, props),
    ...extrasSpec(place, props),
    local_rate_limit_per_downstream_connection: props.perConnection,
    enable_x_ratelimit_headers: props.rateLimitHeaders ? 'DRAFT_VERSION_03' : undefined,
    rate_limited_as_resource_exhausted: props.grpcResourceExhausted,
  };
}

function extrasSpec(place: IConstruct, { extras = [], bucket }: LocalRateLimitProps): object {
  if (extras.length === 0) return {};
  const named = extras.map((extra, index) => ({ extra, value: `extra-${index + 1}` }));
  return {
    rate_limits: named.map(({ extra, value }) => ({
      actions: [{ header_value_match: { descriptor_value: value, headers: headerMatchers(place, extra.headers) } }],
    })),
    descriptors: named.map(({ extra, value }) => ({
      entries: [{ key: 'header_match', value }],
      token_bucket: bucketSpec(place, multipleOf(place, bucket, extra).bucket),
    })),
    always_consume_default_token_bucket: false,
  };
}

/** Envoy refuses an extra bucket that is not filled along with the other one. */
function multipleOf(place: IConstruct, { per }: LocalRateLimitProps['bucket'], extra: LocalRateLimitExtra): LocalRateLimitExtra {
  const [millis, base] = [extra.bucket.per, per].map((duration) => duration.toMilliseconds({ integral: false }));
  if (millis % base !== 0) fail(place, `an extra bucket is filled every ${millis} ms, a multiple of the ${base} ms of 'bucket' is allowed`, 'change one of them');
  return extra;
}

function share(numerator: number): object {
  return { default_value: { numerator, denominator: 'HUNDRED' } };
}
