import { Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { networking } from '../api';
import { fail, placeOf } from '../ground/fail';
import { PerApp } from '../ground/per-app';
import { ExportTo } from '../host/export-to';
import { HostReference, IHostRef } from '../host/host';
import { DestinationPolicy } from './destination-policy';
import { LocalityChecks } from './locality-checks';
import { PolicyLevels } from './policy-levels';
import { PolicyOptions } from './policy-options';
import { PolicyPlace } from './policy-place';
import { checkRule } from './rule-checks';
import { RuleLayers } from './rule-layers';

/** For what a policy of a host holds, if not for all of it. */
interface PolicyTarget extends PolicyOptions {
  readonly version?: string;
}

interface Version {
  readonly subset: networking.Subset;
  /** The host that it is, where it is no subset. */
  readonly own?: HostReference;
  readonly levels: PolicyLevels;
}

/** A place where policies meet. */
interface Scope {
  readonly where: PolicyPlace;
  readonly layers: RuleLayers;
  /** What is said there itself, not inherited. */
  readonly own: PolicyLevels;
}

const rules = new PerApp(() => new Map<string, HostRules>());

/**
 * The one writer of a host's DestinationRule, to which all others contribute. Istio would take the policy of the first
 * rule it meets and forget those of the others. The rule is written below the construct that first asked for it, when
 * there is something to say.
 */
export class HostRules {
  /** Finds the rules of a host, or makes them below `place`. */
  static of(place: Construct, host: IHostRef): HostRules {
    const { hostRef } = host;
    const known = rules.of(place);
    // A host outside of the mesh may be declared in several namespaces, each with rules of its own.
    const key = `${hostRef.namespace}/${hostRef.fqdn}`;
    let found = known.get(key);
    if (!found) known.set(key, found = new HostRules(place, hostRef));
    return found;
  }

  private readonly where: PolicyPlace;
  private readonly levels: PolicyLevels;
  private readonly versions = new Map<string, Version>();
  private readonly clients: PolicyLevels[] = [];
  private readonly covered = new Map<string, IConstruct>();
  private exported?: { readonly by: IConstruct; readonly to: ExportTo };
  private readonly watchers: ((writer: IConstruct) => void)[] = [];
  private written = false;

  private constructor(private readonly place: Construct, private readonly host: HostReference) {
    this.where = { host, namespace: host.namespace, selectsClients: false };
    this.levels = new PolicyLevels(this.where);
    place.node.addValidation({ validate: () => this.checkLocality() });
  }

  /** Adds the parts of a policy; none of them may be there already. */
  addPolicy(writer: IConstruct, policy: DestinationPolicy, { version, port }: PolicyTarget = {}): void {
    const levels = version === undefined ? this.levels : this.versions.get(version)!.levels;
    levels.at(writer, port).add(writer, policy);
    this.check(writer);
    this.writeFor(version);
  }

  /** Adds a version. Where it is a host of its own, that has the policies of this one, too, in a rule of its own. */
  addSubset(subset: networking.Subset, own?: HostReference): void {
    const version = { subset, own, levels: new PolicyLevels({ ...this.where, version: subset.name }) };
    this.versions.set(subset.name, version);
    this.tell(this.place);
    this.refuseClientsOfOwnHosts(this.place);
    if (!own) this.write();
    else if (this.written) this.writeOwn(version);
  }

  /** Adds what clients of some rule have of their own. */
  addClients(writer: IConstruct, clients: PolicyLevels): void {
    this.clients.push(clients);
    this.refuseClientsOfOwnHosts(writer);
    this.check(writer);
  }

  /** The versions that the rule knows. */
  get versionNames(): string[] {
    return [...this.versions.keys()];
  }

  /** The versions that are hosts of their own. */
  get ownHosts(): HostReference[] {
    return [...this.versions.values()].flatMap(({ own }) => own ?? []);
  }

  /** Whether there is something to say for all clients, of the host or of a version. */
  get isNeeded(): boolean {
    return !this.levels.isEmpty || [...this.versions.values()].some(({ own, levels }) => !own || !levels.isEmpty);
  }

  /** Whether some clients have policies of their own, and so a rule of their own. */
  get hasClients(): boolean {
    return this.clients.length > 0;
  }

  /** Calls `look` now and with each addition; it throws at what it can't go together with. */
  watch(writer: IConstruct, look: (writer: IConstruct) => void): void {
    this.watchers.push(look);
    look(writer);
  }

  /** Leaves the rule to a controller, which writes it in the cluster. */
  withdraw(): void {
    this.written = true;
    this.place.node.tryRemoveChild('DestinationRule');
  }

  /** Whether a rule for all clients of a namespace is made elsewhere. */
  covers(namespace: string): boolean {
    return this.covered.has(namespace);
  }

  /** Notes the rule for all clients of a namespace, which takes the place of one that only repeats the host's. */
  coverNamespace(namespace: string, by: IConstruct): void {
    const before = this.covered.get(namespace);
    before?.node.scope?.node.tryRemoveChild(before.node.id);
    this.covered.set(namespace, by);
  }

  /** Says which namespaces see the rule. */
  exportTo(writer: IConstruct, exportTo: ExportTo): void {
    const first = this.exported;
    if (first) fail(writer, `exportTo of ${this.host.fqdn} is set by ${placeOf(first.by)} already, one writer is allowed`, 'say it once');
    this.exported = { by: writer, to: exportTo };
    if (this.written) this.exportedTo();
  }

  /** What the rule says, for all clients or for those that have policies of their own. */
  toSpec(clients?: PolicyLevels): networking.DestinationRuleSpec {
    const { host: { fqdn }, levels, versions } = this;
    const above = clients ? [clients] : [];
    const subsets = [...versions.values()].filter(({ own }) => !own).map(({ subset, levels: version }) => (
      { ...subset, trafficPolicy: new RuleLayers([levels, version, ...above]).versionPolicy(version) }
    ));
    return {
      host: fqdn,
      trafficPolicy: new RuleLayers([levels, ...above]).hostPolicy(),
      subsets: subsets.length > 0 ? subsets : undefined,
      exportTo: this.exportedTo(),
    };
  }

  private refuseClientsOfOwnHosts(writer: IConstruct): void {
    const apart = [...this.versions.values()].find(({ own }) => own);
    if (!apart || !this.hasClients) return;
    fail(writer, `some clients of ${this.host.fqdn} have policies of their own, but its version '${apart.subset.name}' is a Service apart, which they would not reach`,
      'use Dialect.ISTIO for the service, or give all clients the policy');
  }

  private writeFor(name?: string): void {
    const versions = name === undefined ? [...this.versions.values()] : [this.versions.get(name)!];
    if (name === undefined || !versions[0].own) this.write();
    versions.forEach((version) => this.writeOwn(version));
  }

  private writeOwn({ subset, own, levels }: Version): void {
    const id = `DestinationRule-${subset.name}`;
    if (!own || this.place.node.tryFindChild(id)) return;
    new networking.DestinationRule(this.place, id, {
      metadata: { name: own.name, namespace: own.namespace },
      spec: Lazy.any({
        produce: (): networking.DestinationRuleSpec => (
          { host: own.fqdn, trafficPolicy: new RuleLayers([this.levels, levels]).hostPolicy(), exportTo: this.exportedTo() }
        ),
      }),
    });
  }

  private write(): void {
    if (this.written) return;
    this.written = true;
    const { place, host: { name, namespace } } = this;
    this.exportedTo();
    new networking.DestinationRule(place, 'DestinationRule', {
      metadata: { name, namespace },
      spec: Lazy.any({ produce: () => this.toSpec() }),
    });
  }

  /** Throws if there is a rule to be seen, and nobody sees it. */
  private exportedTo(): string[] | undefined {
    const names = this.exported?.to._toRuleSpec(this.exported.by);
    // Beside a rule that selects clients Istio would lose one that is exported to `.`, but not one that names its namespace.
    return this.hasClients ? names?.map((name) => name === '.' ? this.host.namespace : name) : names;
  }

  private check(writer: IConstruct): void {
    for (const { where, layers, own } of this.scopes()) checkRule(writer, where, layers, own);
    this.tell(writer);
  }

  private tell(writer: IConstruct): void {
    this.watchers.forEach((look) => look(writer));
  }

  private checkLocality(): string[] {
    const checks = new LocalityChecks();
    for (const { where, layers } of this.scopes()) checks.check(where, layers);
    return checks.errors;
  }

  /** Wherever policies meet, the general before the special. */
  private scopes(): Scope[] {
    const { where, levels, versions, clients } = this;
    return [[], ...clients.map((above) => [above])].flatMap((above) => [
      { where, layers: new RuleLayers([levels, ...above]), own: above[0] ?? levels },
      ...[...versions.values()].map(({ subset, levels: version }) => (
        { where: { ...where, version: subset.name }, layers: new RuleLayers([levels, version, ...above]), own: version }
      )),
    ]);
  }
}
