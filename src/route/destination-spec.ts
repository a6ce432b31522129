import { networking } from '../api';
import { fail } from '../ground/fail';
import { DestinationReference } from '../host/destination';
import { HostReference } from '../host/host';
import { httpPorts, portList, portOf } from '../host/host-port';

/**
 * A destination with its FQDN and, where the host has several ports, the port.
 * Several HTTP ports of `owner`, the host that the routes are for, need none: requests keep the port that the client called.
 */
export function destinationSpec(
  place: string, to: DestinationReference, port: number | undefined, owner: HostReference | undefined,
): networking.Destination {
  const number = destinationPort(place, to.host, port, owner);
  return {
    host: to.host.fqdn,
    subset: to.subset,
    port: number === undefined ? undefined : { number },
  };
}

/** A destination as an error names it: the version, or the host. */
export function destinationLabel(to: DestinationReference, owner: HostReference | undefined): string {
  if (!to.subset) return to.host.name;
  return owner?.fqdn === to.host.fqdn ? to.subset : `${to.host.name}/${to.subset}`;
}

function destinationPort(place: string, host: HostReference, port: number | undefined, owner: HostReference | undefined): number | undefined {
  if (port !== undefined) return portOf(place, host, port).number;
  if (host.ports.length === 1) return undefined;
  const candidates = httpPorts(host);
  if (candidates.length === 1) return candidates[0].number;
  if (candidates.length > 1 && host.fqdn === owner?.fqdn) return undefined;
  return fail(place, `${host.fqdn} has several ports, ${portList(host)}, and the destination names none`,
    `name it, e.g. { port: ${(candidates[0] ?? host.ports[0]).number} }`);
}
