import { IConstruct } from 'constructs';
import { dnsName } from '../ground/names';

/** An issuer of another project than cert-manager, e.g. of a cloud's private CA. */
export interface ExternalIssuerOptions {
  /** The API group of its kind, e.g. `awspca.cert-manager.io`. */
  readonly group: string;
  /** Its kind, e.g. `AWSPCAClusterIssuer`. */
  readonly kind: string;
  /** Its name. */
  readonly name: string;
}

/**
 * Who signs a certificate that cert-manager makes.
 *
 * @see https://cert-manager.io/docs/configuration/
 */
export class CertManagerIssuer {
  /**
   * A `ClusterIssuer`, for all namespaces.
   *
   * @param name Its name.
   */
  public static clusterIssuer(name: string): CertManagerIssuer {
    return new CertManagerIssuer('ClusterIssuer', name);
  }

  /**
   * An `Issuer` in the namespace of the certificate.
   *
   * @param name Its name.
   */
  public static issuer(name: string): CertManagerIssuer {
    return new CertManagerIssuer('Issuer', name);
  }

  /**
   * An issuer of another project.
   *
   * @param options Its group, kind and name.
   */
  public static external(options: ExternalIssuerOptions): CertManagerIssuer {
    return new CertManagerIssuer(options.kind, options.name, options.group);
  }

  private constructor(private readonly kind: string, private readonly name: string, private readonly group = 'cert-manager.io') {}

  /** @internal */
  public _toSpec(place: IConstruct): object {
    return { group: dnsName(place, 'group of the issuer', this.group), kind: this.kind, name: dnsName(place, 'issuer', this.name) };
  }
}
