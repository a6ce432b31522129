import { HttpMethod } from '../match/http-method';

/** Which requests and connections a call is about. Several calls of one service add up. */
export interface CallOptions {
  /**
   * Methods of HTTP. gRPC has POST only.
   * @default - any
   */
  readonly methods?: HttpMethod[];
  /**
   * Paths without the query: whole, `/api/*` by their beginning, `*.jpg` by their end, or with `{*}` for one segment and `{**}` for any number of
   * them. Of gRPC `/package.Service/Method`.
   * @default - any
   */
  readonly paths?: string[];
  /**
   * Ports of the Service.
   * @default - all; those that speak HTTP, where methods or paths are given
   */
  readonly ports?: number[];
}
