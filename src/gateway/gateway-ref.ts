import { Listener } from './listener';

/** Where a gateway is found, and what it listens on. */
export interface GatewayReference {
  /** The name of the `Gateway` object. */
  readonly name: string;
  /** The namespace of the `Gateway` object and of the pods behind it. */
  readonly namespace: string;
  /** The listeners, in the order of the calls that added them. */
  readonly listeners: Listener[];
}

/** A gateway at which hosts can be exposed. */
export interface IGatewayRef {
  /** The gateway's name and listeners. */
  readonly gatewayRef: GatewayReference;
}
