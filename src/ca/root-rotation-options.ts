import { Duration } from 'cdk8s';
import { CaCertificates } from './ca-certificates';

/** A plugged-in CA of which both Secret and certificates are known. */
export interface RotatedCa {
  /** The Secret in istiod's namespace; `istio-ca-secret` for the CA that istiod made for itself, as the old one. */
  readonly secretName: string;
  /** The certificates that the Secret holds. For `istio-ca-secret`, root and CA certificate are the same. */
  readonly certificates: CaCertificates;
  /**
   * Whether the Secret is of the type `kubernetes.io/tls`, as cert-manager makes it.
   * @default false - its keys are `ca-cert.pem`, `ca-key.pem`, `cert-chain.pem` and `root-cert.pem`
   */
  readonly tls?: boolean;
}

/** From which root to which. */
export interface RootRotationOptions {
  /** The CA that signs until now. */
  readonly from: RotatedCa;
  /** The CA that shall sign, with a root of its own. */
  readonly to: RotatedCa;
  /**
   * The moment at which all certificates must be valid, those of the old CA only as long as it signs.
   * @default - the moment of synthesis, which decides only whether they are refused, never what the output is
   */
  readonly validAt?: Date;
  /**
   * How long they must be valid from then on. Give the time that the rotation will take.
   * @default Duration.days(0)
   */
  readonly validFor?: Duration;
}
