import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { HostReference } from './host';
import { ServicePort } from './service-port';

/** The port of a host with this number; an error lists the ports it has. */
export function portOf(place: IConstruct | string, host: HostReference, number: number): ServicePort {
  const found = host.ports.find((port) => port.number === number);
  return found ?? fail(place, `${host.fqdn} has no port ${number}, it has ${portList(host)}`, 'name one of them, or add the port to the Service');
}

/** The ports of a host to which HTTP routes apply. */
export function httpPorts(host: HostReference): ServicePort[] {
  return host.ports.filter((port) => port._isHttp);
}

/** The ports of a host to which TCP routes apply. */
export function tcpPorts(host: HostReference): ServicePort[] {
  return host.ports.filter((port) => port._isTcp);
}

/** The ports of a host to which TLS routes apply. */
export function tlsPorts(host: HostReference): ServicePort[] {
  return host.ports.filter((port) => port._isTls);
}

/** The ports of a host as an error lists them: `9080 (http), 9090 (grpc)`. */
export function portList(host: HostReference): string {
  return host.ports.map((port) => `${port.number} (${port.protocol})`).join(', ');
}
