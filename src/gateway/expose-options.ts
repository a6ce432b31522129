import { ExposedHostOptions } from './exposed-host';
import { ExposedTcpHostOptions } from './exposed-tcp-host';
import { ExposedTlsHostOptions } from './exposed-tls-host';

/** What `expose()` of a gateway takes besides the host. */
export interface ExposeOptions extends ExposedHostOptions {
  /**
   * The id of the construct, also the end of the VirtualService's name.
   * @default - the first public host; `any` for `*`
   */
  readonly id?: string;
}

/** What `exposeTcp()` of a gateway takes besides the host. */
export interface ExposeTcpOptions extends ExposedTcpHostOptions {
  /**
   * The id of the construct, also the end of the VirtualService's name.
   * @default - the name of the host
   */
  readonly id?: string;
}

/** What `exposeTls()` of a gateway takes besides the host. */
export interface ExposeTlsOptions extends ExposedTlsHostOptions {
  /**
   * The id of the construct, also the end of the VirtualService's name.
   * @default - the first public host; `any` for `*`
   */
  readonly id?: string;
}
