import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { CircuitBreakerOptions } from './circuit-breaker-options';
import { ConnectionPoolOptions } from './connection-pool';
import { connectionPoolSpec } from './connection-pool-spec';
import { LoadBalancing } from './load-balancing';
import { OutlierDetectionOptions } from './outlier-detection';
import { outlierDetectionSpec } from './outlier-detection-spec';

/**
 * What the proxies of clients do with requests to a host. A host has one policy of each kind.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy
 */
export class DestinationPolicy {
  /** Limits of the connection pool, and ejection of Pods that answer badly. */
  public static circuitBreaker(options: CircuitBreakerOptions): DestinationPolicy {
    return new DestinationPolicy('circuit breaker', (place) => ({
      connectionPool: connectionPoolSpec(place, options),
      outlierDetection: outlierDetectionSpec(place, options),
    }));
  }

  /** How much is sent at one time. */
  public static connectionPool(options: ConnectionPoolOptions): DestinationPolicy {
    return new DestinationPolicy('connectionPool', (place) => ({ connectionPool: connectionPoolSpec(place, options) }));
  }

  /** When a Pod that answers badly gets no requests for a while. */
  public static outlierDetection(options: OutlierDetectionOptions): DestinationPolicy {
    return new DestinationPolicy('outlierDetection', (place) => ({ outlierDetection: outlierDetectionSpec(place, options) }));
  }

  /** How a Pod is chosen. */
  public static loadBalancing(loadBalancing: LoadBalancing): DestinationPolicy {
    return new DestinationPolicy('loadBalancer', () => ({ loadBalancer: loadBalancing._toSpec() }));
  }

  /** What the policy is called in errors. @internal */
  public readonly _name: string;

  private constructor(name: string, private readonly render: (place: IConstruct) => networking.TrafficPolicy) {
    this._name = name;
  }

  /** The parts that the policy sets, at least one. @internal */
  public _toSpec(place: IConstruct): networking.TrafficPolicy {
    const parts = Object.entries(this.render(place)).filter(([, part]) => part !== undefined);
    if (parts.length === 0) fail(place, `the ${this._name} says nothing`, 'give at least one setting, e.g. maxConnections or consecutive5xxErrors');
    return Object.fromEntries(parts);
  }
}
