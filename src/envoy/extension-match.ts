/** The side of a workload that an extension sees. */
export enum ExtensionMode {
  /** Requests that the workload sends. */
  CLIENT = 'CLIENT',
  /** Requests that the workload gets; all requests of a gateway. */
  SERVER = 'SERVER',
  /** Both. */
  CLIENT_AND_SERVER = 'CLIENT_AND_SERVER',
}

/** The requests that an extension sees. Both conditions have to hold, at least one of them. */
export interface ExtensionMatch {
  /**
   * The side of the workload.
   *
   * @default ExtensionMode.CLIENT_AND_SERVER
   */
  readonly mode?: ExtensionMode;

  /**
   * The ports: of the side of the server those on which the containers listen, of the side of the client those that are called.
   *
   * @default - all ports
   */
  readonly ports?: number[];
}
