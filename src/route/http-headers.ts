/** What happens to headers on their way. */
export interface HttpHeaders {
  /**
   * Before the request goes to its destination.
   * @default - the request's headers stay as they are
   */
  readonly request?: HeaderOperations;

  /**
   * Before the response goes to the caller.
   * @default - the response's headers stay as they are
   */
  readonly response?: HeaderOperations;
}

/**
 * Changes of headers. Values may hold Envoy's variables such as `%DOWNSTREAM_REMOTE_ADDRESS%`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#Headers
 */
export interface HeaderOperations {
  /**
   * Headers that get a new value.
   * @default - none
   */
  readonly set?: { [name: string]: string };

  /**
   * Values that are added to what the header already holds.
   * @default - none
   */
  readonly add?: { [name: string]: string };

  /**
   * Names of headers that are taken away.
   * @default - none
   */
  readonly remove?: string[];
}
