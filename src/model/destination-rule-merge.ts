import { MergedDestinationRule, RulePart, Subset } from './destination-rule';
import { fullHost } from './host-name';
import { HostTable } from './host-table';
import { MeshSettings } from './mesh-settings';
import { isPlainObject, labelsOf, objectOf, objectsOf, textOf, textsOf } from './plain';
import { Resource } from './resource';
import { Visibility } from './visibility';

/** One DestinationRule, before istiod merges it with others of its host. */
export interface SingleDestinationRule extends MergedDestinationRule {
  /** What it says itself: rules that say different things are not merged. */
  readonly exportTo: ReadonlySet<string>;
}

export function singleRule(resource: Resource, mesh: MeshSettings): SingleDestinationRule {
  const { namespace, spec } = resource;
  const selector = isPlainObject(spec.workloadSelector) ? labelsOf(spec.workloadSelector.matchLabels) : undefined;
  const exportTo = selector ? ['.'] : textsOf(spec.exportTo);
  const { trafficPolicy } = spec;
  return {
    host: fullHost(textOf(spec.host) ?? '', namespace, mesh.clusterDomain),
    namespace,
    resources: [resource],
    exportTo: new Set(exportTo),
    visibility: new Visibility(exportTo, namespace, mesh.defaultDestinationRuleExportTo),
    selector,
    trafficPolicy: isPlainObject(trafficPolicy) ? { resource, path: ['spec', 'trafficPolicy'], value: trafficPolicy } : undefined,
    subsets: subsetsOf(resource),
    ignored: [],
  };
}

function subsetsOf(resource: Resource): Subset[] {
  return objectsOf(resource.spec.subsets).map(({ index, value }) => ({
    resource, path: ['spec', 'subsets', index], value: objectOf(value), name: textOf(value.name) ?? '', labels: labelsOf(value.labels),
  }));
}

/** The merged rules of one namespace, by host. */
export class MergedRules {
  private readonly byHost = new HostTable<SingleDestinationRule[]>();

  get hosts(): HostTable<readonly SingleDestinationRule[]> {
    return this.byHost;
  }

  /**
   * A rule joins those of its host that are exported alike or to fewer namespaces, unless both have selectors and these differ. It stands
   * for itself only where it joined none, or where clients are its own and it is exported more widely.
   */
  add(rule: SingleDestinationRule): void {
    let standsAlone = true;
    const rules = (this.byHost.get(rule.host) ?? []).map((existing) => {
      const alike = sameTexts(existing.exportTo, rule.exportTo);
      const sameClients = selectorText(existing.selector) === selectorText(rule.selector);
      const isOthers = existing.selector !== undefined && rule.selector !== undefined && !sameClients;
      const joins = !isOthers && (alike || isNarrower(existing.exportTo, rule.exportTo));
      standsAlone = !joins || !alike && !sameClients;
      return joins ? merge(existing, rule) : existing;
    });
    this.byHost.set(rule.host, standsAlone ? [...rules, rule] : rules);
  }
}

function merge(existing: SingleDestinationRule, rule: SingleDestinationRule): SingleDestinationRule {
  const names = new Set(existing.subsets.map(({ name }) => name));
  const lost: RulePart[] = existing.trafficPolicy && rule.trafficPolicy ? [rule.trafficPolicy] : [];
  return {
    ...existing,
    resources: [...existing.resources, ...rule.resources],
    trafficPolicy: existing.trafficPolicy ?? rule.trafficPolicy,
    subsets: [...existing.subsets, ...rule.subsets.filter(({ name }) => !names.has(name))],
    ignored: [...existing.ignored, ...lost, ...rule.subsets.filter(({ name }) => names.has(name))],
  };
}

function sameTexts(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((entry) => other.has(entry));
}

function isNarrower(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size > 0 && [...one].every((entry) => other.has(entry));
}

function selectorText(selector?: Readonly<Record<string, string>>): string | undefined {
  return selector && JSON.stringify(Object.entries(selector).sort());
}
