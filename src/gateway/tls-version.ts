/** A version of the TLS protocol that a gateway speaks with its clients. */
export enum TlsVersion {
  /** TLS 1.0, which is broken; it needs a cipher suite of its time. */
  V1_0 = 'TLSV1_0',
  /** TLS 1.1, which is broken; it needs a cipher suite of its time. */
  V1_1 = 'TLSV1_1',
  /** TLS 1.2. */
  V1_2 = 'TLSV1_2',
  /** TLS 1.3. */
  V1_3 = 'TLSV1_3',
}
