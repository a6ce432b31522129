import { ServicePort } from './service-port';

/** Where a host is found, and on which ports it serves. */
export interface HostReference {
  /** The short name, e.g. `reviews`. */
  readonly name: string;
  /** The namespace of the host, e.g. `bookinfo`. */
  readonly namespace: string;
  /** The fully qualified name that stands in Istio's `host` fields, e.g. `reviews.bookinfo.svc.cluster.local`. */
  readonly fqdn: string;
  /** The ports on which the host serves, in the order of its Service. */
  readonly ports: ServicePort[];
  /**
   * The fully qualified name of the service of which this host is one version, where versions have Services of their own.
   * @default - it is not a version
   */
  readonly versionOf?: string;
}

/** Something that clients in the mesh call by name: a `MeshService`, an adopted Service, an external host. */
export interface IHostRef {
  /** The host's name and ports. */
  readonly hostRef: HostReference;
}
