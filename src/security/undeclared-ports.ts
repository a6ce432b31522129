import { IConstruct } from 'constructs';
import { security } from '../api';
import { warn } from '../ground/warning';
import { AccessRule } from './access-rule';
import { RulePorts } from './rule-ports';

/** Warns of what a DENY rule does to connections that a proxy does not take for HTTP. */
export function warnOfUndeclared(place: IConstruct, ports: RulePorts, rule: AccessRule, action: security.AuthorizationPolicyAction): void {
  if (action !== security.AuthorizationPolicyAction.DENY) return;
  const [port] = ports.undeclared(rule);
  if (!port) return;
  warn(place, `a DENY rule has conditions of HTTP, and port ${port.number} does not say what it speaks: what is not taken for HTTP there is refused`,
    `declare it, e.g. with appProtocol: http`);
}
