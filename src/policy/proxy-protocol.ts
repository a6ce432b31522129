/** The versions of HAProxy's PROXY protocol. */
export enum ProxyProtocolVersion {
  /** A line of text. */
  V1 = 'V1',
  /** Binary. */
  V2 = 'V2',
}
