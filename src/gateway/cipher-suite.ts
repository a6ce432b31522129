/**
 * The cipher suites that Envoy knows for TLS 1.2 and older; those of TLS 1.3 are fixed. Which of them fit depends on the key
 * of the certificate: `ECDHE_ECDSA` for an elliptic curve, the others for RSA.
 */
export enum CipherSuite {
  /** Of Envoy's defaults. */
  ECDHE_ECDSA_AES128_GCM_SHA256 = 'ECDHE-ECDSA-AES128-GCM-SHA256',
  /** Of Envoy's defaults. */
  ECDHE_RSA_AES128_GCM_SHA256 = 'ECDHE-RSA-AES128-GCM-SHA256',
  /** Of Envoy's defaults. */
  ECDHE_ECDSA_AES256_GCM_SHA384 = 'ECDHE-ECDSA-AES256-GCM-SHA384',
  /** Of Envoy's defaults. */
  ECDHE_RSA_AES256_GCM_SHA384 = 'ECDHE-RSA-AES256-GCM-SHA384',
  /** Of Envoy's defaults. */
  ECDHE_ECDSA_CHACHA20_POLY1305 = 'ECDHE-ECDSA-CHACHA20-POLY1305',
  /** Of Envoy's defaults. */
  ECDHE_RSA_CHACHA20_POLY1305 = 'ECDHE-RSA-CHACHA20-POLY1305',
  /** With SHA-1, for TLS 1.0 and 1.1, too. */
  ECDHE_ECDSA_AES128_SHA = 'ECDHE-ECDSA-AES128-SHA',
  /** With SHA-1, for TLS 1.0 and 1.1, too. */
  ECDHE_RSA_AES128_SHA = 'ECDHE-RSA-AES128-SHA',
  /** With SHA-1, for TLS 1.0 and 1.1, too. */
  ECDHE_ECDSA_AES256_SHA = 'ECDHE-ECDSA-AES256-SHA',
  /** With SHA-1, for TLS 1.0 and 1.1, too. */
  ECDHE_RSA_AES256_SHA = 'ECDHE-RSA-AES256-SHA',
  /** Without forward secrecy. */
  AES128_GCM_SHA256 = 'AES128-GCM-SHA256',
  /** Without forward secrecy. */
  AES256_GCM_SHA384 = 'AES256-GCM-SHA384',
  /** Without forward secrecy, with SHA-1, for TLS 1.0 and 1.1, too. */
  AES128_SHA = 'AES128-SHA',
  /** Without forward secrecy, with SHA-1, for TLS 1.0 and 1.1, too. */
  AES256_SHA = 'AES256-SHA',
  /** Without forward secrecy, with SHA-1 and triple DES, for TLS 1.0 and 1.1, too. */
  DES_CBC3_SHA = 'DES-CBC3-SHA',
}
