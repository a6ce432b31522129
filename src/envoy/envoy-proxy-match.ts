/**
 * Which proxies get the changes of a patch, by what they say of themselves. All conditions have to hold.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ProxyMatch
 */
export interface EnvoyProxyMatch {
  /**
   * The minor version of Istio that the proxy is of, e.g. `1.31`. An upgrade leaves the patch behind instead of breaking it.
   *
   * @default - any version
   */
  readonly istioMinor?: string;

  /**
   * A regular expression of RE2 that a part of the proxy's version fits, at most 1024 characters. Not together with `istioMinor`.
   *
   * @default - any version
   */
  readonly versionRegex?: string;

  /**
   * Texts of the proxy's node metadata, all of which are equal.
   *
   * @default - any
   */
  readonly metadata?: { [key: string]: string };
}
