import { Conditional, Each, Fragment, FragmentMap, Json, Shared, when } from './fragment';
import { Expression, allOf, anyOf, not } from './go-expression';

/** Whether a fragment is there: always, never, or when an expression holds. */
export type Presence = boolean | Expression;

/**
 * When a fragment has something in it. An empty `key:` is a null, and a null in a patch deletes what the pod had:
 * therefore a map or list whose parts all depend on conditions depends on them itself.
 */
export function presenceOf(fragment: Fragment): Presence {
  if (fragment === undefined) return false;
  if (fragment instanceof Conditional) return presenceOfBranches(fragment);
  if (fragment instanceof Each) return fragment.entries;
  if (fragment instanceof Shared) return presenceOf(fragment.content);
  const parts = partsOf(fragment);
  return parts.length === 0 || parts.map(presenceOf).reduce(either, false);
}

function partsOf(fragment: Fragment): Fragment[] {
  if (Array.isArray(fragment)) return fragment;
  return isMap(fragment) ? Object.values(fragment).filter((value) => value !== undefined) : [];
}

/** The fragment, if it has something in it; an expression, if it is not empty. */
export function whenAny(fragment: FragmentMap | Expression): Conditional {
  const presence = fragment instanceof Expression ? fragment : presenceOf(fragment);
  if (!(presence instanceof Expression)) throw new Error('this fragment does not depend on any condition');
  return when(presence, fragment);
}

export function isMap(fragment: Fragment): fragment is FragmentMap {
  return typeof fragment === 'object' && fragment !== null && !Array.isArray(fragment)
    && ![Expression, Json, Conditional, Each, Shared].some((node) => fragment instanceof node);
}

function presenceOfBranches({ branches, fallback }: Conditional): Presence {
  return branches.reduceRight<Presence>((rest, { condition, content }) => {
    const presence = presenceOf(content);
    const here = presence instanceof Expression && presence.code === condition.code ? true : presence;
    if (here === true && rest === true) return true;
    return either(both(condition, here), here === true ? rest : both(not(condition), rest));
  }, presenceOf(fallback));
}

function either(a: Presence, b: Presence): Presence {
  if (a === true || b === true) return true;
  if (a === false) return b;
  return b === false ? a : anyOf(a, b);
}

function both(a: Expression, b: Presence): Presence {
  if (b === true) return a;
  return b === false ? false : allOf(a, b);
}
