import { IConstruct } from 'constructs';
import { placeOf } from '../ground/fail';
import { isOf } from '../route/destination-spec';
import { destinationsOf, RoutedDestination } from '../route/route-destinations';
import { RouteTable } from '../route/route-table';
import { callerText } from '../security/call-edge';
import { CallGraph } from '../security/call-graph';

const reviewed = new WeakSet<IConstruct>();

/** Looks at the routes of all called services, when all is said: to whom they lead callers has to be declared, too. */
export function reviewRoutes({ node: { root } }: IConstruct): void {
  if (reviewed.has(root)) return;
  reviewed.add(root);
  root.node.addValidation({ validate: () => undeclared(root) });
}

function undeclared(root: IConstruct): string[] {
  const graph = CallGraph.of(root);
  const errors = new Set<string>();
  const elsewhere = new Map<string, RoutedDestination[]>();
  for (const { caller, host, ofGateway, followsRoutes = true } of graph.edges.filter(({ counts }) => counts?.() ?? true)) {
    const service = graph.service(host.fqdn);
    if (!service || !followsRoutes) continue;
    let destinations = elsewhere.get(host.fqdn);
    if (!destinations) elsewhere.set(host.fqdn, destinations = leadingElsewhere(service.place, service));
    for (const { route, to } of destinations) {
      const matters = graph.isWatched(to.namespace) || graph.isWatched(caller.clientRef.namespace);
      if (!matters || graph.has(caller, to.fqdn)) continue;
      const who = ofGateway ? 'the gateway' : callerText(caller);
      errors.add(`${placeOf(service.place)}: route '${route}' leads calls of ${who} on to ${to.fqdn}, and nobody declared that it calls that; `
        + `declare it, e.g. by calledBy() of its MeshService, or leave the route out`);
    }
  }
  return [...errors];
}

function leadingElsewhere(place: IConstruct, { host }: { readonly host: Parameters<typeof isOf>[1] }): RoutedDestination[] {
  const table = RouteTable.of(place, { hostRef: host });
  return table ? destinationsOf(place, table).filter(({ to }) => !isOf(host, to)) : [];
}
