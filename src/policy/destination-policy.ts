import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { Warning } from '../ground/warning';
import { CircuitBreakerOptions } from './circuit-breaker-options';
import { ClientTls } from './client-tls';
import { ConnectionPoolOptions } from './connection-pool';
import { connectionPoolSpec } from './connection-pool-spec';
import { LoadBalancing } from './load-balancing';
import { LocalityBalancing } from './locality-balancing';
import { OutlierDetectionOptions } from './outlier-detection';
import { outlierDetectionAdvice, outlierDetectionSpec } from './outlier-detection-spec';
import { PolicyParts, stated } from './policy-parts';
import { PolicyPlace } from './policy-place';
import { ProxyProtocolVersion } from './proxy-protocol';
import { RetryBudgetOptions } from './retry-budget';
import { retryBudgetSpec } from './retry-budget-spec';
import { TunnelOptions } from './tunnel';
import { tunnelSpec } from './tunnel-spec';

type Render = (writer: IConstruct, place: PolicyPlace) => PolicyParts;
type Advise = (place: PolicyPlace) => Warning[];

/**
 * What the proxies of clients do with requests to a host. A host has one policy of each kind, and so have its ports and versions; what a port or
 * a version does not say, it takes from the host.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy
 */
export class DestinationPolicy {
  /** Limits of the connection pool, and ejection of Pods that answer badly. */
  public static circuitBreaker(options: CircuitBreakerOptions): DestinationPolicy {
    return new DestinationPolicy('circuit breaker', (writer) => ({
      connectionPool: connectionPoolSpec(writer, options),
      ...outliers(writer, options),
    }), () => outlierDetectionAdvice(options));
  }

  /** How much is sent at one time. */
  public static connectionPool(options: ConnectionPoolOptions): DestinationPolicy {
    return new DestinationPolicy('connectionPool', (writer) => ({ connectionPool: connectionPoolSpec(writer, options) }));
  }

  /** When a Pod that answers badly gets no requests for a while. */
  public static outlierDetection(options: OutlierDetectionOptions): DestinationPolicy {
    return new DestinationPolicy('outlierDetection', (writer) => outliers(writer, options), () => outlierDetectionAdvice(options));
  }

  /** How a Pod is chosen. */
  public static loadBalancing(loadBalancing: LoadBalancing): DestinationPolicy {
    return new DestinationPolicy('loadBalancer', (writer, place) => ({ loadBalancer: loadBalancing._toSpec(writer, place) }),
      (place) => loadBalancing._advice(place));
  }

  /** How a zone or region is chosen, before a Pod is. */
  public static locality(locality: LocalityBalancing): DestinationPolicy {
    return new DestinationPolicy('locality', (writer) => ({ locality: locality._toSpec(writer) }));
  }

  /** Whether and how clients use TLS. */
  public static tls(tls: ClientTls): DestinationPolicy {
    return new DestinationPolicy('tls', (writer, { namespace }) => ({ tls: tls._toSpec(writer, namespace) }), (place) => tls._advice(place));
  }

  /** How many retries may be under way, as a share of the requests. Istio has it for hosts and versions, not for ports. */
  public static retryBudget(options: RetryBudgetOptions): DestinationPolicy {
    return new DestinationPolicy('retryBudget', (writer) => ({ retryBudget: retryBudgetSpec(writer, options) }));
  }

  /**
   * Connections begin with a line of the PROXY protocol, which names the client. The host has to expect it. Istio has it for hosts and versions,
   * not for ports.
   */
  public static proxyProtocol(version: ProxyProtocolVersion): DestinationPolicy {
    return new DestinationPolicy('proxyProtocol', () => ({ proxyProtocol: { version: VERSIONS[version] } }));
  }

  /**
   * Connections of TCP and TLS are tunnelled through the host, which is a forward proxy. Requests of HTTP are not. Istio has it for hosts and
   * versions, not for ports.
   */
  public static tunnel(options: TunnelOptions): DestinationPolicy {
    return new DestinationPolicy('tunnel', (writer, place) => ({ tunnel: tunnelSpec(writer, place, options) }));
  }

  /** What the policy is called in errors. @internal */
  public readonly _name: string;

  private constructor(name: string, private readonly render: Render, private readonly advise: Advise = () => []) {
    this._name = name;
  }

  /** The parts that the policy sets, at least one. @internal */
  public _parts(writer: IConstruct, place: PolicyPlace): PolicyParts {
    const parts = stated(this.render(writer, place));
    if (Object.keys(parts).length === 0) {
      fail(writer, `the ${this._name} says nothing`, 'give at least one setting, e.g. maxConnections or consecutive5xxErrors');
    }
    return parts;
  }

  /** What is allowed there, but may surprise. @internal */
  public _advice(place: PolicyPlace): Warning[] {
    return this.advise(place);
  }
}

/** Outlier detection and what it is said to do with localities. */
function outliers(writer: IConstruct, options: OutlierDetectionOptions): PolicyParts {
  const outlierDetection = outlierDetectionSpec(writer, options);
  if (options.locality && !outlierDetection) {
    fail(writer, 'locality is given without outlier detection', 'give a setting of it, e.g. consecutive5xxErrors, or use DestinationPolicy.locality');
  }
  return { outlierDetection, locality: options.locality?._toSpec(writer) };
}

const VERSIONS = {
  [ProxyProtocolVersion.V1]: networking.TrafficPolicyProxyProtocolVERSION.V1,
  [ProxyProtocolVersion.V2]: networking.TrafficPolicyProxyProtocolVERSION.V2,
};
