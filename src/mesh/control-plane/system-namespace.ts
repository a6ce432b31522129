import { Construct } from 'constructs';
import { clusterObject } from '../../ground/objects';
import { claimNamespace } from '../enrolment';
import { ControlPlane } from './control-plane';

/** istiod's namespace. */
export class SystemNamespace extends Construct {
  public constructor(scope: Construct, id: string, plane: ControlPlane) {
    super(scope, id);
    claimNamespace(this, plane.namespace);
    clusterObject(this, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: plane.namespace,
        // Without it, istiod would not know the network of what has no label of its own.
        labels: { ...plane.partOfIstio(), ...(plane.network && { 'topology.istio.io/network': plane.network }) },
        annotations: plane.location.namespaceAnnotations,
      },
    });
  }
}
