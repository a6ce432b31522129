import { Expression } from './go-expression';

/**
 * A part of a pod, as the injector's templates write it: plain data, with expressions for what the template decides.
 * Strings from expressions are quoted in the pod; a map or list that would turn out empty is left out.
 */
export type Fragment = string | number | boolean | null | undefined | Expression | Json | Conditional | Each | Shared | Fragment[] | FragmentMap;

export interface FragmentMap {
  readonly [key: string]: Fragment;
}

/** An expression's value as it is: a number, a boolean, a list or a map. */
export class Json {
  public constructor(readonly value: Expression) {}
}

export function json(value: Expression): Json {
  return new Json(value);
}

/** The first branch whose condition holds. Among the items of a list, a branch may be a list of items. */
export class Conditional {
  public constructor(readonly branches: readonly { condition: Expression; content: Fragment }[], readonly fallback?: Fragment) {}

  public orWhen(condition: Expression, content: Fragment): Conditional {
    return new Conditional([...this.branches, { condition, content }]);
  }

  public otherwise(fallback: Fragment): Conditional {
    return new Conditional(this.branches, fallback);
  }
}

export function when(condition: Expression, content: Fragment): Conditional {
  return new Conditional([{ condition, content }]);
}

/** An item for each entry of a map. */
export class Each {
  public static readonly KEY = new Expression('$key');
  public static readonly VALUE = new Expression('$value');

  public constructor(readonly entries: Expression, readonly item: Fragment) {}
}

export function each(entries: Expression, item: (key: Expression, value: Expression) => Fragment): Each {
  return new Each(entries, item(Each.KEY, Each.VALUE));
}

/** A fragment that stands in several places (of the same depth), and is written once. */
export class Shared {
  public constructor(readonly name: string, readonly content: Fragment) {}
}

export function shared(name: string, content: Fragment): Shared {
  return new Shared(name, content);
}
