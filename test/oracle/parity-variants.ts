import { CertificateAuthority } from '../../src/ca/certificate-authority';
import { AccessLog } from '../../src/mesh/access-log';
import { MeshProps } from '../../src/mesh/mesh-props';
import { OutboundTraffic } from '../../src/mesh/outbound-traffic';
import { ProxyLogLevel } from '../../src/mesh/proxy-options';
import { ImagePullPolicy } from '../../src/workload/image-pull-policy';
import { Scaling } from '../../src/workload/scaling';
import { OperatorSpec } from './upstream-manifests';

/** One control plane said twice: as a mesh, and as what istioctl takes. */
export interface MeshVariant {
  readonly props: MeshProps;
  /** The tags that the mesh gets. */
  readonly tags?: string[];
  readonly upstream: OperatorSpec;
}

const affinity = {
  podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: { matchLabels: { istio: 'pilot' } } }] },
};
const topologySpreadConstraints = [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { istio: 'pilot' } } }];
const tolerations = [{ key: 'dedicated', operator: 'Equal', value: 'mesh', effect: 'NoSchedule' }];

export const MESH_VARIANTS: Record<string, MeshVariant> = {
  'the default': { props: {}, upstream: { values: { defaultRevision: 'default' } } },

  'a revision': { props: { revision: 'canary' }, upstream: { revision: 'canary', values: { defaultRevision: 'canary' } } },

  'a revision beside another one': {
    props: { revision: 'canary', clusterWide: false },
    upstream: { revision: 'canary', components: { base: { enabled: false } } },
  },

  'tags of a revision': {
    props: { revision: 'canary', namespace: 'mesh' },
    tags: ['prod', 'staging'],
    upstream: { revision: 'canary', namespace: 'mesh', values: { defaultRevision: 'canary', global: { istioNamespace: 'mesh' }, revisionTags: ['prod', 'staging'] } },
  },

  'a fixed number of istiods': {
    props: { istiod: { scaling: Scaling.fixed(3), traceSampling: 0 } },
    upstream: { values: { defaultRevision: 'default', pilot: { autoscaleEnabled: false, replicaCount: 3, traceSampling: 0 } } },
  },

  'placed and scaled istiods': {
    props: {
      revision: 'canary',
      istiod: {
        scaling: Scaling.automatic({ minReplicas: 2, maxReplicas: 7, targetCpuPercent: 70, targetMemoryPercent: 60 }),
        resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { cpu: '2', memory: '8Gi' } },
        env: { PILOT_ENABLE_ALPN_FILTER: 'false' },
        logLevel: 'default:warn,ads:debug',
        traceSampling: 50,
        nodeSelector: { pool: 'system' },
        tolerations,
        affinity,
        topologySpreadConstraints,
        podAnnotations: { team: 'mesh' },
        podLabels: { cost: 'platform' },
        priorityClassName: 'system-cluster-critical',
      },
    },
    upstream: {
      revision: 'canary',
      values: {
        defaultRevision: 'canary',
        global: { logging: { level: 'default:warn,ads:debug' }, priorityClassName: 'system-cluster-critical' },
        pilot: {
          autoscaleMin: 2, autoscaleMax: 7, cpu: { targetAverageUtilization: 70 }, memory: { targetAverageUtilization: 60 },
          resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { cpu: '2', memory: '8Gi' } },
          env: { PILOT_ENABLE_ALPN_FILTER: 'false' },
          traceSampling: 50,
          nodeSelector: { pool: 'system' },
          tolerations, affinity, topologySpreadConstraints,
          podAnnotations: { team: 'mesh' },
          podLabels: { cost: 'platform' },
        },
      },
    },
  },

  'a named mesh in a named network': {
    props: {
      trustDomain: 'td.example.com', clusterDomain: 'corp.local', meshId: 'mesh1', network: 'network1', clusterName: 'cluster1',
      outboundTraffic: OutboundTraffic.REGISTRY_ONLY,
      accessLog: AccessLog.json({ status: '%RESPONSE_CODE%' }),
      metrics: false,
      config: { connectTimeout: '3s', defaultConfig: { concurrency: 2 } },
      proxy: { statusPort: 15555, holdApplicationUntilProxyStarts: true, logLevel: ProxyLogLevel.INFO, nativeSidecars: true },
    },
    upstream: {
      meshConfig: {
        trustDomain: 'td.example.com',
        outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
        accessLogFile: '/dev/stdout', accessLogEncoding: 'JSON', accessLogFormat: '{"status":"%RESPONSE_CODE%"}',
        connectTimeout: '3s',
        defaultConfig: { concurrency: 2, holdApplicationUntilProxyStarts: true, statusPort: 15555 },
        defaultProviders: { metrics: [] },
      },
      values: {
        defaultRevision: 'default',
        global: {
          meshID: 'mesh1', network: 'network1', multiCluster: { clusterName: 'cluster1' },
          proxy: { clusterDomain: 'corp.local', statusPort: 15555, holdApplicationUntilProxyStarts: true, logLevel: 'info' },
        },
        pilot: { env: { ENABLE_NATIVE_SIDECARS: 'true' } },
      },
    },
  },

  'own images and an own CA in another namespace': {
    props: {
      namespace: 'mesh', hub: 'example.com/istio', tag: '1.31.1-distroless', imagePullPolicy: ImagePullPolicy.ALWAYS, imagePullSecrets: ['registry', 'second'],
      ca: CertificateAuthority.pluggedIn(),
    },
    upstream: {
      hub: 'example.com/istio', tag: '1.31.1-distroless',
      namespace: 'mesh',
      values: { defaultRevision: 'default', global: { istioNamespace: 'mesh', imagePullPolicy: 'Always', imagePullSecrets: ['registry', 'second'] } },
    },
  },

  'certificates of cert-manager': {
    props: { ca: CertificateAuthority.istioCsr() },
    upstream: {
      values: { defaultRevision: 'default', global: { caAddress: 'cert-manager-istio-csr.cert-manager.svc:443' }, pilot: { env: { ENABLE_CA_SERVER: 'false' } } },
    },
  },
};
