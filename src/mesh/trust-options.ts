/** How what the CA has signed gets to those who check it, and how proxies prove to the CA who they are. */
export interface TrustOptions {
  /**
   * The ConfigMap in which istiod gives each namespace the mesh's root certificate, a DNS name.
   * @default 'istio-ca-root-cert'
   */
  readonly rootCertConfigMap?: string;
  /**
   * The ConfigMap in which istiod gives each namespace the CA's revocation list, a DNS name.
   * @default 'istio-ca-crl'
   */
  readonly crlConfigMap?: string;
  /**
   * Whether the root certificate is in one ClusterTrustBundle of the cluster instead. The cluster must serve `certificates.k8s.io/v1beta1`.
   * @default false
   */
  readonly clusterTrustBundle?: boolean;
  /**
   * For whom the tokens are meant by which proxies, ztunnel included, prove to the CA who they are.
   * @default 'istio-ca'
   */
  readonly tokenAudience?: string;
}
