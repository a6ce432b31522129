import { IpFamilies } from '../workload/ip-families';
import { TrafficDistribution } from '../workload/traffic-distribution';

/** What can be said of istiod's Service. */
export interface IstiodServiceOptions {
  /**
   * Annotations of the Service.
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
  /**
   * The kinds of addresses that the Service has.
   * @default - addresses of both families with `dualStack`, else of the cluster's first
   */
  readonly ipFamilies?: IpFamilies;
  /**
   * Which istiods proxies prefer.
   * @default - none: all alike
   */
  readonly trafficDistribution?: TrafficDistribution;
}
