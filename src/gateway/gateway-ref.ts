import { Dialect } from '../dialect/dialect';
import { ClientReference } from '../host/client';
import { Listener } from './listener';

/** Where a gateway is found, and what it listens on. */
export interface GatewayReference {
  /** The name of the `Gateway` object. */
  readonly name: string;
  /** The namespace of the `Gateway` object. */
  readonly namespace: string;
  /**
   * The namespace of the pods behind it.
   * @default - that of the `Gateway` object
   */
  readonly proxyNamespace?: string;
  /** The listeners, in the order of the calls that added them. */
  readonly listeners: Listener[];
  /**
   * The names of the listeners, in the same order.
   * @default - not known; routes of the Gateway API need them
   */
  readonly listenerNames?: string[];
  /**
   * The proxies behind it as those who call the hosts that are exposed.
   * @default - not known; what they call is declared by calledBy() of each service then
   */
  readonly proxies?: ClientReference;
  /**
   * The API in which the gateway is written.
   * @default Dialect.ISTIO
   */
  readonly dialect?: Dialect;
}

/** A gateway at which hosts can be exposed. */
export interface IGatewayRef {
  /** The gateway's name and listeners. */
  readonly gatewayRef: GatewayReference;
}
