/** Where the requests of a region go when the Pods there have failed. */
export interface RegionFailover {
  /** The region of the clients, without zone, e.g. `eu-central`. */
  readonly from: string;
  /** The region that takes over. */
  readonly to: string;
}

/** How the requests of a locality are shared out. */
export interface LocalityShare {
  /**
   * The locality of the clients: `region`, `region/zone` or `region/zone/subzone`; a `*` at the end stands for all of them. Of several shares
   * the first that fits decides.
   */
  readonly from: string;
  /** The share in percent (1 to 100) of each locality that gets requests; together 100. Localities that are not named get none. */
  readonly to: { [locality: string]: number };
}

/** What can be said of balancing by nearness. */
export interface FailoverOptions {
  /**
   * Where the requests of single regions go when the Pods of their own have failed.
   * @default - any other region
   */
  readonly failover?: RegionFailover[];

  /**
   * Whether outlier detection stands in the mesh's `defaultTrafficPolicy`. Without outlier detection nearness is without effect, which is an error.
   * @default false
   */
  readonly outlierDetectionOfMesh?: boolean;
}

/** What can be said of balancing by zones with Envoy's own means. */
export interface ZoneAwareOptions {
  /**
   * Where the requests of single regions go when the Pods of their own have failed.
   * @default - any other region
   */
  readonly failover?: RegionFailover[];

  /**
   * Labels by which Pods of a region are preferred, as for `LocalityBalancing.failoverPriority`, but none of region, zone and subzone.
   * @default - none
   */
  readonly failoverPriority?: string[];

  /**
   * With fewer Pods than so many, zones do not matter.
   * @default 6
   */
  readonly minClusterSize?: number;

  /**
   * Whether outlier detection stands in the mesh's `defaultTrafficPolicy`. Without outlier detection Pods of other regions are called only when
   * there are none in the nearer ones, of which a warning is given.
   * @default false
   */
  readonly outlierDetectionOfMesh?: boolean;
}
