import { ApiObject } from 'cdk8s';

/** Fields of an object that a controller writes at run time. */
export interface OwnedFields {
  /** Who writes them, e.g. `Flagger`. */
  readonly owner: string;
  /** The fields as expressions of jq. */
  readonly jqPathExpressions: string[];
}

const owned = new WeakMap<ApiObject, OwnedFields>();

/** Says which fields of an object are not ours once the object is there. */
export function ownFields(object: ApiObject, fields: OwnedFields): void {
  owned.set(object, fields);
}

/** The fields of an object that a controller writes, if any. */
export function ownedFieldsOf(object: ApiObject): OwnedFields | undefined {
  return owned.get(object);
}
