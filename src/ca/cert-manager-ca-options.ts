import { Duration } from 'cdk8s';

/** The kinds of cert-manager's issuers. */
export enum CertManagerIssuerKind {
  /** An issuer in istiod's namespace. */
  ISSUER = 'Issuer',
  /** An issuer of the whole cluster. */
  CLUSTER_ISSUER = 'ClusterIssuer',
}

/** The algorithm of a CA's key. */
export enum CaKeyAlgorithm {
  /** ECDSA with the curve P-256: short and fast. */
  ECDSA = 'ECDSA',
  /** RSA with 4096 bits, for clients that know nothing newer. */
  RSA = 'RSA',
}

/** An intermediate CA that cert-manager makes. */
export interface CertManagerCaOptions {
  /** The name of the issuer, which must be one that signs CAs (not ACME). */
  readonly issuer: string;
  /**
   * The kind of the issuer.
   * @default CertManagerIssuerKind.CLUSTER_ISSUER
   */
  readonly issuerKind?: CertManagerIssuerKind;
  /**
   * How long the CA certificate is valid, at least an hour.
   * @default Duration.days(90)
   */
  readonly duration?: Duration;
  /**
   * How long before its end the CA certificate is renewed; istiod takes the new one without a restart. Less than `duration`.
   * @default - a third of `duration`
   */
  readonly renewBefore?: Duration;
  /**
   * The algorithm of the CA's key.
   * @default CaKeyAlgorithm.ECDSA
   */
  readonly keyAlgorithm?: CaKeyAlgorithm;
  /**
   * The common name of the CA certificate, at most 64 characters.
   * @default - istiod's host, e.g. `istiod.istio-system.svc`
   */
  readonly commonName?: string;
  /**
   * The Secret in which cert-manager keeps CA certificate and key, of the type `kubernetes.io/tls`.
   * @default 'cacerts'
   */
  readonly secretName?: string;
}
