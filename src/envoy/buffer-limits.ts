import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { EnvoyChange } from './envoy-change';
import { EnvoyConfig } from './envoy-config';
import { EnvoyRecipeOptions } from './envoy-recipe-options';
import { configOf } from './recipe';
import { kibibytes } from './size-number';
import { writeEnvoyFilter } from './write-envoy-filter';

/** 4 GiB less one KiB: Envoy counts the bytes in 32 bits. */
const MOST = 4194303;

/** How much a proxy keeps in memory, and whose proxies. At least one limit. */
export interface BufferLimitsProps extends EnvoyRecipeOptions {
  /**
   * The buffer of each connection, whole KiB from 1 on: of those that clients make, and of those to hosts. A smaller one takes less memory, a larger
   * one is faster with large bodies on slow networks.
   *
   * @default - 1 MiB
   */
  readonly connectionBuffer?: Size;

  /**
   * The body of a request, whole KiB from 1 on. The proxy waits for the whole body before it sends it on; one that is larger is answered with 413.
   *
   * @default - bodies of any size are sent on as they come
   */
  readonly requestBody?: Size;
}

/**
 * How much a proxy keeps in memory of connections and requests.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/buffer_filter
 */
export class BufferLimits extends Construct {
  /** The EnvoyFilter. */
  public readonly envoyFilter: networking.EnvoyFilter;

  public constructor(scope: Construct, id: string, props: BufferLimitsProps) {
    super(scope, id);
    const config = configOf(this, 'buffer limits', props);
    const changes = [...this.connectionBuffer(config, props), ...this.requestBody(config, props)];
    if (changes.length === 0) fail(this, 'it has no limit', 'give at least one: connectionBuffer or requestBody');
    this.envoyFilter = writeEnvoyFilter(this, id, props, 'How much proxies keep in memory. Istio has no API for it.', changes);
  }

  private connectionBuffer(config: EnvoyConfig, { connectionBuffer }: BufferLimitsProps): EnvoyChange[] {
    if (!connectionBuffer) return [];
    const limit = { per_connection_buffer_limit_bytes: 1024 * kibibytes(this, 'connectionBuffer', connectionBuffer, MOST) };
    return [config.listeners().merge(limit), config.clusters().merge(limit)];
  }

  private requestBody(config: EnvoyConfig, { requestBody }: BufferLimitsProps): EnvoyChange[] {
    if (!requestBody) return [];
    return [config.httpFilters().beforeRouter({
      name: 'envoy.filters.http.buffer',
      typedConfig: {
        '@type': 'type.googleapis.com/envoy.extensions.filters.http.buffer.v3.Buffer',
        max_request_bytes: 1024 * kibibytes(this, 'requestBody', requestBody, MOST),
      },
    })];
  }
}
