import { Construct } from 'constructs';
import { namespacedObject } from '../../ground/objects';
import { IpFamilies } from '../../workload/ip-families';
import { ControlPlane } from './control-plane';
import { podSelector } from './istiod';

/** Where proxies, the API server and Prometheus reach istiod. */
export class IstiodService extends Construct {
  public constructor(scope: Construct, id: string, plane: ControlPlane) {
    super(scope, id);
    namespacedObject(this, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: plane.istiodName,
        namespace: plane.namespace,
        labels: { ...plane.revisionLabels('istiod'), app: 'istiod', istio: 'pilot' },
        annotations: plane.istiod.service?.annotations,
      },
      spec: istiodServiceSpec(plane),
    });
  }
}

/** Under istiod's own name and under those of its tags. */
export function istiodServiceSpec(plane: ControlPlane): object {
  const { ipFamilies = plane.dualStack ? IpFamilies.dualStack() : undefined, trafficDistribution } = plane.istiod.service ?? {};
  return {
    ports: [
      { name: 'grpc-xds', port: 15010, protocol: 'TCP' },
      { name: 'https-dns', port: 15012, protocol: 'TCP' },
      { name: 'https-webhook', port: 443, targetPort: 15017, protocol: 'TCP' },
      { name: 'http-monitoring', port: 15014, protocol: 'TCP' },
    ],
    selector: { app: 'istiod', ...podSelector(plane) },
    ...ipFamilies?._toSpec(),
    trafficDistribution,
  };
}
