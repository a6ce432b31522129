import { fail } from '../ground/fail';
import { HostReference } from '../host/host';
import { portList, portOf } from '../host/host-port';
import { ServicePort } from '../host/service-port';

/** The routes of one kind, and the ports to which they apply. */
export interface ConnectionPorts {
  /** As errors name the kind, e.g. `TCP`. */
  readonly kind: string;
  readonly of: (host: HostReference) => ServicePort[];
  /** How a port of the kind is declared. */
  readonly example: string;
}

/** A host has ports of the kind, and matches name no other ones. */
export function checkConnectionPorts(
  place: string, { kind, of, example }: ConnectionPorts, owner: HostReference, matches: readonly { readonly port?: number }[],
): void {
  const ports = of(owner);
  if (ports.length === 0) fail(place, `${kind} routes do not apply to ${owner.fqdn}, its ports are ${portList(owner)}`, `declare a port of ${kind}, e.g. ${example}`);
  for (const { port } of matches) {
    if (port !== undefined && !ports.includes(portOf(place, owner, port))) {
      fail(place, `${kind} routes do not apply to port ${port} of ${owner.fqdn}, its ports are ${portList(owner)}`, `name a port of ${kind}`);
    }
  }
}
