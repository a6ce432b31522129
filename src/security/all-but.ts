import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { Operation, OperationConditions } from './operation';

/** Above that, a policy is more than a person can read. */
const MOST_ALTERNATIVES = 32;

const NEGATIONS = [['ports', 'notPorts'], ['methods', 'notMethods'], ['paths', 'notPaths'], ['hosts', 'notHosts']] as const;

/**
 * The operations that take every request which none of the exempt ones takes; nothing for all requests. A request is none of "GET of /health" if
 * its method is another or its path is, so each exempt operation with several conditions makes as many alternatives.
 */
export function allBut(place: IConstruct, exempt: Operation[], ports?: number[]): Operation[] | undefined {
  let rest: OperationConditions[] = [ports ? { ports } : {}];
  for (const operation of exempt) {
    operation._toSpec(place);
    const others = negations(place, operation._conditions);
    rest = rest.flatMap((conditions) => others.map((other) => both(conditions, other)));
    if (rest.length > MOST_ALTERNATIVES) {
      fail(place, `the exempt operations have so many conditions together that more than ${MOST_ALTERNATIVES} rules would be needed`, 'exempt some of them by their paths alone');
    }
  }
  return exempt.length === 0 && !ports ? undefined : rest.map((conditions) => Operation.all(conditions));
}

/** What is true of a request that an operation does not take: one of these. */
function negations(place: IConstruct, conditions: OperationConditions): OperationConditions[] {
  const not = NEGATIONS.map(([, name]) => name).find((name) => conditions[name] !== undefined);
  if (not) fail(place, `an exempt operation has ${not}`, 'say what is exempt, not what is not');
  return NEGATIONS.flatMap(([name, negation]) => (conditions[name] === undefined ? [] : [{ [negation]: conditions[name] }]));
}

function both(one: OperationConditions, other: OperationConditions): OperationConditions {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof OperationConditions>;
  return Object.fromEntries([...names].map((name) => [name, [...new Set<unknown>([...one[name] ?? [], ...other[name] ?? []])]]));
}
