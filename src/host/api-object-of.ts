import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';

/** The object that a construct makes, whatever library it is of. */
export function apiObjectOf(place: IConstruct, what: string, construct: IConstruct, kind?: string): ApiObject {
  const object = find(construct) ?? fail(place, `${what} '${construct.node.path}' has no API object`, 'pass a construct of cdk8s-plus, or an ApiObject');
  if (kind && object.kind !== kind) {
    fail(place, `${what} '${construct.node.path}' is a ${object.kind}, a ${kind} is allowed`, `pass the construct of the ${kind}`);
  }
  return object;
}

function find(construct: IConstruct): ApiObject | undefined {
  try {
    return ApiObject.of(construct);
  } catch {
    return undefined;
  }
}
