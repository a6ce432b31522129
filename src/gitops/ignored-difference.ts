/**
 * Fields of an object that Argo CD does not compare, in the words of an `Application`.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/
 */
export interface IgnoredDifference {
  /** The API group of the object. */
  readonly group: string;
  /** The kind of the object. */
  readonly kind: string;
  /** The name of the object. */
  readonly name: string;
  /**
   * The namespace of the object.
   * @default - objects of this kind have none
   */
  readonly namespace?: string;
  /** The fields, as expressions of jq. */
  readonly jqPathExpressions: string[];
}
