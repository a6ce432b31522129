import { IConstruct } from 'constructs';
import { placeOf } from '../ground/fail';
import { IClientRef } from '../host/client';
import { HostReference } from '../host/host';
import { callerText, workloadKey } from '../security/call-edge';
import { CallGraph } from '../security/call-graph';

/** Who may call a host outside is declared to do so, and nobody else can be. */
export function declareClients(place: IConstruct, host: HostReference, from: IClientRef[]): void {
  const graph = CallGraph.of(place);
  for (const caller of from) graph.addEdge({ place, caller, host, conditions: {} });
  place.node.addValidation({ validate: () => strangers(place, host, from) });
}

function strangers(place: IConstruct, host: HostReference, from: IClientRef[]): string[] {
  const known = new Set(from.map(({ clientRef }) => workloadKey(clientRef)));
  const others = CallGraph.of(place).to(host.fqdn).filter(({ caller: { clientRef } }) => (
    !known.has(workloadKey(clientRef)) && !known.has(workloadKey({ namespace: clientRef.namespace }))
  ));
  return others.map((edge) => (
    `${placeOf(edge.place)}: ${callerText(edge.caller)} calls ${host.fqdn}, but 'from' of ${placeOf(place)} does not let it; add it there, or leave the call out`
  ));
}
