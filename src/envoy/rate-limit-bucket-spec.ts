import { IConstruct } from 'constructs';
import { positive } from '../policy/amount';
import { RateLimitBucket } from './rate-limit-bucket';
import { secondsText } from './recipe';

/** A bucket in Envoy's form. */
export function bucketSpec(place: IConstruct, { requests, per, burst }: RateLimitBucket): object {
  const tokens = positive(place, 'requests', requests);
  return {
    max_tokens: positive(place, 'burst', burst) ?? tokens,
    tokens_per_fill: tokens,
    fill_interval: secondsText(place, 'per', per, 50),
  };
}
