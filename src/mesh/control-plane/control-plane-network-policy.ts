import { Construct } from 'constructs';
import { namespacedObject } from '../../ground/objects';
import { ControlPlane } from './control-plane';

/** Webhooks, configuration and certificates (also for waypoints and machines out of the cluster), what istioctl asks, and metrics. */
const SERVED = [[15017], [15010, 15012, 8080, 15014]];

/** Who may reach istiod: everybody, but on the ports that it serves. Whom it reaches is not limited, e.g. to get keys of JSON Web Tokens. */
export class ControlPlaneNetworkPolicy extends Construct {
  public constructor(scope: Construct, id: string, plane: ControlPlane) {
    super(scope, id);
    namespacedObject(this, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: plane.istiodName, namespace: plane.namespace, labels: { ...plane.revisionLabels('istiod'), app: 'istiod', istio: 'pilot' } },
      spec: {
        podSelector: { matchLabels: { 'app': 'istiod', 'istio.io/rev': plane.revision.label } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: SERVED.map((ports) => ({ ports: ports.map((port) => ({ protocol: 'TCP', port })) })),
        egress: [{}],
      },
    });
  }
}
