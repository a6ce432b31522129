/** How istio-csr was installed. */
export interface IstioCsrOptions {
  /**
   * Where proxies have their certificates signed, `host:port`.
   * @default 'cert-manager-istio-csr.cert-manager.svc:443'
   */
  readonly address?: string;
  /**
   * The Secret with istiod's own certificate, which istio-csr requests in istiod's namespace.
   * @default 'istiod-tls'
   */
  readonly istiodSecretName?: string;
}
