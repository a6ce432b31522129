import { Construct } from 'constructs';
import { security } from '../api';
import { AccessPolicies } from '../security/access-policies';
import { AccessRule } from '../security/access-rule';
import { GraphEgress, GraphGateway } from '../security/call-graph';
import { Condition } from '../security/condition';
import { Operation } from '../security/operation';
import { PolicyScope } from '../security/policy-scope';
import { ScopeTarget } from '../security/scope-target';
import { Source } from '../security/source';
import { PrivilegeSite } from './privilege-site';

/** Lets those pass through the gateways of a namespace for whom they are. */
export class GatewayDoors extends Construct {
  constructor(scope: Construct, id: string, private readonly site: PrivilegeSite) {
    super(scope, id);
  }

  /** Its listeners are the declaration that clients may come. Who has said more closely which ones means no others. */
  gateway({ name, proxies, open }: GraphGateway): void {
    const { labels } = proxies.clientRef;
    if (!open || !labels) return;
    const own = this.policy(name, labels);
    own.addLater(this, () => {
      const ports = open();
      return ports.length === 0 || own.othersAllow ? [] : [{ to: [Operation.ports(...ports)] }];
    });
  }

  /** Hosts outside are told apart by the SNI, with which the proxies of clients come. */
  egress({ host, gateway, from }: GraphEgress): void {
    const rule: AccessRule = {
      from: [from ? Source.clients(...from) : Source.anyInMesh()],
      when: [Condition.sni({ values: [host.fqdn] })],
    };
    this.policy(gateway!.name, gateway!.selector).addLater(this, () => [rule]);
  }

  private policy(name: string, labels: { [key: string]: string }): AccessPolicies {
    const { site: { namespace, dryRun } } = this;
    const target = new ScopeTarget(this, PolicyScope.workload(namespace, labels));
    return AccessPolicies.of(this, {
      name: `${name}-allow${dryRun ? '-dry-run' : ''}`, target, action: security.AuthorizationPolicyAction.ALLOW, dryRun,
    });
  }
}
