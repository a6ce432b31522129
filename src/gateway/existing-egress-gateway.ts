import { fail } from '../ground/fail';
import { hostReference } from '../host/host-reference';
import { portNumber } from '../host/port-number';
import { labelSelector } from '../match/label-selector';
import { ExistingEgressGatewayOptions } from './egress-gateway-props';
import { EgressGatewayReference, IEgressGatewayRef } from './egress-gateway-ref';
import { gatewaySelector } from './gateway-selector';

/** An egress gateway that is made elsewhere. */
export class ExistingEgressGateway implements IEgressGatewayRef {
  public readonly egressGatewayRef: EgressGatewayReference;

  public constructor({ name, namespace, ports, selector = gatewaySelector(name), mesh }: ExistingEgressGatewayOptions) {
    const place = `EgressGateway.fromService('${namespace}/${name}')`;
    const { fqdn } = hostReference(place, { name, namespace, ports: [], clusterDomain: mesh?.meshRef.clusterDomain });
    if (ports.length === 0) fail(place, 'it has no ports, at least one is needed', 'name those of its Service, e.g. ports: [80, 443]');
    this.egressGatewayRef = {
      name, namespace, fqdn,
      selector: labelSelector(place, 'selector', selector),
      ports: ports.map((port) => portNumber(place, 'port', port)),
    };
  }
}
