import { Construct } from 'constructs';
import { security } from '../api';
import { placeOf } from '../ground/fail';
import { HostReference } from '../host/host';
import { plainName } from '../host/wildcard';
import { AccessPolicies } from '../security/access-policies';
import { Condition } from '../security/condition';
import { PolicyScope } from '../security/policy-scope';
import { ScopeTarget } from '../security/scope-target';
import { Source } from '../security/source';
import { EgressClients } from './egress-clients';
import { EgressGatewayReference } from './egress-gateway-ref';

/** Whom a gateway refuses. */
export interface EgressAccessProps {
  readonly gateway: EgressGatewayReference;
  readonly host: HostReference;
  readonly clients: EgressClients;
}

/** The gateway refuses all but the clients of a host. It knows them by their certificates, and the host by the SNI that they come with. */
export class EgressAccess extends Construct {
  public constructor(scope: Construct, id: string, { gateway, host, clients }: EgressAccessProps) {
    super(scope, id);
    const { name, namespace, selector } = gateway;
    const policy = AccessPolicies.of(this, {
      name: `${name}-${plainName(host.fqdn)}`,
      target: new ScopeTarget(this, PolicyScope.workload(namespace, selector)),
      action: security.AuthorizationPolicyAction.DENY,
    });
    policy.add(this, { from: [Source.all({ notClients: clients.atGateway })], when: [Condition.sni({ values: [host.fqdn] })] });
    this.node.addValidation({ validate: () => unknownClients(scope, host, clients) });
  }
}

/** Over HTTP a client's own proxy refuses it. */
function unknownClients(place: Construct, { fqdn, ports }: HostReference, clients: EgressClients): string[] {
  const port = ports.find(({ _isHttp }) => !_isHttp);
  if (!port) return [];
  return clients.withoutIdentity.map((client) => (
    `${placeOf(place)}: port ${port.number} of ${fqdn} speaks ${port.protocol}, so only the gateway can refuse workloads, and it does not know the account of ${client}; `
    + 'give the MeshService a version from an image or a serviceAccountName, or name the namespace: Clients.namespace()'
  ));
}
