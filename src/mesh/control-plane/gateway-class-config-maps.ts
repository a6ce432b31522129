import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { fail } from '../../ground/fail';
import { dnsName } from '../../ground/names';
import { namespacedObject } from '../../ground/objects';
import { GatewayClassDefaults } from '../gateway-class-defaults';
import { ControlPlane } from './control-plane';

/** What istiod reads of each GatewayClass when it deploys a gateway of it. */
export class GatewayClassConfigMaps extends Construct {
  public constructor(
    private readonly mesh: Construct, id: string, private readonly plane: ControlPlane, classes: Record<string, GatewayClassDefaults>,
  ) {
    super(mesh, id);
    if (plane.istiod.gatewayDeployments === false && Object.keys(classes).length > 0) {
      fail(mesh, 'gatewayClasses is given, but istiod.gatewayDeployments is false, so istiod deploys no gateways', 'leave out one of them');
    }
    for (const [name, defaults] of Object.entries(classes)) this.configMap(name, defaults);
  }

  private configMap(name: string, defaults: GatewayClassDefaults): void {
    const { revision, namespace } = this.plane;
    const patches = Object.entries(defaults).filter(([, patch]) => patch !== undefined);
    if (patches.length === 0) fail(this.mesh, `gatewayClasses.${name} is empty, it has to patch something`, 'leave it out');
    namespacedObject(this, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: `istio-${revision.label}-gatewayclass-${dnsName(this.mesh, 'name of a GatewayClass', name)}`,
        namespace,
        labels: { ...this.plane.revisionLabels('istiod'), 'gateway.istio.io/defaults-for-class': name },
      },
      data: Object.fromEntries(patches.map(([kind, patch]) => [kind, Yaml.stringify(patch)])),
    });
  }
}
