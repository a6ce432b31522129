/** A version of the Internet Protocol. */
export enum IpFamily {
  /** Addresses such as `10.0.0.1`. */
  IPV4 = 'IPv4',
  /** Addresses such as `fd00::1`. */
  IPV6 = 'IPv6',
}

/**
 * The kinds of addresses that a Service has.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/
 */
export class IpFamilies {
  /**
   * Addresses of one family.
   *
   * @param family The family. @default - the cluster's first
   */
  public static singleStack(family?: IpFamily): IpFamilies {
    return new IpFamilies('SingleStack', family && [family]);
  }

  /**
   * Addresses of both families where the cluster has both, else of the one it has.
   *
   * @param first The family of the Service's main address. @default - the cluster's first
   */
  public static preferDualStack(first?: IpFamily): IpFamilies {
    return new IpFamilies('PreferDualStack', first && both(first));
  }

  /**
   * Addresses of both families. A cluster that does not have both refuses the Service.
   *
   * @param first The family of the Service's main address. @default - the cluster's first
   */
  public static dualStack(first?: IpFamily): IpFamilies {
    return new IpFamilies('RequireDualStack', first && both(first));
  }

  private constructor(private readonly policy: string, private readonly families: IpFamily[] | undefined) {}

  /**
   * What stands in a Service's spec.
   * @internal
   */
  public _toSpec(): object {
    return { ipFamilyPolicy: this.policy, ...(this.families && { ipFamilies: this.families }) };
  }
}

function both(first: IpFamily): IpFamily[] {
  return first === IpFamily.IPV4 ? [IpFamily.IPV4, IpFamily.IPV6] : [IpFamily.IPV6, IpFamily.IPV4];
}
