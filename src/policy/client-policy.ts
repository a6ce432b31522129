import { Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { networking } from '../api';
import { fail } from '../ground/fail';
import { dnsLabel, dnsName } from '../ground/names';
import { claim } from '../ground/one-writer';
import { IHostRef } from '../host/host';
import { labelSelector, selectorText } from '../match/label-selector';
import { DestinationPolicy } from './destination-policy';
import { HostRules } from './host-rules';
import { PolicyLevels } from './policy-levels';

/** What some clients of a host do otherwise than all others. */
export interface ClientPolicyProps {
  /** The host that the clients call. */
  readonly host: IHostRef;

  /** What the clients do otherwise, at least one policy. All that it does not say is as for the others. */
  readonly policies: DestinationPolicy[];

  /**
   * The namespace of the clients.
   * @default - that of the chart; an error if it has none
   */
  readonly namespace?: string;

  /**
   * Labels of the clients' Pods.
   *
   * In another namespace than the host's, Istio then looks at no other namespace for the rules of the host. So one for the clients that are not
   * selected is written, too, with all that this program knows of the host.
   *
   * @default - all clients of the namespace; an error if it is that of the host
   */
  readonly clients?: { [key: string]: string };
}

/**
 * The policies of some clients of a host: those of a namespace, or of some Pods in it. They have a DestinationRule of their own, named like the id,
 * which says what they do otherwise and repeats all the rest, versions included. Only sidecars that are selected by `clients` read the Secret of
 * a `credentialName`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#DestinationRule
 */
export class ClientPolicy extends Construct {
  private readonly rules: HostRules;
  private readonly namespace: string;

  public constructor(scope: Construct, id: string, props: ClientPolicyProps) {
    super(scope, id);
    const { host, policies, clients } = props;
    this.namespace = this.namespaceOf(props);
    this.rules = HostRules.of(this, host);
    const matchLabels = clients && labelSelector(this, 'clients', clients);
    this.refuse(props);
    claim(this, `DestinationRule of ${host.hostRef.fqdn} for ${matchLabels ? selectorText(matchLabels) : 'all clients'} of ${this.namespace}`,
      'put all policies into one of them');
    const levels = new PolicyLevels({ host: host.hostRef, namespace: this.namespace, selectsClients: clients !== undefined });
    for (const policy of policies) levels.all.add(this, policy);
    this.rules.addClients(this, levels);
    this.makeRule(levels, matchLabels);
    this.coverOthers(host, matchLabels !== undefined);
  }

  private namespaceOf({ namespace = Chart.of(this).namespace }: ClientPolicyProps): string {
    if (namespace === undefined) fail(this, 'neither the props nor the chart name a namespace', `say that of the clients, e.g. namespace: 'shop'`);
    return dnsLabel(this, 'namespace', namespace);
  }

  private refuse({ host: { hostRef }, policies, clients }: ClientPolicyProps): void {
    if (policies.length === 0) fail(this, 'has no policies, at least one is needed', 'say what the clients do otherwise');
    if (!clients && this.namespace === hostRef.namespace) {
      fail(this, `all clients of namespace ${this.namespace} are meant, which has the rule of ${hostRef.fqdn} itself`,
        'add the policies to the host, or say which clients');
    }
  }

  /** Of a rule that selects clients and one that does not, Istio would take in the second if both were exported to `.`, so that one names it. */
  private makeRule(levels: PolicyLevels, matchLabels?: { [key: string]: string }): void {
    const { namespace, rules } = this;
    new networking.DestinationRule(this, 'ClientRule', {
      metadata: { name: dnsName(this, 'id', this.node.id), namespace },
      spec: Lazy.any({
        produce: (): networking.DestinationRuleSpec => ({
          ...rules.toSpec(levels),
          exportTo: matchLabels ? ['.'] : [namespace],
          workloadSelector: matchLabels && { matchLabels },
        }),
      }),
    });
  }

  /** Clients of the namespace that no rule there is for get the host's. */
  private coverOthers({ hostRef: { name, namespace: home } }: IHostRef, selects: boolean): void {
    const { namespace, rules } = this;
    if (namespace === home) return;
    if (!selects) return rules.coverNamespace(namespace, this);
    if (rules.covers(namespace)) return;
    rules.coverNamespace(namespace, new networking.DestinationRule(this, 'OthersRule', {
      metadata: { name: dnsName(this, 'name', `${name}.${home}`), namespace },
      spec: Lazy.any({ produce: (): networking.DestinationRuleSpec => ({ ...rules.toSpec(), exportTo: [namespace] }) }),
    }));
  }
}
