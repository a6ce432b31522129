import { Construct } from 'constructs';
import { namespacedObject } from '../../ground/objects';
import { ControlPlane } from './control-plane';
import { injectorConfig, InjectionSettings } from './injection/injection';

/** The templates of the injected proxies, which istiod reads at once and whenever they change. */
export class InjectorConfigMap extends Construct {
  public constructor(scope: Construct, id: string, plane: ControlPlane, settings: InjectionSettings) {
    super(scope, id);
    const { config, values } = injectorConfig(scope, settings);
    namespacedObject(this, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: plane.revision.suffixed('istio-sidecar-injector'), namespace: plane.namespace, labels: plane.revisionLabels('istiod') },
      data: { config, values },
    });
  }
}
