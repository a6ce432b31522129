import { IConstruct } from 'constructs';
import { security } from '../api';
import { fail } from '../ground/fail';
import { warn } from '../ground/warning';
import { AccessRule } from './access-rule';
import { identityFieldsOf, takesAll } from './rule-spec';

const { CUSTOM, DENY } = security.AuthorizationPolicyAction;

/** Throws what an action refuses, and warns of what it most likely is not meant for. */
export function checkForAction(place: IConstruct, action: security.AuthorizationPolicyAction, rule: AccessRule): void {
  if (action === CUSTOM) refuseIdentities(place, rule);
  if (action === DENY && takesAll(rule)) {
    warn(place, 'a DENY rule without conditions refuses every request, and no ALLOW rule opens it again',
      'to refuse what no rule allows, take DenyByDefault or access.denyByDefault()');
  }
}

/** Proxies choose the requests for the authorizer before they know from whom these are. */
function refuseIdentities(place: IConstruct, rule: AccessRule): void {
  const [field] = identityFieldsOf(rule);
  if (!field) return;
  fail(place, `a rule for an external authorizer has ${field}, and Istio can't choose requests for one by who calls`,
    'choose by paths, methods, hosts, ports, headers or addresses; refuse callers with rules of AuthorizationAction.DENY, or let the authorizer decide');
}
