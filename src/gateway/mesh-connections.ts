import { IConstruct } from 'constructs';
import { networking } from '../api';
import { IHostRef } from '../host/host';
import { RouteTable } from '../route/route-table';

type Match = networking.L4MatchAttributes & { readonly sniHosts?: string[] };

/** Where the routes that a host has in the mesh send connections to one of its ports, whoever the client is; nothing if none does. */
export function meshConnections(place: IConstruct, host: IHostRef, port: number): networking.RouteDestination[] | undefined {
  const { hostRef } = host;
  const table = RouteTable.of(place, host);
  const taking = table?.tcp.toSpec().find(({ match = [{}] }) => match.some((one) => takes(one, port)))
    ?? table?.tls.toSpec().find(({ match }) => match.some((one) => takes(one, port) && one.sniHosts.includes(hostRef.fqdn)));
  // In the mesh a destination without port keeps that which the client called; at a gateway this would be the listener's.
  const named = (to: networking.RouteDestination) => ({ ...to, destination: { ...to.destination, port: { number: port } } });
  return taking?.route?.map((to) => (hostRef.ports.length === 1 || to.destination.port ? to : named(to)));
}

function takes({ port, sniHosts: _, ...others }: Match, wanted: number): boolean {
  return (port === undefined || port === wanted) && Object.values(others).every((condition) => condition === undefined);
}
