/**
 * Where an extension stands among Istio's own filters.
 *
 * @see https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#PluginPhase
 */
export enum ExtensionPhase {
  /** Before authentication. */
  AUTHN = 'AUTHN',
  /** After authentication, before authorization. */
  AUTHZ = 'AUTHZ',
  /** After authorization, before the statistics. */
  STATS = 'STATS',
}
