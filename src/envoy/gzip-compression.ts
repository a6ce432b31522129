import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { EnvoyRecipeOptions } from './envoy-recipe-options';
import { configOf, portPart } from './recipe';
import { kibibytes } from './size-number';
import { writeEnvoyFilter } from './write-envoy-filter';

/** Which answers are compressed, and by whose proxies. */
export interface GzipCompressionProps extends EnvoyRecipeOptions {
  /**
   * The size from which answers are compressed, whole KiB from 1 on. Those that do not say their size are compressed.
   *
   * @default - 30 bytes
   */
  readonly minSize?: Size;

  /**
   * The media types that are compressed, e.g. `application/json`.
   *
   * @default - HTML, CSS, plain text, JSON, JavaScript, SVG, XML and XHTML
   */
  readonly contentTypes?: string[];

  /**
   * How hard it tries, from 1 (fast) to 9 (small).
   *
   * @default - 6
   */
  readonly level?: number;

  /**
   * The port: inbound, that on which the Pod's container listens; of a gateway, that on which the proxy listens.
   *
   * @default - all ports
   */
  readonly port?: number;
}

/**
 * Compresses answers for clients that accept gzip. Those that are compressed already are left as they are; a strong `ETag` is taken away.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/compressor_filter
 */
export class GzipCompression extends Construct {
  /** The EnvoyFilter. */
  public readonly envoyFilter: networking.EnvoyFilter;

  public constructor(scope: Construct, id: string, props: GzipCompressionProps) {
    super(scope, id);
    const { port } = props;
    // The first filter is the last to see the answer: it compresses what the others have made of it.
    const change = configOf(this, 'gzip compression', props, portPart(port)).httpFilters({ port }).first({
      name: 'envoy.filters.http.compressor',
      typedConfig: {
        '@type': 'type.googleapis.com/envoy.extensions.filters.http.compressor.v3.Compressor',
        response_direction_config: { common_config: this.which(props) },
        compressor_library: { name: 'gzip', typed_config: this.gzip(props) },
      },
    });
    this.envoyFilter = writeEnvoyFilter(this, id, props, 'Compressed answers. Istio has no API for it.', [change]);
  }

  private which({ minSize, contentTypes }: GzipCompressionProps): object | undefined {
    if (contentTypes?.length === 0) fail(this, 'contentTypes is empty', 'leave it out for the usual ones');
    if (!minSize && !contentTypes) return undefined;
    return { min_content_length: minSize && 1024 * kibibytes(this, 'minSize', minSize, 4194303), content_type: contentTypes };
  }

  private gzip({ level }: GzipCompressionProps): object {
    if (level !== undefined && !(Number.isInteger(level) && level >= 1 && level <= 9)) {
      fail(this, `level is ${level}, a whole number from 1 to 9 is allowed`, 'leave it out for 6');
    }
    return {
      '@type': 'type.googleapis.com/envoy.extensions.compression.gzip.compressor.v3.Gzip',
      compression_level: level && `COMPRESSION_LEVEL_${level}`,
    };
  }
}
