import { Construct } from 'constructs';
import { fail, oneOf } from '../../ground/fail';
import { dnsName } from '../../ground/names';
import { namespacedObject } from '../../ground/objects';
import { checkedAdditions, CheckedAdditions } from '../../workload/checked-additions';
import { renderRollout } from '../../workload/rendered-rollout';
import { ControlPlane } from './control-plane';
import { istiodContainer } from './istiod-container';
import { istiodEnvironment } from './istiod-environment';
import { istiodVolumes } from './istiod-volumes';

const DEFAULT_ROLLOUT = { maxSurge: '100%', maxUnavailable: '25%' };

/** istiod itself. */
export class Istiod extends Construct {
  public constructor(private readonly mesh: Construct, id: string, private readonly plane: ControlPlane) {
    super(mesh, id);
    const { istiodName: name, namespace, scaling } = plane;
    namespacedObject(this, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace, labels: this.labels(), annotations: plane.istiod.deploymentAnnotations },
      spec: {
        // Where an autoscaler sets the number, ours would set it back at each apply.
        ...(!scaling.autoscaling && { replicas: scaling.replicas }),
        strategy: renderRollout(mesh, 'istiod.rollout', plane.istiod.rollout, DEFAULT_ROLLOUT),
        selector: { matchLabels: podSelector(plane) },
        template: {
          metadata: { labels: this.podLabels(), annotations: this.podAnnotations() },
          spec: this.podSpec(),
        },
      },
    });
  }

  private podLabels(): Record<string, string> {
    const labels = {
      ...this.plane.revisionLabels('istiod'),
      ...podSelector(this.plane),
      'app': 'istiod',
      'istio': this.plane.revision.isDefault ? 'pilot' : 'istiod',
      'sidecar.istio.io/inject': 'false',
      'istio.io/dataplane-mode': 'none',
    };
    return this.beside('podLabels', this.plane.istiod.podLabels, labels);
  }

  private labels(): Record<string, string> {
    return this.beside('deploymentLabels', this.plane.istiod.deploymentLabels, { ...this.plane.revisionLabels('istiod'), app: 'istiod', istio: 'pilot' });
  }

  private beside(option: string, given: Record<string, string> = {}, own: Record<string, string>): Record<string, string> {
    const taken = Object.keys(given).filter((label) => label in own);
    if (taken.length > 0) fail(this.mesh, `istiod.${option} has ${oneOf(taken)}, which the mesh sets itself`, 'leave out these labels');
    return { ...given, ...own };
  }

  private podAnnotations(): Record<string, string> {
    return {
      'prometheus.io/port': '15014',
      'prometheus.io/scrape': 'true',
      'sidecar.istio.io/inject': 'false',
      ...this.plane.ca.podAnnotations,
      ...this.plane.istiod.podAnnotations,
    };
  }

  private podSpec(): object {
    const { mesh, plane, plane: { istiod } } = this;
    const { volumes, volumeMounts } = istiodVolumes(plane);
    const env = istiodEnvironment(mesh, plane);
    const added = this.additions(volumes, volumeMounts, env);
    return {
      nodeSelector: istiod.nodeSelector,
      affinity: istiod.affinity,
      tolerations: [{ key: 'cni.istio.io/not-ready', operator: 'Exists' }, ...istiod.tolerations ?? []],
      topologySpreadConstraints: istiod.topologySpreadConstraints,
      serviceAccountName: plane.istiodName,
      ...(istiod.priorityClassName !== undefined && { priorityClassName: dnsName(mesh, 'istiod.priorityClassName', istiod.priorityClassName) }),
      ...(added.initContainers.length > 0 && { initContainers: added.initContainers }),
      containers: [istiodContainer(mesh, plane, [...env, ...added.env], [...volumeMounts, ...added.volumeMounts])],
      volumes: [...volumes, ...added.volumes],
    };
  }

  private additions(volumes: { name: string }[], mounts: { mountPath: string }[], env: { name: string }[]): CheckedAdditions {
    return checkedAdditions(this.mesh, 'istiod', this.plane.istiod, {
      volumes: volumes.map(({ name }) => name),
      mountPaths: mounts.map(({ mountPath }) => mountPath),
      containers: ['discovery'],
      env: env.map(({ name }) => name),
    });
  }
}

/** The labels by which istiod's Deployment knows its pods. Kubernetes never lets a Deployment change them. */
export function podSelector({ revision }: ControlPlane): Record<string, string> {
  return revision.isDefault ? { istio: 'pilot' } : { 'app': 'istiod', 'istio.io/rev': revision.name };
}
