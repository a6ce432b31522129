import { IConstruct } from 'constructs';

/** What there is once in each app, made when it is first asked for: it holds what constructs say that do not know of one another. */
export class PerApp<T> {
  private readonly known = new WeakMap<IConstruct, T>();

  public constructor(private readonly make: (root: IConstruct) => T) {}

  public of({ node: { root } }: IConstruct): T {
    let found = this.known.get(root);
    if (found === undefined) this.known.set(root, found = this.make(root));
    return found;
  }
}
