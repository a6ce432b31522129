import { IConstruct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { PerApp } from '../ground/per-app';
import { delegationConflict } from '../match/delegation-conflict';
import { DelegateReference } from './delegate-ref';

interface Outer {
  readonly place: string;
  readonly matches?: networking.HTTPMatchRequest[];
  /** The namespace of the VirtualService that delegates. */
  readonly namespace?: string;
}

interface Inner {
  readonly place: string;
  readonly spec: networking.HTTPRoute;
}

const known = new PerApp(() => new Map<string, Delegation>());

/**
 * Who delegates to some routes, and which those are. istiod puts them together, and drops with a line in its log what does not fit;
 * here it is an error of whoever comes second.
 */
export class Delegation {
  static of(place: IConstruct, { namespace, name }: DelegateReference): Delegation {
    const delegations = known.of(place);
    const key = `${namespace}/${name}`;
    let found = delegations.get(key);
    if (!found) delegations.set(key, found = new Delegation(key, namespace));
    return found;
  }

  private readonly outers: Outer[] = [];
  private readonly inners: Inner[] = [];
  private exportTo?: readonly string[];

  private constructor(private readonly key: string, private readonly namespace: string) {}

  /** The delegated routes that are known so far. */
  get routes(): networking.HTTPRoute[] {
    return this.inners.map(({ spec }) => spec);
  }

  /** The delegated routes are visible from these namespaces only. */
  restrict(exportTo: readonly string[]): void {
    this.exportTo = exportTo;
    this.outers.forEach((outer) => this.checkVisible(outer));
  }

  addOuter(outer: Outer): void {
    this.checkVisible(outer);
    this.inners.forEach((inner) => checkFit(outer.place, outer, inner));
    this.outers.push(outer);
  }

  addInner(inner: Inner): void {
    this.outers.forEach((outer) => checkFit(inner.place, outer, inner));
    this.inners.push(inner);
  }

  private checkVisible({ place, namespace }: Outer): void {
    const { exportTo = ['*'] } = this;
    const visible = exportTo.includes('*') || namespace === undefined || exportTo.includes(namespace)
      || (exportTo.includes('.') && namespace === this.namespace);
    if (!visible) {
      fail(place, `it delegates to '${this.key}', which is exported to ${exportTo.join(', ')} only`, `export those routes to namespace '${namespace}', too`);
    }
  }
}

/** Every match of the delegated route has to fit into a match of the one that delegates. */
function checkFit(place: string, outer: Outer, inner: Inner): void {
  const { match: matches } = inner.spec;
  if (!outer.matches || !matches) return;
  for (const match of matches) {
    const conflicts = outer.matches.map((wide) => delegationConflict(wide, match));
    if (conflicts.includes(undefined)) continue;
    fail(place, `istiod would drop ${inner.place} under ${outer.place}: their matches do not go together in ${conflicts[0]}`,
      'match more narrowly within, by equal texts or longer prefixes, or leave that condition out');
  }
}
