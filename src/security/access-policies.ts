import { Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { security } from '../api';
import { fail, placeOf } from '../ground/fail';
import { dnsName } from '../ground/names';
import { PerApp } from '../ground/per-app';
import { AccessReview } from './access-review';
import { AccessRule } from './access-rule';
import { checkForAction } from './action-checks';
import { PolicyTarget } from './policy-target';
import { checkRule, ruleSpec, unknownClientsOf } from './rule-spec';

/** Marks a policy as one that is only tried. */
const DRY_RUN = { 'istio.io/dry-run': 'true' };

/** As many as Istio takes. */
const MOST_RULES = 512;

/** What is said of a policy besides its rules. */
export interface AccessPolicy {
  /** The name of the object. */
  readonly name: string;
  readonly target: PolicyTarget;
  readonly action: security.AuthorizationPolicyAction;
  /** The external authorizer that is asked. */
  readonly provider?: string;
  readonly dryRun?: boolean;
}

interface Contribution {
  readonly writer: IConstruct;
  readonly rules: () => AccessRule[];
}

const policies = new PerApp(() => new Map<string, AccessPolicies>());

/**
 * The one writer of an AuthorizationPolicy, to which all others contribute rules. It is written below the construct that first asked for it.
 * Policies of other names may cover the same workloads: Istio takes all of them together.
 */
export class AccessPolicies {
  /** Finds the policy of this name, or makes it below `place`. All who ask for it mean the same scope and action. */
  static of(place: Construct, policy: AccessPolicy): AccessPolicies {
    const known = policies.of(place);
    const key = `${policy.target.namespace}/${dnsName(place, 'name', policy.name)}`;
    let found = known.get(key);
    if (!found) {
      known.set(key, found = new AccessPolicies(place, policy));
    } else if (found.text !== textOf(policy)) {
      fail(place, `the AuthorizationPolicy ${key} is written by ${placeOf(found.place)} already, for ${found.text}, and here for ${textOf(policy)}`,
        'give one of them another name');
    }
    return found;
  }

  private readonly contributions: Contribution[] = [];
  private readonly text: string;

  private constructor(private readonly place: Construct, private readonly policy: AccessPolicy) {
    this.text = textOf(policy);
    const { name, target: { namespace }, dryRun } = policy;
    new security.AuthorizationPolicy(place, `AuthorizationPolicy-${name}`, {
      metadata: { name, namespace, annotations: dryRun ? DRY_RUN : undefined },
      spec: Lazy.any({ produce: () => this.toSpec() }),
    });
    place.node.addValidation({ validate: () => this.unknownClients() });
    AccessReview.of(place).add({ place, target: policy.target, action: policy.action, rules: () => this.rules() });
  }

  /** Adds a rule; whatever is wrong with it is thrown now. */
  add(writer: IConstruct, rule: AccessRule): void {
    this.check(writer, rule);
    if (this.contributions.length === MOST_RULES) {
      fail(writer, `AuthorizationPolicy ${this.policy.name} would have more than ${MOST_RULES} rules, Istio takes no more`,
        'put several sources and operations into one rule, or write a further policy of another name');
    }
    this.contributions.push({ writer, rules: () => [rule] });
  }

  /** Adds rules that are known at synthesis; each of them was checked. */
  addLater(writer: IConstruct, rules: () => AccessRule[]): void {
    this.contributions.push({ writer, rules });
  }

  /** Throws what is wrong with a rule. */
  check(writer: IConstruct, rule: AccessRule): void {
    checkRule(writer, rule);
    checkForAction(writer, this.policy.action, rule);
    this.policy.target.check(writer, rule, this.policy.action);
  }

  /** The rules that are there so far. */
  get rulesSoFar(): AccessRule[] {
    return this.contributions.flatMap(({ rules }) => rules());
  }

  /** Whether a policy of its own says for these Pods, or for more that have some of their labels, what is allowed. Asked at synthesis. */
  get othersAllow(): boolean {
    const { target, action } = this.policy;
    const labels = target.toSpec().selector?.matchLabels ?? {};
    const covering = [...policies.of(this.place).values()].filter(({ policy }) => {
      const { matchLabels } = policy.target.toSpec().selector ?? {};
      return policy.action === action && !policy.dryRun && policy.target.namespace === target.namespace
        && matchLabels !== undefined && Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
    });
    return covering.some((other) => other !== this && other.rulesSoFar.length > 0);
  }

  private toSpec(): security.AuthorizationPolicySpec {
    const { action, provider, target } = this.policy;
    const rules = this.rules();
    return {
      ...target.toSpec(),
      action,
      provider: provider === undefined ? undefined : { name: provider },
      rules: rules.length > 0 ? rules : undefined,
    };
  }

  /** Rules that say the same stand once. */
  private rules(): security.Rule[] {
    const { target } = this.policy;
    const rules = this.contributions.flatMap(({ writer, rules: said }) => said().map((rule) => ruleSpec(writer, target.rule(writer, rule))));
    return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
  }

  private unknownClients(): string[] {
    return this.contributions.flatMap(({ writer, rules }) => rules().flatMap(unknownClientsOf).map((client) => (
      `${placeOf(writer)}: a rule names ${client}, whose ServiceAccount is not known, and it is their identity; `
      + 'give the MeshService a version from an image or a serviceAccountName, give Clients.workloads() theirs, or name their whole namespace: Clients.namespace()'
    )));
  }
}

function textOf({ target, action, provider, dryRun }: AccessPolicy): string {
  return `${action}${provider === undefined ? '' : ` by ${provider}`}${dryRun ? ' (dry run)' : ''} of the ${target.text}`;
}
