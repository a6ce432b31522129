import { IDestination } from '../../src/host/destination';
import { Hosts, ServiceHost } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';

/** A host of namespace `bookinfo`; one HTTP port unless ports are given. */
export function host(name: string, ...ports: ServicePort[]): ServiceHost {
  return Hosts.named({ name, namespace: 'bookinfo', ports: ports.length > 0 ? ports : [ServicePort.http(9080)] });
}

/** One version of a host. */
export function version(of: ServiceHost, subset: string): IDestination {
  return { destinationRef: { host: of.hostRef, subset } };
}

/** What is left of a spec in the output. */
export function written(spec: unknown): any {
  return JSON.parse(JSON.stringify(spec));
}
