import { IConstruct } from 'constructs';
import { Dialect } from '../dialect/dialect';
import { IMeshRef } from '../ground/mesh-ref';
import { ExportTo } from '../host/export-to';
import { IHostRef } from '../host/host';
import { ServicePort } from '../host/service-port';

/** What a service is made of. Either it is made here (`ports`), or it exists (`service` or `host`). */
export interface MeshServiceProps {
  /**
   * The name of the Service, a DNS label; its Pods carry it as label `app`.
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * The namespace of all objects of the service.
   * @default - the namespace of the chart; an error if it has none
   */
  readonly namespace?: string;

  /**
   * The ports on which it serves, at least one.
   * @default - those of `service` or `host`; an error without them
   */
  readonly ports?: ServicePort[];

  /**
   * A Service construct that exists, of any cdk8s-plus or an ApiObject, to be adopted. Its ports have to be there already.
   * @default - a Service is made
   */
  readonly service?: IConstruct;

  /**
   * A Service that is made outside of this program. Its versions are told by `labels` or `workload`.
   * @default - a Service is made
   */
  readonly host?: IHostRef;

  /**
   * The mesh, which knows the DNS domain of the cluster.
   * @default - the domain is `cluster.local`
   */
  readonly mesh?: IMeshRef;

  /**
   * The API in which routes are written. With `Dialect.GATEWAY_API` they are HTTPRoute, GRPCRoute, TCPRoute and TLSRoute with the Service as
   * parent, and each version has a Service `<name>-<version>`; what that can't say is an error. Policies stay in Istio's DestinationRule.
   * @default Dialect.ISTIO
   */
  readonly dialect?: Dialect;

  /**
   * The name of a ServiceAccount that exists, as which versions made from images run.
   * @default - a ServiceAccount named like the service is made with the first of them
   */
  readonly serviceAccountName?: string;

  /**
   * A ServiceAccount construct that exists, of any cdk8s-plus or an ApiObject, instead of its name.
   * @default - as `serviceAccountName` says
   */
  readonly serviceAccount?: IConstruct;

  /**
   * The namespaces whose proxies see the service, its routes and its policies. Of a Service that exists it holds for routes and policies only.
   * @default - as the mesh says in `defaultServiceExportTo`, `defaultVirtualServiceExportTo` and `defaultDestinationRuleExportTo`: all
   */
  readonly exportTo?: ExportTo;

  /**
   * Labels of the Service.
   * @default - `app` with the name of the service
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the Service.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}
