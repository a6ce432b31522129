/** When the image of a Wasm module is pulled. */
export enum WasmPullPolicy {
  /** When the proxy does not have it. */
  IF_NOT_PRESENT = 'IF_NOT_PRESENT',
  /** Each time the configuration changes. */
  ALWAYS = 'ALWAYS',
}

/** What happens when a Wasm module can't be loaded, or breaks. */
export enum WasmFailStrategy {
  /** Requests are refused with 5xx. */
  FAIL_CLOSE = 'FAIL_CLOSE',
  /** Requests pass without it. */
  FAIL_OPEN = 'FAIL_OPEN',
  /** It is loaded again for the next request; this one is refused. */
  FAIL_RELOAD = 'FAIL_RELOAD',
}

/** What a Wasm module sees. */
export enum WasmType {
  /** Requests. */
  HTTP = 'HTTP',
  /** Bytes of connections. */
  NETWORK = 'NETWORK',
}

/**
 * A WebAssembly module, and how proxies load it.
 *
 * @see https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin
 */
export interface WasmModule {
  /** Where it is: `oci://registry/image:tag`, `https://`, `http://` or `file:///` in the proxy's container. */
  readonly url: string;

  /**
   * The SHA-256 checksum of the module, or of the image: 64 hexadecimal digits in lower case.
   *
   * @default - that of the url, or none: whoever serves the url says what proxies run
   */
  readonly sha256?: string;

  /**
   * When it is pulled.
   *
   * @default - `ALWAYS` for the tag `latest`, otherwise `IF_NOT_PRESENT`
   */
  readonly imagePullPolicy?: WasmPullPolicy;

  /**
   * The Secret of the namespace with the registry's credentials, a DNS name. Only for `oci://`.
   *
   * @default - none
   */
  readonly imagePullSecret?: string;

  /**
   * The name by which the module knows itself, at most 256 characters.
   *
   * @default - none
   */
  readonly pluginName?: string;

  /**
   * The configuration that the module gets, as JSON.
   *
   * @default - none
   */
  readonly pluginConfig?: { [field: string]: any };

  /**
   * What happens when it can't be loaded, or breaks.
   *
   * @default WasmFailStrategy.FAIL_CLOSE
   */
  readonly failStrategy?: WasmFailStrategy;

  /**
   * Environment variables of the module.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };

  /**
   * Environment variables that the module gets from the proxy's container.
   *
   * @default - none
   */
  readonly hostEnvironment?: string[];

  /**
   * What it sees.
   *
   * @default WasmType.HTTP
   */
  readonly type?: WasmType;
}
