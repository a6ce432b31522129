import { IConstruct } from 'constructs';
import { networking } from '../api';
import { HostReference } from '../host/host';
import { DelegateReference } from './delegate-ref';
import { Delegation } from './delegations';
import { hostOfDestination } from './destination-spec';
import { RouteTable } from './route-table';

/** A host to which a route sends requests, or copies of them. */
export interface RoutedDestination {
  /** The name of the route; those for connections have none. */
  readonly route: string;
  readonly to: HostReference;
  readonly port?: number;
}

/** The hosts to which the routes of a table lead, also through delegates of this program. */
export function destinationsOf(place: IConstruct, table: RouteTable): RoutedDestination[] {
  const http = table.toSpec().flatMap((route) => destinationsOfRoute(place, route));
  const others = [...table.tcp.toSpec(), ...table.tls.toSpec()].flatMap(({ route = [] }) => destinationsAt('', route));
  return [...http, ...others];
}

/** The hosts to which one route leads. */
export function destinationsOfRoute(place: IConstruct, route: networking.HTTPRoute): RoutedDestination[] {
  const { name = '', delegate, route: shares = [], mirrors = [] } = route;
  const inner = delegate ? Delegation.of(place, delegate as DelegateReference).routes : [];
  return [...destinationsAt(name, [...shares, ...mirrors]), ...inner.flatMap((one) => destinationsOfRoute(place, one))];
}

/** The hosts among which a route chooses. */
export function destinationsAt(route: string, shares: { readonly destination?: networking.Destination }[]): RoutedDestination[] {
  return shares.flatMap(({ destination }) => {
    const to = destination && hostOfDestination(destination);
    return to ? [{ route, to, port: destination.port?.number }] : [];
  });
}
