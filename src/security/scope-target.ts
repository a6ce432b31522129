import { IConstruct } from 'constructs';
import { security } from '../api';
import { warn } from '../ground/warning';
import { AccessRule } from './access-rule';
import { PolicyScope } from './policy-scope';
import { PolicyTarget } from './policy-target';
import { PortNumbers, RulePorts } from './rule-ports';
import { httpFieldsOf } from './rule-spec';
import { warnOfUndeclared } from './undeclared-ports';

/** What a PolicyScope covers. */
export class ScopeTarget implements PolicyTarget {
  readonly namespace: string;
  readonly text: string;
  readonly fqdn?: string;
  private readonly spec: Pick<security.AuthorizationPolicySpec, 'selector' | 'targetRefs'>;
  private readonly ports?: RulePorts;

  constructor(place: IConstruct, scope: PolicyScope) {
    this.namespace = scope._namespace(place);
    this.text = scope._text;
    this.spec = { selector: scope._selector(place), targetRefs: scope._targetRefs(place) };
    const host = scope._host;
    this.fqdn = host?.fqdn;
    this.ports = host && new RulePorts(host, this.spec.targetRefs ? PortNumbers.OF_SERVICE : PortNumbers.OF_PODS);
  }

  toSpec(): Pick<security.AuthorizationPolicySpec, 'selector' | 'targetRefs'> {
    return this.spec;
  }

  check(writer: IConstruct, rule: AccessRule, action: security.AuthorizationPolicyAction): void {
    if (this.ports) {
      this.ports.applyTo(writer, rule);
      warnOfUndeclared(writer, this.ports, rule, action);
    } else if (action === security.AuthorizationPolicyAction.DENY) {
      warnOfConnections(writer, rule);
    }
  }

  rule(writer: IConstruct, rule: AccessRule): AccessRule {
    return this.ports ? this.ports.applyTo(writer, rule) : rule;
  }
}

/** Where the ports are not known, the user has to say which of them speak HTTP. */
function warnOfConnections(place: IConstruct, rule: AccessRule): void {
  const ofAll = httpFieldsOf({ from: rule.from, when: rule.when });
  const open = rule.to ? rule.to.filter(({ _conditions: { ports } }) => !ports) : [undefined];
  const [field] = open.flatMap((operation) => [...ofAll, ...operation?._httpFields ?? []]);
  if (!field) return;
  warn(place, `a DENY rule has ${field}, which only HTTP has, and no ports: on ports of TCP Istio leaves that out, and refuses the connections`,
    'name the ports that speak HTTP with ports, or cover the MeshService, whose ports are known: PolicyScope.of()');
}
