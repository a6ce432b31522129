import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { PortProtocol, ServicePort } from '../host/service-port';

/** A port of a sidecar's listener. It has one number only: nothing is behind it that could have another. */
export function sidecarPort(place: IConstruct, port: ServicePort): networking.SidecarPort {
  port._check(place);
  if (port.targetPort !== undefined && port.targetPort !== port.number) {
    fail(place, `the port '${port.name}' has the targetPort ${port.targetPort}, which a Sidecar ignores`, 'leave it out');
  }
  return { number: port.number, protocol: sidecarProtocol(place, port), name: port.name };
}

/** The protocol as Istio writes it; it has to be said. */
export function sidecarProtocol(place: IConstruct, { name, protocol }: ServicePort): string {
  if (protocol !== PortProtocol.AUTO && protocol !== PortProtocol.UDP) return protocol;
  return fail(place, `the port '${name}' is ${protocol}, a listener of a sidecar needs another protocol`, 'say it, e.g. ServicePort.http(8080)');
}
