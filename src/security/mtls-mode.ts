/**
 * Which connections the proxy of a workload takes.
 *
 * @see https://istio.io/latest/docs/reference/config/security/peer_authentication/#PeerAuthentication-MutualTLS-Mode
 */
export enum MtlsMode {
  /** Plain text only, mutual TLS is not answered. */
  DISABLE = 'DISABLE',
  /** Mutual TLS and plain text. */
  PERMISSIVE = 'PERMISSIVE',
  /** Mutual TLS only. */
  STRICT = 'STRICT',
}
