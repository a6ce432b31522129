/** How SPIRE was installed. */
export interface SpireOptions {
  /**
   * The CSI driver that brings the socket of SPIRE's agent into pods.
   * @default 'csi.spiffe.io'
   */
  readonly csiDriver?: string;
  /**
   * The file name of the socket in that volume. With another name than the default a proxy fails at once where the socket is missing.
   * @default 'socket'
   */
  readonly socketFile?: string;
}
