import { IConstruct } from 'constructs';
import { mesh } from '../../api';
import { fail, oneOf } from '../../ground/fail';

const WITH_VALUES = ['In', 'NotIn'];
const WITHOUT_VALUES = ['Exists', 'DoesNotExist'];

/** The namespaces that istiod reads: those of the user, and its own, in which the objects for the whole mesh stand. */
export function discoverySelectors(place: IConstruct, namespace: string, given: mesh.LabelSelector[]): mesh.LabelSelector[] {
  if (given.length === 0) fail(place, 'discoverySelectors is an empty list, which is no limit', 'leave it out to read all namespaces');
  given.forEach((selector, i) => check(place, `discoverySelectors[${i}]`, selector));
  return [...given, { matchLabels: { 'kubernetes.io/metadata.name': namespace } }];
}

function check(place: IConstruct, what: string, { matchLabels = {}, matchExpressions = [] }: mesh.LabelSelector): void {
  if (Object.keys(matchLabels).length + matchExpressions.length === 0) {
    fail(place, `${what} has no condition, so it selects all namespaces`, 'add one, or leave out discoverySelectors');
  }
  for (const { key = '', operator = '', values = [] } of matchExpressions) {
    if (![...WITH_VALUES, ...WITHOUT_VALUES].includes(operator)) {
      fail(place, `${what} has operator '${operator}' for '${key}', ${oneOf([...WITH_VALUES, ...WITHOUT_VALUES])} is allowed`, 'choose one of them');
    }
    if (WITH_VALUES.includes(operator) !== values.length > 0) {
      fail(place, `${what} has operator '${operator}' for '${key}' ${values.length > 0 ? 'with' : 'without'} values`,
        values.length > 0 ? 'leave out the values' : 'give at least one value');
    }
  }
}
