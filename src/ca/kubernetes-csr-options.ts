/** A signer of CertificateSigningRequests. */
export interface KubernetesSigner {
  /** The signer's name, `<domain>/<name>`, e.g. `clusterissuers.cert-manager.io/mesh`. */
  readonly name: string;
  /** The root of what it signs, as PEM. Proxies trust no other. */
  readonly rootCert: string;
}

/** Who signs CertificateSigningRequests. */
export interface KubernetesCsrOptions {
  /**
   * The signers that istiod may approve requests for, at least one, all of one domain. The first one signs istiod's own certificate and those of
   * workloads; a workload chooses another one by the annotation `proxy.istio.io/config` with `proxyMetadata: { ISTIO_META_CERT_SIGNER: <name> }`.
   */
  readonly signers: KubernetesSigner[];
  /**
   * The moment at which the roots must be valid.
   * @default - the moment of synthesis, which decides only whether they are refused, never what the output is
   */
  readonly validAt?: Date;
}
