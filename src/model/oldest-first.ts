import { Resource } from './resource';

/**
 * The order in which istiod takes objects that clash: by age, then name, then namespace. Objects without a time of creation are not applied
 * yet, and so become the newest.
 */
export function oldestFirst(resources: readonly Resource[]): Resource[] {
  return [...resources].sort((a, b) => byAge(a.createdAt, b.createdAt) || compare(a.name, b.name) || compare(a.namespace, b.namespace));
}

function byAge(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return Date.parse(a) - Date.parse(b) || 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
