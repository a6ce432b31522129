/**
 * Whether a value is a tree of plain maps and lists in which none stands twice.
 * Of others the YAML library makes more than their keys say: aliases, tags, or what `toJSON` returns.
 */
export function isPlainTree(value: unknown, seen = new Set<object>()): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (seen.has(value) || !isPlain(value)) return false;
  seen.add(value);
  return Object.values(value).every((child) => isPlainTree(child, seen));
}

function isPlain(value: object): boolean {
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === (Array.isArray(value) ? Array.prototype : Object.prototype);
}
