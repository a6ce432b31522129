import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { gatewayapi } from '../api';
import { claim } from '../ground/one-writer';
import { PerApp } from '../ground/per-app';
import { ForeignBackend } from './foreign-backends';

const registry = new PerApp(() => new Map<string, ReferenceGrants>());
const GROUP = 'gateway.networking.k8s.io';

/**
 * The one writer of what routes of one namespace may refer to in another one: gateways send nothing to a backend of another
 * namespace unless a ReferenceGrant there allows it. It names each Service, so that nothing else is opened.
 */
export class ReferenceGrants {
  /** Finds the grants that namespace `to` gives to `from`, or makes them below `place`. */
  static of(place: Construct, from: string, to: string): ReferenceGrants {
    const known = registry.of(place);
    const key = `${to}/${from}`;
    let grants = known.get(key);
    if (!grants) known.set(key, grants = new ReferenceGrants(place, from, to));
    return grants;
  }

  private readonly uses: (() => ForeignBackend[])[] = [];

  private constructor(place: Construct, private readonly from: string, private readonly to: string) {
    const name = `routes-of-${from}`;
    claim(place, `ReferenceGrant ${to}/${name}`, 'leave one of them out');
    new gatewayapi.ReferenceGrant(place, `ReferenceGrant-${to}`, {
      metadata: { name, namespace: to },
      spec: Lazy.any({ produce: () => this.toSpec() }),
    });
  }

  /** Allows what the routes of one object refer to, as far as it is in this namespace; asked for at synthesis. */
  allow(backends: () => ForeignBackend[]): void {
    this.uses.push(backends);
  }

  private toSpec(): gatewayapi.ReferenceGrantSpec {
    const used = this.uses.flatMap((backends) => backends()).filter(({ namespace }) => namespace === this.to);
    return {
      from: unique(used.map(({ routeKind }) => routeKind)).map((kind) => ({ group: GROUP, kind, namespace: this.from })),
      to: unique(used.map(({ name }) => name)).map((name) => ({ group: '', kind: 'Service', name })),
    };
  }
}

const unique = (names: string[]) => [...new Set(names)].sort();
