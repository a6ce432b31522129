import { Duration } from 'cdk8s';
import { CaCertificates } from './ca-certificates';

/** What is known of a plugged-in CA besides the name of its Secret. */
export interface PluggedInOptions {
  /**
   * The certificates that the Secret holds. They are checked: the chain leads to the root, all are certificates of CAs that may sign and
   * are valid, and what they say of names fits the mesh. istiod starts anew when they change.
   * @default - not known, so not checked
   */
  readonly certificates?: CaCertificates;
  /**
   * The private key as PEM, to be checked against the CA certificate. It does not stand in the output unless `secretInOutput` says so.
   * @default - not known, so not checked
   */
  readonly privateKey?: string;
  /**
   * Whether the Secret is made here, **with the private key in the output**: readable to all who can read that. For trials, or where the
   * output is encrypted. Needs `certificates` and `privateKey`.
   * @default false - the Secret comes from elsewhere
   */
  readonly secretInOutput?: boolean;
  /**
   * The moment at which the certificates must be valid.
   * @default - the moment of synthesis, which decides only whether they are refused, never what the output is
   */
  readonly validAt?: Date;
  /**
   * How long the certificates must be valid from then on, e.g. 30 days to be told in time.
   * @default Duration.days(0)
   */
  readonly validFor?: Duration;
}
