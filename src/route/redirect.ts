/** Where the port of a redirect comes from. */
export enum RedirectPort {
  /** 80 for `http`, 443 for `https`. */
  FROM_PROTOCOL_DEFAULT = 'FROM_PROTOCOL_DEFAULT',
  /** The port of the request. */
  FROM_REQUEST_PORT = 'FROM_REQUEST_PORT',
}

/**
 * What a redirect changes of the request's URL; at least one of it, otherwise clients would go in circles.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRedirect
 */
export interface RedirectOptions {
  /**
   * The new path, in place of the whole old one.
   * @default - the path of the request
   */
  readonly uri?: string;

  /**
   * What replaces the matched prefix of the path. Each `uri` of the route's matches has to be a prefix. Not together with `uri`.
   * @default - the path of the request
   */
  readonly prefixRewrite?: string;

  /**
   * The new host, with a port if need be.
   * @default - the host of the request
   */
  readonly authority?: string;

  /**
   * The new scheme, `http` or `https`.
   * @default - the scheme of the request
   */
  readonly scheme?: string;

  /**
   * The new port. Not together with `derivePort`.
   * @default - what `derivePort` says
   */
  readonly port?: number;

  /**
   * Where the new port comes from.
   * @default - the port that the client wrote behind the host; without `authority` only, and not the usual one of another scheme
   */
  readonly derivePort?: RedirectPort;

  /**
   * The status, 301, 302, 303, 307 or 308.
   * @default 301
   */
  readonly redirectCode?: number;
}
