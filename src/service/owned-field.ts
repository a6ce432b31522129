/** Fields of an object that somebody else writes once the object is in the cluster. */
export interface OwnedField {
  /** Who writes them, e.g. `Argo Rollouts`. */
  readonly owner: string;
  /** The API group of the object. */
  readonly group: string;
  /** The kind of the object. */
  readonly kind: string;
  /** The namespace of the object. */
  readonly namespace: string;
  /** The name of the object. */
  readonly name: string;
  /** The fields, as expressions of jq. */
  readonly jqPathExpressions: string[];
}
