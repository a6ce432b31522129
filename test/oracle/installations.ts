import { InjectionSettings, PROXY_DEFAULTS } from '../../src/mesh/control-plane/injection/injection';
import { SETTINGS } from '../mesh/control-plane/injection/settings';

/** One installation said twice: as our settings, and as the spec of an IstioOperator. */
export interface Variant {
  readonly settings: InjectionSettings;
  readonly upstream: { readonly revision?: string; readonly meshConfig?: object; readonly components?: object; readonly values?: object };
}

/** What upstream's charts say before a release stamps them. */
const DEFAULTS: InjectionSettings = { ...SETTINGS, hub: 'registry.istio.io/testing', tag: 'latest' };

export const VARIANTS: Record<string, Variant> = {
  'the default': { settings: DEFAULTS, upstream: {} },

  'a named mesh in a named network': {
    settings: {
      ...DEFAULTS, hub: 'example.com/istio', tag: '1.31.1', variant: 'distroless', revision: 'canary', caAddress: 'istiod-canary.istio-system.svc:15012',
      trustDomain: 'td.example.com', clusterDomain: 'corp.local', meshId: 'mesh1', network: 'network1', clusterName: 'cluster1',
    },
    upstream: {
      revision: 'canary',
      meshConfig: { trustDomain: 'td.example.com' },
      values: {
        global: {
          hub: 'example.com/istio', tag: '1.31.1', variant: 'distroless', meshID: 'mesh1', network: 'network1', multiCluster: { clusterName: 'cluster1' },
          proxy: { clusterDomain: 'corp.local' },
        },
      },
    },
  },

  'other settings of the proxy': {
    settings: {
      ...DEFAULTS, imagePullPolicy: 'Always', imagePullSecrets: ['registry', 'second'], logLevel: 'default:warn,ads:debug', logAsJson: true,
      rewriteAppHTTPProbe: false, caAddress: 'cert-manager-istio-csr.cert-manager.svc:443', gatewaySeccompProfile: { type: 'Localhost', localhostProfile: 'x.json' },
      waypoint: {
        resources: { requests: { cpu: '20m' } },
        affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'Exists' }] }] } } },
        topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }],
        nodeSelector: { disk: 'ssd' }, tolerations: [{ key: 'edge', operator: 'Exists' }],
      },
      proxy: {
        ...PROXY_DEFAULTS, logLevel: 'info', componentLogLevel: '', resources: { requests: { cpu: '10m', memory: '40Mi' } },
        readiness: { initialDelaySeconds: 1, periodSeconds: 2, failureThreshold: 30 }, startup: undefined,
        includeIPRanges: '10.0.0.0/8', excludeIPRanges: '10.1.0.0/16', includeInboundPorts: '80,443', excludeInboundPorts: '9090',
        includeOutboundPorts: '443', excludeOutboundPorts: '25', holdApplicationUntilProxyStarts: true,
        stsPort: 15463, capNetBindService: true, privileged: true, seccompProfile: { type: 'RuntimeDefault' }, outlierLogPath: '/dev/stdout',
        nativeNftables: true, forceApplyIptables: true,
      },
    },
    upstream: {
      values: {
        global: {
          imagePullPolicy: 'Always', imagePullSecrets: ['registry', 'second'], logging: { level: 'default:warn,ads:debug' }, logAsJson: true,
          caAddress: 'cert-manager-istio-csr.cert-manager.svc:443', nativeNftables: true, proxy_init: { forceApplyIptables: true }, sts: { servicePort: 15463 },
          waypoint: {
            resources: { requests: { cpu: '20m', memory: null }, limits: null },
            affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'Exists' }] }] } } },
            topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }],
            nodeSelector: { disk: 'ssd' }, tolerations: [{ key: 'edge', operator: 'Exists' }],
          },
          proxy: {
            logLevel: 'info', componentLogLevel: '', resources: { requests: { cpu: '10m', memory: '40Mi' }, limits: { cpu: null, memory: null } },
            readinessInitialDelaySeconds: 1, readinessPeriodSeconds: 2, readinessFailureThreshold: 30, startupProbe: { enabled: false },
            includeIPRanges: '10.0.0.0/8', excludeIPRanges: '10.1.0.0/16', includeInboundPorts: '80,443', excludeInboundPorts: '9090',
            includeOutboundPorts: '443', excludeOutboundPorts: '25', holdApplicationUntilProxyStarts: true,
            capNetBindService: 'true', privileged: true, seccompProfile: { type: 'RuntimeDefault' }, outlierLogPath: '/dev/stdout',
          },
        },
        gateways: { seccompProfile: { type: 'Localhost', localhostProfile: 'x.json' } },
        sidecarInjectorWebhook: { rewriteAppHTTPProbe: false },
      },
    },
  },

  'own images, hooks and gateway security': {
    settings: {
      ...DEFAULTS, gatewaySecurityContext: { fsGroup: 1337 },
      proxy: {
        ...PROXY_DEFAULTS, image: 'example.com/envoy:7', initImage: 'example.com/init:7', statusPort: 15555,
        lifecycle: { preStop: { exec: { command: ['sh', '-c', 'sleep 5 # "{{ quoted }}"'] } } },
      },
    },
    upstream: {
      meshConfig: { defaultConfig: { statusPort: 15555 } },
      values: {
        gateways: { securityContext: { fsGroup: 1337 } },
        global: {
          proxy: { image: 'example.com/envoy:7', statusPort: 15555, lifecycle: { preStop: { exec: { command: ['sh', '-c', 'sleep 5 # "{{ quoted }}"'] } } } },
          proxy_init: { image: 'example.com/init:7' },
        },
      },
    },
  },

  'redirection by the CNI plugin': {
    settings: { ...DEFAULTS, cni: true },
    upstream: { components: { cni: { enabled: true } } },
  },

  'redirection by the CNI plugin, which Multus calls': {
    settings: { ...DEFAULTS, cni: true, multusNetwork: 'default/istio-cni' },
    upstream: { components: { cni: { enabled: true } }, values: { pilot: { cni: { provider: 'multus' } } } },
  },

  'certificates of others': {
    settings: { ...DEFAULTS, tokenAudience: 'own-ca', rootCertConfigMap: 'own-roots' },
    upstream: { values: { global: { trustBundleName: 'own-roots', sds: { token: { aud: 'own-ca' } } } } },
  },

  'roots in a ClusterTrustBundle': {
    settings: { ...DEFAULTS, clusterTrustBundle: 'istio.io:istiod-ca:root-cert' },
    upstream: { values: { pilot: { env: { ENABLE_CLUSTER_TRUST_BUNDLE_API: true } } } },
  },

  'a rich mesh config': {
    settings: DEFAULTS,
    upstream: {
      meshConfig: {
        proxyListenPort: 15101,
        proxyInboundListenPort: 15106,
        inboundTrafficPolicy: { mode: 'LOCALHOST' },
        extensionProviders: [{
          name: 'otel', opentelemetry: { service: 'otel.shop.svc.cluster.local', port: 4317, serviceAttributeEnrichment: 'OTEL_SEMANTIC_CONVENTIONS' },
        }],
        defaultConfig: { interceptionMode: 'TPROXY', holdApplicationUntilProxyStarts: true, proxyMetadata: { ISTIO_META_ENABLE_HBONE: 'true', OTHER: 'on' } },
      },
    },
  },

  'traces of iptables': {
    settings: DEFAULTS,
    upstream: { meshConfig: { enablePrometheusMerge: false, defaultConfig: { proxyMetadata: { IPTABLES_TRACE_LOGGING: 'true', ENVOY_SECURE_MERGED_METRICS_PORT: '15091' } } } },
  },
};
