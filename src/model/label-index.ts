/** What selectors select. */
export interface Labelled {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Things by their labels: a selector looks only at those that carry its rarest label. */
export class LabelIndex<T extends Labelled> {
  private readonly byLabel = new Map<string, T[]>();
  private readonly byNamespace = new Map<string, T[]>();

  constructor(readonly all: readonly T[]) {
    for (const item of all) {
      add(this.byNamespace, item.namespace, item);
      for (const [key, value] of Object.entries(item.labels)) {
        add(this.byLabel, `${item.namespace} ${key}=${value}`, item);
        add(this.byLabel, ` ${key}=${value}`, item);
      }
    }
  }

  /** What carries all of the labels, in that namespace or, without one, in any. No labels select all. */
  select(labels: Readonly<Record<string, string>>, namespace?: string): readonly T[] {
    const buckets = Object.entries(labels).map(([key, value]) => this.byLabel.get(`${namespace ?? ''} ${key}=${value}`) ?? []);
    if (buckets.length === 0) return namespace === undefined ? this.all : this.byNamespace.get(namespace) ?? [];
    const rarest = buckets.reduce((one, other) => other.length < one.length ? other : one);
    return buckets.length === 1 ? rarest : rarest.filter((item) => carries(item.labels, labels));
  }
}

/** Whether the labels hold all of the selector's. */
export function carries(labels: Readonly<Record<string, string>>, selector: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function add<T>(index: Map<string, T[]>, key: string, item: T): void {
  const found = index.get(key);
  if (found) found.push(item);
  else index.set(key, [item]);
}
