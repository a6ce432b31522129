/** Where routes are found that were left to others. */
export interface DelegateReference {
  /** The name of the `VirtualService` object without hosts. */
  readonly name: string;
  /** The namespace of that object. */
  readonly namespace: string;
}

/** Routes of a part of a host's requests that are written elsewhere: `DelegateRoutes`, or a reference to some. */
export interface IDelegateRef {
  /** The object's name and namespace. */
  readonly delegateRef: DelegateReference;
}
