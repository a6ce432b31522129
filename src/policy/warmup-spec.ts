import { IConstruct } from 'constructs';
import { networking } from '../api';
import { durationText } from '../ground/duration-text';
import { fail } from '../ground/fail';
import { share } from './amount';
import { WarmupOptions } from './warmup';

/** A warm-up as it stands in a traffic policy. */
export function warmupSpec(place: IConstruct, { duration, minimumPercent, aggression }: WarmupOptions): networking.WarmupConfiguration {
  if (aggression !== undefined && !(aggression > 0 && aggression < Infinity)) {
    fail(place, `aggression of the warm-up is ${aggression}, more than 0 is allowed`, 'leave it out to grow evenly');
  }
  return {
    duration: durationText(place, 'duration of the warm-up', duration),
    minimumPercent: share(place, 'minimumPercent of the warm-up', minimumPercent),
    aggression,
  };
}
