import { Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { claim } from '../ground/one-writer';
import { EnvoyConfig } from './envoy-config';
import { EnvoyRecipeOptions } from './envoy-recipe-options';
import { ProxyTraffic } from './proxy-traffic';

/** The requests that a recipe means. */
export function trafficOf(place: IConstruct, { at, cover }: EnvoyRecipeOptions): ProxyTraffic {
  return at ?? (cover._targetRefs(place)?.[0].kind === 'Gateway' ? ProxyTraffic.GATEWAY : ProxyTraffic.INBOUND);
}

/** The configuration that a recipe changes. No other recipe may do the same there: Istio would make both, or the last one would win. */
export function configOf(place: Construct, what: string, options: EnvoyRecipeOptions, part = ''): EnvoyConfig {
  const traffic = trafficOf(place, options);
  claim(place, `${what} of the ${options.cover._text} (${traffic}${part && `, ${part}`})`, 'put all of it into one of them');
  return EnvoyConfig.of(traffic);
}

/** The port as `configOf` names a part. */
export function portPart(port: number | undefined): string {
  return port === undefined ? '' : `port ${port}`;
}

/** A duration as Envoy's JSON form has it: seconds. */
export function secondsText(place: IConstruct, what: string, value: Duration, leastMillis = 1): string {
  const millis = value.toMilliseconds({ integral: false });
  if (!Number.isInteger(millis) || millis < leastMillis) {
    fail(place, `${what} is ${millis} ms, whole milliseconds of at least ${leastMillis} are allowed`, 'give a longer one');
  }
  return `${millis / 1000}s`;
}
