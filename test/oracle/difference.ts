/** A place where two pods differ: its path, and what stands there. */
export interface Difference {
  readonly path: string;
  readonly ours: unknown;
  readonly upstream: unknown;
}

/** All leaves in which two values differ. */
export function differences(ours: unknown, upstream: unknown, path = ''): Difference[] {
  if (!isTree(ours) || !isTree(upstream)) return Object.is(ours, upstream) ? [] : [{ path, ours, upstream }];
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(upstream)])];
  return keys.flatMap((key) => differences(ours[key], upstream[key], path ? `${path} / ${key}` : key));
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
