import { IConstruct } from 'constructs';
import { placeOf } from '../../ground/fail';
import { CallEdge } from '../call-edge';
import { CallGraph } from '../call-graph';
import { KnownPods, podsText } from './known-pods';
import { ownerOf } from './owner';
import { Decision } from './peer-policies';
import { Program } from './program';

/** Errors about calls that are declared and can't be made: the caller has no proxy, and the host takes mutual TLS only. */
export function declaredCallers(program: Program, place: IConstruct): string[] {
  return CallGraph.of(place).edges.filter(({ counts }) => counts?.() ?? true).flatMap((edge) => {
    const outside = callers(program, edge).filter((pods) => program.members.has(pods) === false);
    const strict = strictAt(program, edge);
    return outside.length > 0 && strict ? [`${placeOf(edge.place)}: it calls ${edge.host.namespace}/${edge.host.name}, which by `
      + `${ownerOf(strict.by.object)} takes mutual TLS only, and ${outside.map(podsText).join(', ')} has no proxy, `
      + `so that the call is refused; enrol namespace '${outside[0].namespace}' in the mesh, or let a port take plain text with portModes`] : [];
  });
}

function callers(program: Program, { caller: { clientRef: { namespace, labels } } }: CallEdge): readonly KnownPods[] {
  return labels ? program.podsOf({ selector: labels, namespace }) : program.pods.filter((pods) => pods.namespace === namespace);
}

/** What makes all ports that are called take mutual TLS only; nothing if one of them takes plain text, too. */
function strictAt(program: Program, { host, conditions: { ports } }: CallEdge): Decision | undefined {
  const called = program.servicesNamed(host).flatMap((service) => (
    service.ports.filter(({ number }) => ports?.includes(number) ?? true).map((port) => ({ service, target: program.targetOf(service, port) }))
  ));
  const decisions = called.map(({ service, target }) => (
    program.podsOf(service).map((pods) => program.strictFor(pods, target)).find((strict) => strict)
  ));
  return decisions.every((strict) => strict) ? decisions[0] : undefined;
}
