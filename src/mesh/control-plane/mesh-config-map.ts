import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { mesh } from '../../api';
import { namespacedObject } from '../../ground/objects';
import { ControlPlane } from './control-plane';

/** The mesh's config, which istiod reads at once and whenever it changes. */
export class MeshConfigMap extends Construct {
  public constructor(scope: Construct, id: string, plane: ControlPlane, config: mesh.MeshConfig, networks: mesh.MeshNetworks) {
    super(scope, id);
    namespacedObject(this, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: plane.revision.suffixed('istio'), namespace: plane.namespace, labels: plane.revisionLabels('istiod') },
      data: {
        mesh: Yaml.stringify(config),
        meshNetworks: Yaml.stringify(networks),
      },
    });
  }
}
