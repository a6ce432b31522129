import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { positive } from '../policy/amount';
import { EnvoyRecipeOptions } from './envoy-recipe-options';
import { configOf, portPart } from './recipe';
import { kibibytes } from './size-number';
import { writeEnvoyFilter } from './write-envoy-filter';

/** How large the headers of a request may be, and whose proxies look. At least one limit. */
export interface HeaderLimitsProps extends EnvoyRecipeOptions {
  /**
   * The size of all headers of a request together, whole KiB from 1 to 8192.
   *
   * @default - 60 KiB
   */
  readonly maxSize?: Size;

  /**
   * The number of headers of a request, at least 1.
   *
   * @default - 100
   */
  readonly maxCount?: number;

  /**
   * The port: inbound, that on which the Pod's container listens; of a gateway, that on which the proxy listens.
   *
   * @default - all ports
   */
  readonly port?: number;
}

/**
 * How large the headers of a request may be; one with more of them is answered with 431. Each proxy on the way has its own limit: who raises it for a
 * workload raises it for its clients, too (`ProxyTraffic.ANY`, and the gateway before it).
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/filters/network/http_connection_manager/v3/http_connection_manager.proto
 */
export class HeaderLimits extends Construct {
  /** The EnvoyFilter. */
  public readonly envoyFilter: networking.EnvoyFilter;

  public constructor(scope: Construct, id: string, props: HeaderLimitsProps) {
    super(scope, id);
    const { maxSize, maxCount, port } = props;
    if (maxSize === undefined && maxCount === undefined) fail(this, 'it has no limit', 'give at least one: maxSize or maxCount');
    const count = positive(this, 'maxCount', maxCount);
    const manager = configOf(this, 'header limits', props, portPart(port)).connectionManager({ port });
    this.envoyFilter = writeEnvoyFilter(this, id, props, 'The size of request headers. Istio has no API for it.', [manager.merge({
      max_request_headers_kb: maxSize && kibibytes(this, 'maxSize', maxSize, 8192),
      common_http_protocol_options: count && { max_headers_count: count },
    })]);
  }
}
