import { Lazy } from 'cdk8s';
import { isArrayIndex } from './array-index';
import { NotPlain } from './not-plain';

/** A map of plain or Lazy values. */
export type PlainMap = Readonly<Record<string, unknown>>;

/** How the maps and lists of a tree are read. */
export interface Reading {
  readonly sortKeys: boolean;
  /** Whether members that are undefined or null are left out. */
  readonly dropNull: boolean;
  /** Whether empty maps and lists are left out. */
  readonly dropEmpty: boolean;
}

const MOST_KEYS_TO_INSERT = 12;

/** A value as cdk8s's built-in resolvers leave it: Lazy ones produced. Throws at what is neither plain nor Lazy. */
export function resolved(value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') throw new NotPlain();
  if (typeof value !== 'object' || value === null || value.constructor === Object || Array.isArray(value)) return value;
  if (value instanceof Lazy) return resolved(value.produce());
  throw new NotPlain();
}

/** The keys of a map in the order of printing. */
export function keysOf(map: PlainMap, { sortKeys }: Reading): string[] {
  const keys = Object.keys(map);
  if (!sortKeys) return keys;
  // cdk8s sorts keys and puts them into an object, which keeps indexes in front.
  let indexes = 0;
  while (indexes < keys.length && isArrayIndex(keys[indexes])) indexes++;
  if (keys.length - indexes > MOST_KEYS_TO_INSERT) return [...keys.slice(0, indexes), ...keys.slice(indexes).sort()];
  return insertionSorted(keys, indexes);
}

/** Sorts as `keys.sort()` does, in place, from an index on; faster for the few keys that most maps have. */
function insertionSorted(keys: string[], from: number): string[] {
  for (let end = from + 1; end < keys.length; end++) {
    const key = keys[end];
    let at = end;
    for (; at > from && keys[at - 1] > key; at--) keys[at] = keys[at - 1];
    keys[at] = key;
  }
  return keys;
}
