import { Construct } from 'constructs';
import { fail, oneOf } from '../../ground/fail';
import { dnsName } from '../../ground/names';
import { renderResources } from '../../workload/rendered-resources';
import { ControlPlane } from './control-plane';
import { istiodEnvironment } from './istiod-environment';
import { namespacedObject } from './objects';

const DEFAULT_RESOURCES = { requests: { cpu: '500m', memory: '2048Mi' } };

/** istiod itself. */
export class Istiod extends Construct {
  public constructor(private readonly mesh: Construct, id: string, private readonly plane: ControlPlane) {
    super(mesh, id);
    const { istiodName: name, namespace, scaling } = plane;
    namespacedObject(this, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace, labels: { ...plane.revisionLabels('istiod'), app: 'istiod', istio: 'pilot' } },
      spec: {
        // Where an autoscaler sets the number, ours would set it back at each apply.
        ...(!scaling.autoscaling && { replicas: scaling.replicas }),
        strategy: { rollingUpdate: { maxSurge: '100%', maxUnavailable: '25%' } },
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
    const taken = Object.keys(this.plane.istiod.podLabels ?? {}).filter((label) => label in labels);
    if (taken.length > 0) {
      fail(this.mesh, `istiod.podLabels has ${oneOf(taken)}, which the mesh sets itself`, 'leave out these labels');
    }
    return { ...this.plane.istiod.podLabels, ...labels };
  }

  private podAnnotations(): Record<string, string> {
    return {
      'prometheus.io/port': '15014',
      'prometheus.io/scrape': 'true',
      'sidecar.istio.io/inject': 'false',
      ...this.plane.istiod.podAnnotations,
    };
  }

  private podSpec(): object {
    const { nodeSelector, affinity, tolerations = [], topologySpreadConstraints, priorityClassName } = this.plane.istiod;
    return {
      nodeSelector,
      affinity,
      tolerations: [{ key: 'cni.istio.io/not-ready', operator: 'Exists' }, ...tolerations],
      topologySpreadConstraints,
      serviceAccountName: this.plane.istiodName,
      priorityClassName: priorityClassName && dnsName(this.mesh, 'istiod.priorityClassName', priorityClassName),
      containers: [this.container()],
      volumes: [
        { name: 'local-certs', emptyDir: { medium: 'Memory' } },
        { name: 'istio-token', projected: { sources: [{ serviceAccountToken: { audience: 'istio-ca', expirationSeconds: 43200, path: 'istio-token' } }] } },
        { name: 'istio-kubeconfig', secret: { secretName: 'istio-kubeconfig', optional: true } },
        ...this.plane.ca._mounts(this.mesh).volumes,
      ],
    };
  }

  private container(): object {
    const { hub, tag, imagePullPolicy, logLevel, clusterDomain, istiod } = this.plane;
    return {
      name: 'discovery',
      image: `${hub}/pilot:${tag}`,
      imagePullPolicy,
      args: [
        'discovery',
        '--monitoringAddr=:15014',
        `--log_output_level=${logLevel}`,
        '--domain', clusterDomain,
        '--keepaliveMaxServerConnectionAge', '30m',
        ...istiod.extraArgs ?? [],
      ],
      ports: [
        { name: 'http-debug', containerPort: 8080, protocol: 'TCP' },
        { name: 'grpc-xds', containerPort: 15010, protocol: 'TCP' },
        { name: 'tls-xds', containerPort: 15012, protocol: 'TCP' },
        { name: 'https-webhooks', containerPort: 15017, protocol: 'TCP' },
        { name: 'http-monitoring', containerPort: 15014, protocol: 'TCP' },
      ],
      readinessProbe: { httpGet: { path: '/ready', port: 8080 }, initialDelaySeconds: 1, periodSeconds: 3, timeoutSeconds: 5 },
      env: istiodEnvironment(this.mesh, this.plane),
      resources: renderResources(this.mesh, 'istiod.resources', istiod.resources, DEFAULT_RESOURCES),
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        capabilities: { drop: ['ALL'] },
      },
      volumeMounts: [
        { name: 'istio-token', mountPath: '/var/run/secrets/tokens', readOnly: true },
        { name: 'local-certs', mountPath: '/var/run/secrets/istio-dns' },
        { name: 'istio-kubeconfig', mountPath: '/var/run/secrets/remote', readOnly: true },
        ...this.plane.ca._mounts(this.mesh).volumeMounts,
      ],
    };
  }
}

/** The labels by which istiod's Deployment knows its pods. Kubernetes never lets a Deployment change them. */
export function podSelector({ revision }: ControlPlane): Record<string, string> {
  return revision.isDefault ? { istio: 'pilot' } : { 'app': 'istiod', 'istio.io/rev': revision.name };
}
