import { ExportTo } from './export-to';
import { HostLocation } from './host-location';
import { HostResolution } from './host-resolution';
import { ServicePort } from './service-port';

/** What a host is made of that Kubernetes does not know. */
export interface ExternalHostProps {
  /**
   * The names by which clients call it: DNS names, or `*.` before one for all names below it. Each is a host of its own with the same ports
   * and endpoints; routes and policies are for the first one, those of the others are for `named()`.
   */
  readonly hosts: string[];

  /**
   * The ports that clients call, at least one, each with what the clients speak. Behind `targetPort` something else may listen: with
   * `ServicePort.http(80, { targetPort: 443 })` clients speak HTTP, and a proxy that originates TLS turns it into HTTPS.
   */
  readonly ports: ServicePort[];

  /**
   * How proxies find the addresses behind the names.
   *
   * @default HostResolution.dns() - which can't find wildcard hosts
   */
  readonly resolution?: HostResolution;

  /**
   * Virtual IP addresses by which connections to the host are known, or ranges of them in CIDR form; where the resolution is `none()`, the real
   * ones.
   *
   * @default - istiod gives each host an address of its own (not with `none()`), which clients get from DNS if `proxy.dnsCapture` is on.
   * Without any, HTTP is known by its authority, TLS by its SNI, and everything else by the number of the port alone
   */
  readonly addresses?: string[];

  /**
   * Whether what answers belongs to the mesh.
   *
   * @default HostLocation.MESH_EXTERNAL
   */
  readonly location?: HostLocation;

  /**
   * Names of which the certificate of the server must have one: of a server outside of the mesh where proxies originate TLS, of one
   * inside of it, e.g. `spiffe://cluster.local/ns/shop/sa/ratings`.
   *
   * @default - outside of the mesh the name that the request asks for; inside of it the accounts of the endpoints
   */
  readonly subjectAltNames?: string[];

  /**
   * The namespaces whose workloads know the host. For all others it is a host that the mesh does not know.
   *
   * @default - as the mesh says in `defaultServiceExportTo`: all namespaces
   */
  readonly exportTo?: ExportTo;

  /**
   * The name of its objects, a DNS name.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * The namespace of its objects.
   *
   * @default - the namespace of the chart; an error if it has none
   */
  readonly namespace?: string;

  /**
   * Labels of the ServiceEntry, e.g. `istio.io/use-waypoint` or `networking.istio.io/enable-autoallocate-ip: "false"`.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the ServiceEntry, e.g. `networking.istio.io/traffic-distribution`.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}
