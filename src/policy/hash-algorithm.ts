import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';

const LARGEST_RING = 8388608;
const LARGEST_TABLE = 5000010;

/**
 * How hashed requests are laid out on Pods, so that few of them move when Pods come and go.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/load_balancing/load_balancers
 */
export class HashAlgorithm {
  /**
   * A ring on which each Pod has many places. The more, the more even is the share of each Pod.
   *
   * @param minimumRingSize The number of places on the ring at least, 1 to 8388608 (2^23).
   */
  public static ringHash(minimumRingSize = 1024): HashAlgorithm {
    return new HashAlgorithm((place) => {
      if (!Number.isInteger(minimumRingSize) || minimumRingSize < 1 || minimumRingSize > LARGEST_RING) {
        fail(place, `minimumRingSize is ${minimumRingSize}, a whole number from 1 to ${LARGEST_RING} is allowed`, 'the default is 1024');
      }
      return { ringHash: { minimumRingSize } };
    });
  }

  /**
   * A table of fixed size: faster than a ring, and more requests move when Pods come and go.
   *
   * @param tableSize The number of places in the table, a prime number less than 5000011; several times the number of Pods.
   */
  public static maglev(tableSize = 65537): HashAlgorithm {
    return new HashAlgorithm((place) => {
      if (tableSize > LARGEST_TABLE || !isPrime(tableSize)) {
        fail(place, `tableSize is ${tableSize}, a prime number up to ${LARGEST_TABLE} is allowed`, 'the default is 65537; others are 1009, 10007 and 100003');
      }
      return { maglev: { tableSize } };
    });
  }

  private constructor(private readonly render: (place: IConstruct) => networking.LoadBalancerSettingsConsistentHashLB) {}

  /** @internal */
  public _toSpec(place: IConstruct): networking.LoadBalancerSettingsConsistentHashLB {
    return this.render(place);
  }
}

function isPrime(value: number): boolean {
  if (!Number.isInteger(value) || value < 2) return false;
  for (let factor = 2; factor * factor <= value; factor++) {
    if (value % factor === 0) return false;
  }
  return true;
}
