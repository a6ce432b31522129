import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { Warning } from '../ground/warning';
import { portList } from '../host/host-port';
import { HashAlgorithm } from './hash-algorithm';
import { HashKey } from './hash-key';
import { PolicyPlace } from './policy-place';
import { WarmupOptions } from './warmup';
import { warmupSpec } from './warmup-spec';

const { LEAST_REQUEST, RANDOM, ROUND_ROBIN, PASSTHROUGH } = networking.LoadBalancerSettingsSimpleLB;

/** What can be said of load balancing that counts requests. */
export interface LoadBalancingOptions {
  /**
   * How a Pod that is new gets its share little by little.
   * @default - it gets its full share at once
   */
  readonly warmup?: WarmupOptions;
}

/** What can be said of load balancing by a hash. */
export interface ConsistentHashOptions {
  /**
   * How the hashes are laid out on Pods.
   * @default HashAlgorithm.ringHash()
   */
  readonly algorithm?: HashAlgorithm;
}

/**
 * How a client's proxy chooses among the Pods of a host. Among zones and regions it chooses before: see `LocalityBalancing`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings
 */
export class LoadBalancing {
  /** The one of two Pods chosen at random that has fewer requests under way. Istio's own default. */
  public static leastRequest(options: LoadBalancingOptions = {}): LoadBalancing {
    return LoadBalancing.simple(LEAST_REQUEST, options);
  }

  /** Any Pod, at random. */
  public static random(): LoadBalancing {
    return LoadBalancing.simple(RANDOM);
  }

  /** One Pod after the other. */
  public static roundRobin(options: LoadBalancingOptions = {}): LoadBalancing {
    return LoadBalancing.simple(ROUND_ROBIN, options);
  }

  /** The address that the client called, without any choice; so versions and zones can't be chosen, either. */
  public static passthrough(): LoadBalancing {
    return LoadBalancing.simple(PASSTHROUGH);
  }

  /**
   * Requests with the same key go to the same Pod as long as the Pods stay the same. Each proxy lays the Pods out alike, so different clients
   * agree. A best effort, no session: when Pods come or go, some keys move.
   */
  public static consistentHash(key: HashKey, options: ConsistentHashOptions = {}): LoadBalancing {
    const { algorithm = HashAlgorithm.ringHash() } = options;
    return new LoadBalancing((writer) => ({ consistentHash: { ...key._toSpec(writer), ...algorithm._toSpec(writer) } }), key);
  }

  private static simple(simple: networking.LoadBalancerSettingsSimpleLB, { warmup }: LoadBalancingOptions = {}): LoadBalancing {
    return new LoadBalancing((writer) => ({ simple, warmup: warmup && warmupSpec(writer, warmup) }));
  }

  private constructor(private readonly render: (writer: IConstruct) => networking.LoadBalancerSettings, private readonly key?: HashKey) {}

  /** @internal */
  public _toSpec(writer: IConstruct, { host, port }: PolicyPlace): networking.LoadBalancerSettings {
    const ports = port ? [port] : host.ports;
    if (this.key?._ofHttp && ports.length > 0 && !ports.some(({ _isHttp }) => _isHttp)) {
      fail(writer, `the ${this.key._name} is hashed, which only requests of HTTP have, and ${host.fqdn} has ${portList({ ...host, ports })}`,
        'hash HashKey.sourceIp(), or declare an HTTP port');
    }
    return this.render(writer);
  }

  /** Routes look at the hash of a port only if they name the port. @internal */
  public _advice({ host, port }: PolicyPlace): Warning[] {
    if (!this.key || !port) return [];
    return [{
      problem: `the hash of port ${port.number} of ${host.fqdn} is without effect for routes that do not name the port as that of their destination`,
      cure: 'hash for the host as a whole, or name the port in the routes',
    }];
  }
}
