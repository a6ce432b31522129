import { HostReference } from './host';

/** Where a route sends requests: a host, or one version of it. */
export interface DestinationReference {
  /** The host. */
  readonly host: HostReference;
  /**
   * The subset of the host's DestinationRule that selects one version.
   *
   * @default - all versions of the host
   */
  readonly subset?: string;
}

/** Something to which a route can send requests: a host (all its versions), or a `ServiceVersion`. */
export interface IDestination {
  /** The host, and the version of it if only one is meant. */
  readonly destinationRef: DestinationReference;
}
