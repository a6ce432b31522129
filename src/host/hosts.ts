import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { DestinationReference, IDestination } from './destination';
import { HostReference, IHostRef } from './host';
import { checkPorts, hostReference } from './host-reference';
import { ServicePort } from './service-port';
import { readService } from './service-reader';

/** What a Service construct may not say itself. */
export interface ServiceHostOptions {
  /**
   * The namespace into which the Service is applied.
   *
   * @default - the namespace of the Service's metadata, or of its chart; an error if there is none
   */
  readonly namespace?: string;

  /**
   * The DNS domain of the cluster.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
}

/** A Service that is not part of this program. */
export interface NamedHostOptions {
  /** The name of the Service, a DNS label. */
  readonly name: string;
  /** The namespace of the Service. */
  readonly namespace: string;
  /** The ports of the Service, at least one. */
  readonly ports: ServicePort[];

  /**
   * The DNS domain of the cluster.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
}

/** A Kubernetes Service as a host of the mesh. Made by `Hosts`. */
export class ServiceHost implements IHostRef, IDestination {
  /** @internal */
  public static _of(place: IConstruct | string, options: NamedHostOptions): ServiceHost {
    return new ServiceHost(hostReference(place, options));
  }

  public readonly hostRef: HostReference;

  private constructor(hostRef: HostReference) {
    this.hostRef = hostRef;
  }

  public get destinationRef(): DestinationReference {
    return { host: this.hostRef };
  }
}

/** Finds hosts of the mesh that no construct of this library makes. */
export class Hosts {
  /**
   * The host of a Service construct: of any cdk8s-plus, or an `ApiObject` of kind Service.
   * Its ports are read at once, so add them before.
   */
  public static ofService(service: IConstruct, options: ServiceHostOptions = {}): ServiceHost {
    const read = readService(service);
    const namespace = options.namespace ?? read.namespace
      ?? fail(service, 'the Service has no namespace', `give its chart a namespace, or say it: Hosts.ofService(service, { namespace: 'shop' })`);
    return ServiceHost._of(service, { name: read.name, namespace, ports: read.ports, clusterDomain: options.clusterDomain });
  }

  /** The host of a Service that exists in the cluster under this name. */
  public static named(options: NamedHostOptions): ServiceHost {
    const place = `Hosts.named('${options.namespace}/${options.name}')`;
    checkPorts(place, options.ports);
    return ServiceHost._of(place, options);
  }

  private constructor() {}
}
