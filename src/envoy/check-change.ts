import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail, oneOf } from '../ground/fail';
import { checkMatch } from './check-match';
import { checkTypes } from './typed-config';

type Change = networking.EnvoyFilterEnvoyConfigObjectPatch;
const A = networking.EnvoyFilterApplyTo;
const { MERGE, MERGE_AND_REPLACE_LIST, ADD, REMOVE, REPLACE, INSERT_FIRST, INSERT_BEFORE, INSERT_AFTER } = networking.EnvoyFilterPatchOperation;
type Operation = networking.EnvoyFilterPatchOperation;

/**
 * What can be done with each part of the configuration. istiod ignores the other operations, or `istioctl analyze` refuses them. Filters are never
 * added behind the last one: that ends the chain, and Envoy refuses what follows it.
 */
const OPERATIONS: Readonly<Record<string, readonly Operation[]>> = {
  [A.LISTENER]: [MERGE, MERGE_AND_REPLACE_LIST, ADD, REMOVE],
  [A.LISTENER_FILTER]: [INSERT_FIRST, INSERT_BEFORE, INSERT_AFTER, ADD, MERGE, REMOVE],
  [A.FILTER_CHAIN]: [MERGE, MERGE_AND_REPLACE_LIST, ADD, REMOVE],
  [A.NETWORK_FILTER]: [INSERT_FIRST, INSERT_BEFORE, INSERT_AFTER, MERGE, REPLACE, REMOVE],
  [A.HTTP_FILTER]: [INSERT_FIRST, INSERT_BEFORE, INSERT_AFTER, MERGE, REPLACE, REMOVE],
  [A.ROUTE_CONFIGURATION]: [MERGE, MERGE_AND_REPLACE_LIST],
  [A.VIRTUAL_HOST]: [MERGE, MERGE_AND_REPLACE_LIST, ADD, REPLACE, REMOVE],
  [A.HTTP_ROUTE]: [MERGE, MERGE_AND_REPLACE_LIST, INSERT_FIRST, INSERT_BEFORE, INSERT_AFTER],
  [A.CLUSTER]: [MERGE, MERGE_AND_REPLACE_LIST, ADD, REMOVE],
  [A.EXTENSION_CONFIG]: [ADD],
};

/** Gives a change back if Istio takes it and it has an effect. */
export function checkChange(place: IConstruct, change: Change): Change {
  const { applyTo = A.INVALID, match = {}, patch = {} } = change;
  knownFields(place, change);
  if (applyTo === A.BOOTSTRAP) {
    fail(place, 'istiod ignores changes of the bootstrap since Istio 1.21', `give the Pods a bootstrap of their own: the annotation 'sidecar.istio.io/bootstrapOverride'`);
  }
  const allowed = OPERATIONS[applyTo] ?? fail(place, `applyTo is '${applyTo}', ${oneOf(Object.keys(OPERATIONS))} is allowed`, 'name one of them');
  const { operation = networking.EnvoyFilterPatchOperation.INVALID, value } = patch;
  if (!allowed.includes(operation)) {
    fail(place, `the operation of a ${applyTo} is '${operation}', ${oneOf(allowed)} is allowed`, cureOf(applyTo, operation));
  }
  if (patch.filterClass !== undefined) {
    fail(place, `istiod ignores filterClass ${patch.filterClass}`, 'leave it out, and insert the filter before or after another one');
  }
  if (operation === REMOVE && value !== undefined) fail(place, `a ${applyTo} is removed, its value is ignored`, 'leave the value out');
  if (operation !== REMOVE && (value === undefined || Object.keys(value).length === 0)) {
    fail(place, `the ${operation} of a ${applyTo} has no value`, `give it in Envoy's JSON form`);
  }
  checkMatch(place, applyTo, operation, match);
  checkTypes(place, value);
  return change;
}

function knownFields(place: IConstruct, change: object): void {
  const known = ['applyTo', 'match', 'patch'];
  const unknown = Object.keys(change).find((field) => !known.includes(field));
  if (unknown) fail(place, `a change has the field '${unknown}', ${oneOf(known)} is allowed`, 'take it out');
}

function cureOf(applyTo: string, operation: string): string {
  if (operation === ADD && (applyTo === A.HTTP_FILTER || applyTo === A.NETWORK_FILTER)) {
    return 'insert the filter before or after another one: behind the last filter Envoy refuses it';
  }
  if (operation === ADD && applyTo === A.HTTP_ROUTE) return 'INSERT_AFTER without the name of a route adds it at the end';
  return 'use one of them';
}
