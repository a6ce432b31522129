/** For what a policy holds. */
export interface PolicyOptions {
  /**
   * The only port of the host for which it holds. What it does not say is as for all ports.
   * @default - all ports
   */
  readonly port?: number;
}
