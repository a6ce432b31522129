import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { networking } from '../api';
import { positive } from '../policy/amount';
import { EnvoyRecipeOptions } from './envoy-recipe-options';
import { configOf, portPart, secondsText } from './recipe';
import { writeEnvoyFilter } from './write-envoy-filter';

/** How many connections are open at one time, and whose proxies count. */
export interface ConnectionLimitProps extends EnvoyRecipeOptions {
  /** The number of connections, at least 1. Each proxy counts for itself, mutual TLS and plain text apart. */
  readonly maxConnections: number;

  /**
   * How long a connection over the limit is kept waiting before it is closed, at least 1 ms: clients that try again at once do it less often.
   *
   * @default - it is closed at once
   */
  readonly delay?: Duration;

  /**
   * The port: inbound, that on which the Pod's container listens; of a gateway, that on which the proxy listens.
   *
   * @default - each port has the limit for itself
   */
  readonly port?: number;
}

/**
 * How many connections a proxy takes at one time, of any protocol. `CircuitBreaker` is the counterpart on the side of the clients.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/network_filters/connection_limit_filter
 */
export class ConnectionLimit extends Construct {
  /** The EnvoyFilter. */
  public readonly envoyFilter: networking.EnvoyFilter;

  public constructor(scope: Construct, id: string, props: ConnectionLimitProps) {
    super(scope, id);
    const { port, delay } = props;
    const filters = configOf(this, 'connection limit', props, portPart(port)).networkFilters({ port });
    this.envoyFilter = writeEnvoyFilter(this, id, props, 'How many connections a proxy takes. Istio has no API for it on the side of the server.', [
      filters.first({
        name: 'envoy.filters.network.connection_limit',
        typedConfig: {
          '@type': 'type.googleapis.com/envoy.extensions.filters.network.connection_limit.v3.ConnectionLimit',
          stat_prefix: 'connection_limit',
          max_connections: positive(this, 'maxConnections', props.maxConnections),
          delay: delay && secondsText(this, 'delay', delay),
        },
      }),
    ]);
  }
}
