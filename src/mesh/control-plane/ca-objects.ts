import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { namespacedObject } from '../../ground/objects';
import { claim } from '../../ground/one-writer';
import { inPhase } from '../../ground/phase';
import { ControlPlane } from './control-plane';

/** What the mesh's CA has in istiod's namespace. */
export class CaObjects extends Construct {
  public constructor(scope: Construct, id: string, plane: ControlPlane) {
    super(scope, id);
    inPhase(this, 'certificates');
    for (const { apiVersion, kind, name, ...fields } of plane.ca.objects) {
      claim(scope, `${kind} '${plane.namespace}/${name}' in chart '${Chart.of(this).node.path}'`,
        'let one control plane make it, and the other one name its Secret by CertificateAuthority.pluggedIn()');
      namespacedObject(this, { apiVersion, kind, metadata: { name, namespace: plane.namespace, labels: plane.labels('istiod') }, ...fields });
    }
  }
}
