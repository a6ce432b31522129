/** Where an egress gateway is found. */
export interface EgressGatewayReference {
  /** The name of its Service. */
  readonly name: string;
  /** The namespace of its Service and of the pods behind it. */
  readonly namespace: string;
  /** The fully qualified name of its Service. */
  readonly fqdn: string;
  /** The labels by which a `Gateway` finds its pods. */
  readonly selector: { [label: string]: string };
  /**
   * The ports that its Service has, where it is made elsewhere.
   * @default - it is made in this program, and its Service gets the ports of the hosts behind it
   */
  readonly ports?: number[];
}

/** A gateway through which workloads call hosts outside of the mesh. */
export interface IEgressGatewayRef {
  /** The gateway's Service and pods. */
  readonly egressGatewayRef: EgressGatewayReference;
}
