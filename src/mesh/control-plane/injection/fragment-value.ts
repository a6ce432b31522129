import { Conditional, Each, Fragment, Json, Shared } from './fragment';
import { GoEvaluator } from './go-evaluator';
import { Expression } from './go-expression';
import { textOf } from './go-functions';
import { isMap, presenceOf } from './presence';

type Scope = Readonly<Record<string, unknown>>;

/** The plain data that a template's text would make of a fragment, where it is known what the template is applied to. */
export function fragmentValue(fragment: Fragment, go: GoEvaluator, scope: Scope = {}): unknown {
  if (fragment instanceof Conditional) return fragmentValue(branchOf(fragment, go, scope), go, scope);
  const presence = presenceOf(fragment);
  if (presence === false || (presence instanceof Expression && !go.holds(presence, scope))) return undefined;
  if (fragment instanceof Shared) return fragmentValue(fragment.content, go, scope);
  if (fragment instanceof Expression) return textOf(go.value(fragment, scope));
  if (fragment instanceof Json) return go.value(fragment.value, scope);
  if (Array.isArray(fragment)) return fragment.flatMap((item) => itemsOf(item, go, scope));
  if (!isMap(fragment)) return fragment;
  const entries = Object.entries(fragment).map(([key, value]) => [key, fragmentValue(value, go, scope)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The items that a fragment is among the items of a list: none, one or several. */
function itemsOf(item: Fragment, go: GoEvaluator, scope: Scope): unknown[] {
  if (item instanceof Conditional) return itemsOf(branchOf(item, go, scope), go, scope);
  if (item instanceof Shared) return itemsOf(item.content, go, scope);
  if (Array.isArray(item)) return item.flatMap((each) => itemsOf(each, go, scope));
  if (item instanceof Each) {
    const entries = Object.entries(go.value(item.entries, scope) as object);
    return entries.flatMap(([key, value]) => itemsOf(item.item, go, { ...scope, [Each.KEY.code]: key, [Each.VALUE.code]: value }));
  }
  const value = fragmentValue(item, go, scope);
  return value === undefined ? [] : [value];
}

function branchOf({ branches, fallback }: Conditional, go: GoEvaluator, scope: Scope): Fragment {
  return branches.find(({ condition }) => go.holds(condition, scope))?.content ?? fallback;
}
