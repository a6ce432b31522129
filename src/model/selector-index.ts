import { carries, Labelled } from './label-index';

/** Something with a selector: of its own namespace, or of all if it stands in the root namespace. */
export interface Selecting {
  readonly namespace: string;
  /** Empty: all. */
  readonly selector: Readonly<Record<string, string>>;
}

/** Things with selectors, found by what they select: the other way round than `LabelIndex`. Order is kept. */
export class SelectorIndex<T extends Selecting> {
  private readonly byFirstLabel = new Map<string, { readonly item: T; readonly order: number }[]>();

  constructor(items: readonly T[]) {
    items.forEach((item, order) => {
      const [first] = Object.entries(item.selector);
      const key = `${item.namespace} ${first ? first.join('=') : ''}`;
      const found = this.byFirstLabel.get(key);
      if (found) found.push({ item, order });
      else this.byFirstLabel.set(key, [{ item, order }]);
    });
  }

  /** The things of that namespace, by default the workload's own, that select the workload. */
  selecting({ labels, namespace }: Labelled, inNamespace: string = namespace): T[] {
    const keys = ['', ...Object.entries(labels).map((label) => label.join('='))];
    return keys.flatMap((key) => this.byFirstLabel.get(`${inNamespace} ${key}`) ?? [])
      .filter(({ item }) => carries(labels, item.selector))
      .sort((a, b) => a.order - b.order)
      .map(({ item }) => item);
  }
}
