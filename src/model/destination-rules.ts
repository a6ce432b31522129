import { MergedDestinationRule } from './destination-rule';
import { MergedRules, SingleDestinationRule, singleRule } from './destination-rule-merge';
import { GROUP, Inventory } from './inventory';
import { carries } from './label-index';
import { MeshSettings } from './mesh-settings';
import { oldestFirst } from './oldest-first';

/** Who calls, as far as it decides which DestinationRule holds. */
export interface Client {
  readonly namespace: string;
  /** Nothing: rules for certain workloads do not hold. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Whom the clients call: the full name of the host, and the namespace of the object that defines it. */
export interface Called {
  readonly name: string;
  readonly namespace?: string;
}

/**
 * Which DestinationRule holds for whom.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/
 */
export class DestinationRules {
  /** What clients of the rule's own namespace see. */
  private readonly own = new Map<string, MergedRules>();
  /** What clients of other namespaces may see. */
  private readonly exported = new Map<string, MergedRules>();
  /** What only clients of the root namespace see. */
  private readonly ofRoot = new MergedRules();
  /** The namespaces that have rules of a host. */
  private readonly namespaces = new Map<string, Set<string>>();

  constructor(inventory: Inventory, private readonly mesh: MeshSettings) {
    const rules = oldestFirst(inventory.ofKind(GROUP.networking, 'DestinationRule')).map((resource) => singleRule(resource, mesh));
    for (const { host, namespace } of rules) this.namespaces.set(host, (this.namespaces.get(host) ?? new Set()).add(namespace));
    for (const rule of [...rules.filter(({ selector }) => selector), ...rules.filter(({ selector }) => !selector)]) {
      if (holdsAtHome(rule)) rulesOf(this.own, rule.namespace).add(rule);
      if (!isPrivate(rule, mesh)) rulesOf(this.exported, rule.namespace).add(rule);
      else if (rule.namespace === mesh.rootNamespace) this.ofRoot.add(rule);
    }
  }

  /**
   * The rule that clients obey when they call a host: that of their own namespace, else that of the host's, else that of the root namespace.
   * The first namespace that has a rule for the host, however wide its wildcard, decides alone.
   */
  inEffect(host: Called, client: Client): MergedDestinationRule | undefined {
    return forClient(this.candidates(host, client.namespace), client);
  }

  /** All rules of that very full host, of any namespace: as their own namespace sees them. */
  ofHost(host: string): readonly MergedDestinationRule[] {
    return [...this.namespaces.get(host) ?? []].flatMap((namespace) => this.own.get(namespace)?.hosts.get(host) ?? []);
  }

  private candidates({ name, namespace }: Called, client: string): readonly MergedDestinationRule[] {
    const { rootNamespace } = this.mesh;
    const local = (client === rootNamespace ? this.ofRoot : this.own.get(client))?.hosts.mostSpecific(name);
    if (local) return local;
    const ofHost = namespace === undefined ? [] : this.exportedTo(client, namespace, name);
    return ofHost.length > 0 ? ofHost : this.exportedTo(client, rootNamespace, name);
  }

  private exportedTo(client: string, namespace: string, host: string): SingleDestinationRule[] {
    const found = this.exported.get(namespace)?.hosts.mostSpecific(host) ?? [];
    return found.filter(({ exportTo }) => exportTo.size === 0 || exportTo.has('*') || exportTo.has(client));
  }
}

/** A rule for certain workloads holds before the others; of these istiod takes the last. */
function forClient(rules: readonly MergedDestinationRule[], { namespace, labels }: Client): MergedDestinationRule | undefined {
  const special = labels && rules.find((rule) => rule.namespace === namespace && rule.selector && carries(labels, rule.selector));
  return special ?? rules.filter(({ selector }) => selector === undefined).at(-1);
}

function holdsAtHome({ exportTo, namespace }: SingleDestinationRule): boolean {
  return exportTo.size === 0 || ['*', '.', namespace].some((entry) => exportTo.has(entry));
}

/** Of what the mesh says for all, istiod asks only whether it is private. */
function isPrivate({ exportTo, namespace }: SingleDestinationRule, { defaultDestinationRuleExportTo }: MeshSettings): boolean {
  if (exportTo.size === 0) return defaultDestinationRuleExportTo.includes('.');
  return exportTo.size === 1 && (exportTo.has('.') || exportTo.has(namespace));
}

function rulesOf(byNamespace: Map<string, MergedRules>, namespace: string): MergedRules {
  const rules = byNamespace.get(namespace) ?? new MergedRules();
  byNamespace.set(namespace, rules);
  return rules;
}
