import { networking } from '../api';
import { fail } from '../ground/fail';
import { DestinationReference } from '../host/destination';
import { HostReference } from '../host/host';
import { httpPorts, portList, portOf } from '../host/host-port';
import { ServicePort } from '../host/service-port';

const hosts = new WeakMap<networking.Destination, HostReference>();

/** The host of a destination that `destinationSpec` made: what Istio takes as said, other dialects have to write. */
export function hostOfDestination(destination: networking.Destination): HostReference | undefined {
  return hosts.get(destination);
}

/** The ports of a host to which a kind of route applies. */
export type PortsFor = (host: HostReference) => ServicePort[];

/**
 * A destination with its FQDN and, where the host has several ports, the port.
 * Several such ports of `owner`, the host that the routes are for, need none: requests keep the port that the client called.
 */
export function destinationSpec(
  place: string, to: DestinationReference, port: number | undefined, owner: HostReference | undefined, portsFor: PortsFor = httpPorts,
): networking.Destination {
  const number = port === undefined ? destinationPort(place, to.host, owner, portsFor) : portOf(place, to.host, port).number;
  const spec: networking.Destination = {
    host: to.host.fqdn,
    subset: to.subset,
    port: number === undefined ? undefined : { number },
  };
  hosts.set(spec, to.host);
  return spec;
}

/** Whether a host is the owner of the routes, or one of its versions. */
export function isOf(owner: HostReference | undefined, host: HostReference): boolean {
  return owner !== undefined && (host.fqdn === owner.fqdn || host.versionOf === owner.fqdn);
}

/** A destination as an error names it: the version, or the host. */
export function destinationLabel(to: DestinationReference, owner: HostReference | undefined): string {
  if (!to.subset) return to.host.name;
  return owner?.fqdn === to.host.fqdn ? to.subset : `${to.host.name}/${to.subset}`;
}

function destinationPort(place: string, host: HostReference, owner: HostReference | undefined, portsFor: PortsFor): number | undefined {
  if (host.ports.length === 1) return undefined;
  const candidates = portsFor(host);
  if (candidates.length === 1) return candidates[0].number;
  if (candidates.length > 1 && isOf(owner, host)) return undefined;
  return fail(place, `${host.fqdn} has several ports, ${portList(host)}, and the destination names none`,
    `name it, e.g. { port: ${(candidates[0] ?? host.ports[0]).number} }`);
}
