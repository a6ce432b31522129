import { CipherSuite } from './cipher-suite';
import { ClientCa } from './client-ca';
import { GatewayCertificateOptions } from './gateway-certificate-options';
import { TlsVersion } from './tls-version';

/** What a gateway and its clients may agree on. */
export interface TlsProtocolOptions {
  /**
   * The oldest version of TLS that clients may speak.
   * @default TlsVersion.V1_2, or what the mesh's `tlsDefaults` say
   */
  readonly minVersion?: TlsVersion;
  /**
   * The newest version of TLS that clients may speak.
   * @default TlsVersion.V1_3
   */
  readonly maxVersion?: TlsVersion;
  /**
   * The cipher suites for TLS 1.2 and older. A version below 1.2 needs one of its time, with SHA-1.
   * @default - what the mesh's `tlsDefaults` say, else Envoy's: AES-GCM and ChaCha20 with forward secrecy
   */
  readonly cipherSuites?: CipherSuite[];
}

/** How a gateway ends TLS that only the server proves itself with. */
export interface SimpleTlsOptions extends TlsProtocolOptions {
  /**
   * A second Secret whose key is of another algorithm, e.g. RSA beside ECDSA: a client gets the certificate that it can check.
   * @default - none
   */
  readonly secondCredentialName?: string;
  /**
   * Lets cert-manager make the Secret and renew the certificate in it.
   * @default - the Secret comes from elsewhere
   */
  readonly certManager?: GatewayCertificateOptions;
}

/** What a gateway wants to see in the certificates of clients. */
export interface ClientCertificateOptions {
  /**
   * Names of which a client's certificate must have one, e.g. `spiffe://partner.example.com/billing` or a DNS name.
   * @default - any name
   */
  readonly subjectAltNames?: string[];
  /**
   * Whether a client whose certificate cannot be verified comes in nevertheless. What it showed then stands in the header
   * `x-forwarded-client-cert`, where the application has to decide. Istio 1.31 or newer.
   * @default false
   */
  readonly insecureSkipVerify?: boolean;
}

/** How a gateway ends TLS for which clients have certificates, too. */
export interface MutualTlsOptions extends SimpleTlsOptions, ClientCertificateOptions {
  /**
   * The CA that signs the certificates of clients.
   * @default - of the Secret `<credentialName>-cacert`, or of the key `ca.crt` in the credential's own
   */
  readonly clientCa?: ClientCa;
  /**
   * The only keys that clients may have: SHA-256 of the public key (SPKI), in base64.
   * @default - any
   */
  readonly verifyCertificateSpki?: string[];
  /**
   * The only certificates that clients may have: SHA-256 of the certificate, in hex, with colons or without. One that fits
   * `verifyCertificateSpki` is accepted, too.
   * @default - any
   */
  readonly verifyCertificateHash?: string[];
}

/** How a gateway ends the mesh's own TLS. */
export interface IstioMutualGatewayTlsOptions extends ClientCertificateOptions {
  /**
   * The file with the certificates that the mesh's CA revoked.
   * @default - none is revoked
   */
  readonly caCrl?: string;
}

/** A certificate and its key in files of the proxy's container. */
export interface TlsFiles {
  /** The path of the certificate and those that signed it, in PEM. */
  readonly certificate: string;
  /** The path of the key, in PEM. */
  readonly privateKey: string;
}

/** How a gateway ends TLS with certificates of clients, all of them in files. */
export interface FileMutualTlsOptions extends TlsProtocolOptions, ClientCertificateOptions {
  /** The path of the CA certificates that sign those of clients. */
  readonly caCertificates: string;
  /**
   * The path of the list of the certificates that the CA revoked.
   * @default - none is revoked
   */
  readonly caCrl?: string;
  /**
   * Whether clients without a certificate come in, too.
   * @default false
   */
  readonly optional?: boolean;
}
