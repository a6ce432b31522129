import { PolicyScope } from '../security/policy-scope';
import { EnvoyProxyMatch } from './envoy-proxy-match';

/** Which proxies an EnvoyFilter changes, and when. */
export interface EnvoyFilterOptions {
  /** The workloads whose proxies are changed. */
  readonly cover: PolicyScope;

  /**
   * The name of the EnvoyFilter, a DNS name.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * The place among other EnvoyFilters of the same proxy, a whole number: lower ones come first. 0 would leave it to the time at which the objects
   * were made, so it is an error.
   *
   * @default 10
   */
  readonly priority?: number;

  /**
   * Which of the proxies are changed, by version or metadata.
   *
   * @default - all of them
   */
  readonly proxies?: EnvoyProxyMatch;
}
