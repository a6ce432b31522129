import { Duration } from 'cdk8s';
import { CertManagerIssuer } from './cert-manager-issuer';

/** The algorithm of a certificate's key. */
export enum KeyAlgorithm {
  /** ECDSA with the curve P-256: short and fast. */
  ECDSA = 'ECDSA',
  /** RSA with 2048 bits, for clients that know nothing newer. */
  RSA = 'RSA',
}

/** A certificate that cert-manager makes for a gateway. */
export interface GatewayCertificateOptions {
  /** Who signs it. */
  readonly issuer: CertManagerIssuer;
  /**
   * The names for which it is valid. A wildcard certificate of a public CA needs an issuer that proves itself by DNS.
   * @default - the hosts of all listeners of the gateway that show it; `*` is none
   */
  readonly dnsNames?: string[];
  /**
   * How long it is valid, at least an hour; a public CA may have its own mind.
   * @default - cert-manager's, 90 days
   */
  readonly duration?: Duration;
  /**
   * How long before its end it is renewed, at least five minutes. Proxies take the new one without a restart. Less than `duration`.
   * @default - cert-manager's, a third of `duration`
   */
  readonly renewBefore?: Duration;
  /**
   * The algorithm of its key.
   * @default KeyAlgorithm.ECDSA
   */
  readonly keyAlgorithm?: KeyAlgorithm;
}
