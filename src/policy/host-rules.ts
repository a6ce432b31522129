import { Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { networking } from '../api';
import { fail, placeOf } from '../ground/fail';
import { HostReference, IHostRef } from '../host/host';
import { DestinationPolicy } from './destination-policy';

const rules = new WeakMap<IConstruct, Map<string, HostRules>>();

/**
 * The one writer of a host's DestinationRule, to which all others contribute. Istio would take the policy of the first
 * rule it meets and forget those of the others. The rule is written below the construct that first asked for it, when
 * there is something to say.
 */
export class HostRules {
  /** Finds the rules of a host, or makes them below `place`. */
  static of(place: Construct, host: IHostRef): HostRules {
    const { root } = place.node;
    const { hostRef } = host;
    let known = rules.get(root);
    if (!known) rules.set(root, known = new Map());
    let found = known.get(hostRef.fqdn);
    if (!found) known.set(hostRef.fqdn, found = new HostRules(place, hostRef));
    return found;
  }

  private readonly subsets: networking.Subset[] = [];
  private readonly writers = new Map<string, IConstruct>();
  private policy: networking.TrafficPolicy = {};
  private written = false;

  private constructor(private readonly place: Construct, private readonly host: HostReference) {}

  /** Adds the parts of a policy; none of them may be there already. */
  addPolicy(writer: IConstruct, policy: DestinationPolicy): void {
    const parts = policy._toSpec(writer);
    for (const part of new Set([policy._name, ...Object.keys(parts)])) {
      const first = this.writers.get(part);
      if (first) {
        fail(writer, `the ${part} of ${this.host.fqdn} is set by ${placeOf(first)} already, one writer is allowed`, 'put all of it into one of them');
      }
      this.writers.set(part, writer);
    }
    this.policy = { ...this.policy, ...parts };
    this.write();
  }

  addSubset(subset: networking.Subset): void {
    this.subsets.push(subset);
    this.write();
  }

  private write(): void {
    if (this.written) return;
    this.written = true;
    const { name, namespace } = this.host;
    new networking.DestinationRule(this.place, 'DestinationRule', {
      metadata: { name, namespace },
      spec: Lazy.any({ produce: () => this.toSpec() }),
    });
  }

  private toSpec(): networking.DestinationRuleSpec {
    return {
      host: this.host.fqdn,
      trafficPolicy: Object.keys(this.policy).length > 0 ? this.policy : undefined,
      subsets: this.subsets.length > 0 ? this.subsets : undefined,
    };
  }
}
