import { Lazy } from 'cdk8s';

/** How maps and lists are copied. */
export interface CopyOptions {
  readonly sortKeys: boolean;
  /** Whether empty maps and lists are left out, as cdk8s does in metadata. */
  readonly dropEmpty: boolean;
}

/**
 * What cdk8s's built-in resolvers and its sanitizing make of a value, in one pass: Lazy values produced, undefined and
 * null left out of maps, keys sorted. Every map and list of the result is new. Throws at what is neither plain nor Lazy.
 */
export function plainCopy(value: unknown, options: CopyOptions): unknown {
  switch (typeof value) {
    case 'string': case 'number': case 'boolean': case 'undefined': return value;
    case 'object': break;
    default: throw unusual(value);
  }
  if (value === null) return undefined;
  if (value.constructor === Object) return mapCopy(value as Record<string, unknown>, options);
  if (Array.isArray(value)) return listCopy(value, options);
  if (value instanceof Lazy) return plainCopy(value.produce(), options);
  throw unusual(value);
}

function mapCopy(map: Record<string, unknown>, options: CopyOptions): unknown {
  if (typeof map.resolve === 'function') throw unusual(map.resolve);
  const keys = Object.keys(map);
  if (options.sortKeys) sort(keys);
  const copy: Record<string, unknown> = {};
  let empty = true;
  for (const key of keys) {
    const value = plainCopy(map[key], options);
    if (value === undefined) continue;
    if (key === '__proto__') throw unusual(key);
    copy[key] = value;
    empty = false;
  }
  return empty && options.dropEmpty ? undefined : copy;
}

function listCopy(list: readonly unknown[], options: CopyOptions): unknown {
  if (list.length === 0 && options.dropEmpty) return undefined;
  return list.map((value) => plainCopy(value, options));
}

/** Sorts as `keys.sort()` does: in place, by UTF-16 units; faster for the few keys that most maps have. */
function sort(keys: string[]): void {
  if (keys.length > 12) {
    keys.sort();
    return;
  }
  for (let end = 1; end < keys.length; end++) {
    const key = keys[end];
    let at = end;
    for (; at > 0 && keys[at - 1] > key; at--) keys[at] = keys[at - 1];
    keys[at] = key;
  }
}

function unusual(value: unknown): Error {
  return new Error(`a ${typeof value} is neither plain nor Lazy`);
}
