import { isIP } from 'node:net';
import { Construct } from 'constructs';
import { namespacedObject } from '../../ground/objects';
import { ControlPlane } from './control-plane';
import { RemoteService } from './location-plan';

const XDS = { name: 'tcp-istiod', port: 15012, protocol: 'TCP' };
const WEBHOOKS = { name: 'tcp-webhook', port: 15017, protocol: 'TCP' };

/** Where proxies and the API server of this cluster reach an istiod that runs elsewhere: as they would one that runs here. */
export class RemoteIstiod extends Construct {
  public constructor(scope: Construct, id: string, plane: ControlPlane, private readonly target: RemoteService, labels: Record<string, string> = {}) {
    super(scope, id);
    const { name } = target;
    const metadata = { name, namespace: plane.namespace, labels: { ...plane.revisionLabels('istiod'), ...labels } };
    namespacedObject(this, { apiVersion: 'v1', kind: 'Service', metadata, spec: this.serviceSpec() });
    if (isIP(target.address)) this.endpoints(metadata);
  }

  private serviceSpec(): object {
    const { address } = this.target;
    const family = isIP(address);
    return {
      ports: [XDS, { ...WEBHOOKS, port: 443, targetPort: WEBHOOKS.port }],
      // A Service of one family has no endpoints of the other.
      ...family ? { ipFamilies: [`IPv${family}`] } : { type: 'ExternalName', externalName: address },
    };
  }

  private endpoints({ labels, ...metadata }: { name: string; namespace: string; labels: Record<string, string> }): void {
    const { name, address } = this.target;
    namespacedObject(this, {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        ...metadata,
        labels: { ...labels, 'kubernetes.io/service-name': name, 'endpointslice.kubernetes.io/managed-by': 'istos' },
      },
      addressType: `IPv${isIP(address)}`,
      endpoints: [{ addresses: [address] }],
      ports: [XDS, WEBHOOKS],
    });
  }
}
