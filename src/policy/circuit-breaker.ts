import { Construct } from 'constructs';
import { IHostRef } from '../host/host';
import { CircuitBreakerOptions } from './circuit-breaker-options';
import { DestinationPolicy } from './destination-policy';
import { HostRules } from './host-rules';

/** A circuit breaker and the host that it protects. */
export interface CircuitBreakerProps extends CircuitBreakerOptions {
  /** The host. */
  readonly host: IHostRef;

  /**
   * The only port of the host that it is for. What it does not say is as for the host.
   * @default - all ports
   */
  readonly port?: number;
}

/**
 * Protects a host from too many requests, and callers from its broken Pods. Each caller's proxy keeps the limits for itself.
 * It becomes a part of the host's DestinationRule; a second circuit breaker of one host or port is an error. Versions have theirs by
 * `ServiceVersion.addPolicy(DestinationPolicy.circuitBreaker(...))`.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/circuit-breaking/
 */
export class CircuitBreaker extends Construct {
  public constructor(scope: Construct, id: string, props: CircuitBreakerProps) {
    super(scope, id);
    HostRules.of(this, props.host).addPolicy(this, DestinationPolicy.circuitBreaker(props), { port: props.port });
  }
}
