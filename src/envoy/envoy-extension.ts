/**
 * A filter of Envoy with its configuration.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/filters/filters
 */
export interface EnvoyExtension {
  /** The name by which others find the filter. Envoy's own have names like `envoy.filters.http.lua`. */
  readonly name: string;

  /**
   * The configuration in Envoy's JSON form. Its `@type` names the message, e.g.
   * `type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua`; Envoy finds the filter by it. Without one it is an error.
   *
   * @default - `configDiscovery` says it; one of both is needed
   */
  readonly typedConfig?: { [field: string]: any };

  /**
   * Where the proxy asks for the configuration, in Envoy's JSON form: for what `EnvoyChange.extensionConfig` adds. Only for HTTP filters.
   *
   * @default - `typedConfig` says it; one of both is needed
   */
  readonly configDiscovery?: { [field: string]: any };

  /**
   * Whether the filter is off unless a route switches it on. Only for HTTP filters.
   *
   * @default false
   */
  readonly disabled?: boolean;
}
