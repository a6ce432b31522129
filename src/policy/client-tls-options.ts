/** How a client's proxy opens TLS towards a host and checks the certificate of the server. */
export interface ClientTlsOptions {
  /**
   * The name of a Secret in the namespace of the proxy that calls: `ca.crt` has the authorities that may have signed the server's certificate,
   * `ca.crl` what they have revoked; `tls.crt` and `tls.key` have the proxy's own certificate, if TLS is mutual.
   *
   * Gateways read it. Sidecars read Secrets only by a rule that selects its clients (`ClientPolicy` with `clients`); by any other rule they
   * ignore all these settings and send plain text, of which a warning is given unless `forGateways` is set.
   *
   * @default - `caConfigMap`, files, or what the proxy's operating system trusts
   */
  readonly credentialName?: string;

  /**
   * Whether only gateways call the host by this rule, so that sidecars need no `credentialName`. Silences the warning, nothing else.
   *
   * @default false
   */
  readonly forGateways?: boolean;

  /**
   * The name of a ConfigMap in the namespace of the rule, whose `ca.crt` has the authorities that may have signed the server's certificate.
   * Every proxy can read it, sidecars as well. The proxy shows no certificate of its own.
   *
   * @default - `credentialName`, files, or what the proxy's operating system trusts
   */
  readonly caConfigMap?: string;

  /**
   * The path of a file in the proxy with the certificates of authorities that may have signed the server's.
   *
   * @default - the authorities that the proxy's operating system trusts
   */
  readonly caCertificates?: string;

  /**
   * The path of a file in the proxy with certificates that the authority has revoked.
   *
   * @default - nothing is revoked
   */
  readonly caCrl?: string;

  /**
   * The name of the server that the proxy asks for.
   *
   * @default - the authority of the request; none for TCP
   */
  readonly sni?: string;

  /**
   * Names of which the certificate of the server must have one.
   *
   * @default - those of the ServiceEntry; else the authority of the request, if `sni` is not set; else no name is checked
   */
  readonly subjectAltNames?: string[];

  /**
   * Whether the certificate of the server is not verified at all. Not together with what it would be verified with.
   *
   * @default false
   */
  readonly insecureSkipVerify?: boolean;
}

/** How a client's proxy opens TLS with a certificate of its own: either `credentialName`, or `clientCertificate` and `privateKey`. */
export interface MutualClientTlsOptions extends ClientTlsOptions {
  /**
   * The path of a file in the proxy with its certificate.
   *
   * @default - that of `credentialName`; an error without it
   */
  readonly clientCertificate?: string;

  /**
   * The path of a file in the proxy with the key of its certificate.
   *
   * @default - that of `credentialName`; an error without it
   */
  readonly privateKey?: string;
}

/** What can be said of Istio's own mutual TLS. */
export interface IstioMutualTlsOptions {
  /**
   * The name of the server that the proxy asks for.
   *
   * @default - the name of Istio's own for the host and port
   */
  readonly sni?: string;

  /**
   * Identities of which the server must have one, e.g. `spiffe://cluster.local/ns/shop/sa/reviews`.
   *
   * @default - those of the host's Pods
   */
  readonly subjectAltNames?: string[];
}
