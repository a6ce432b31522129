type Patch = Record<string, any>;

const HTTP_PROBE = { httpGet: { path: '/ready', port: 'http' } };

/** Workloads of every kind that injection treats in its own way, by name. */
export const WORKLOADS: readonly Patch[] = [
  deployment('plain'),
  deployment('named-ports', { containers: [container('app', { ports: [{ name: 'http', containerPort: 8080 }, { name: 'dns', containerPort: 53, protocol: 'UDP' }] })] }),
  deployment('unnamed-ports', { containers: [container('app', { ports: [{ containerPort: 8080 }, { containerPort: 9090 }] })] }),
  deployment('http-probes', { containers: [container('app', { ports: [{ name: 'http', containerPort: 8080 }], readinessProbe: HTTP_PROBE, livenessProbe: HTTP_PROBE, startupProbe: HTTP_PROBE })] }),
  deployment('tcp-probe', { containers: [container('app', { readinessProbe: { tcpSocket: { port: 8080 } } })] }),
  deployment('grpc-probe', { containers: [container('app', { readinessProbe: { grpc: { port: 8080 } } })] }),
  deployment('lifecycle-hooks', { containers: [container('app', { lifecycle: { preStop: { httpGet: { path: '/stop', port: 8080 } }, postStart: { httpGet: { path: '/start', port: 8080 } } } })] }),
  deployment('host-network', { hostNetwork: true }),
  deployment('several-containers', { containers: [container('app'), container('helper'), container('third')], initContainers: [container('prepare')] }),
  deployment('own-volumes', { volumes: [{ name: 'data', emptyDir: {} }], containers: [container('app', { volumeMounts: [{ name: 'data', mountPath: '/data' }] })] }),
  deployment('own-pull-secrets', { imagePullSecrets: [{ name: 'own' }] }),
  deployment('pod-security', { securityContext: { fsGroup: 4000, runAsNonRoot: true } }),

  deployment('https-probe', { containers: [container('app', { livenessProbe: { httpGet: { path: '/', port: 8443, scheme: 'HTTPS', httpHeaders: [{ name: 'X', value: 'y' }] }, timeoutSeconds: 7 } })] }),
  deployment('exec-probe', { containers: [container('app', { livenessProbe: { exec: { command: ['true'] } } })] }),
  deployment('grpc-service-probe', { containers: [container('app', { startupProbe: { grpc: { port: 8080, service: 'health' }, failureThreshold: 9 } })] }),
  deployment('unknown-port', { containers: [container('app', { readinessProbe: { httpGet: { path: '/', port: 'nowhere' } } })] }),
  deployment('probes-of-all', {
    containers: [container('app', { ports: [{ name: 'http', containerPort: 80 }], readinessProbe: HTTP_PROBE }), container('other', { livenessProbe: { tcpSocket: { port: 9 } } })],
  }),
  deployment('tcp-hook', { containers: [container('app', { lifecycle: { preStop: { tcpSocket: { port: 8080 } }, postStart: { exec: { command: ['true'] } } } })] }),
  deployment('own-sidecar', { initContainers: [container('prepare'), container('helper', { restartPolicy: 'Always', startupProbe: { httpGet: { path: '/up', port: 7000 } } })] }),
  deployment('container-security', {
    containers: [container('app', { securityContext: { runAsUser: 1000, runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } })],
  }),
  deployment('strict-pod', { dnsPolicy: 'Default', shareProcessNamespace: true, terminationGracePeriodSeconds: 3, nodeSelector: { disk: 'ssd' }, tolerations: [{ operator: 'Exists' }] }),
  deployment('own-istio-volume', { volumes: [{ name: 'istio-data', hostPath: { path: '/x' } }, { name: 'last', emptyDir: {} }] }),

  labelled('app-label', { app: 'shop' }),
  labelled('kubernetes-labels', { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/version': '1.2' }),
  labelled('canonical-labels', { 'service.istio.io/canonical-name': 'shop', 'service.istio.io/canonical-revision': 'v7', 'app': 'other' }),
  labelled('version-label', { version: '007' }),
  labelled('workload-name', { 'service.istio.io/workload-name': 'warehouse' }),
  labelled('tls-mode', { 'security.istio.io/tlsMode': 'disabled' }),
  labelled('network-label', { 'topology.istio.io/network': 'other-network' }),
  labelled('opted-out', { 'sidecar.istio.io/inject': 'false' }),
  deployment(`a-name-of-more-than-sixty-three-characters-that-ends-exactly-there-.cut`.replace('.', '')),

  annotated('cpu', { 'sidecar.istio.io/proxyCPU': '200m' }),
  annotated('memory-limit', { 'sidecar.istio.io/proxyMemoryLimit': '2Gi' }),
  annotated('all-resources', {
    'sidecar.istio.io/proxyCPU': '0.2', 'sidecar.istio.io/proxyMemory': '200Mi', 'sidecar.istio.io/proxyCPULimit': '3', 'sidecar.istio.io/proxyMemoryLimit': '2Gi',
  }),
  annotated('tproxy', { 'sidecar.istio.io/interceptionMode': 'TPROXY' }),
  annotated('no-interception', { 'sidecar.istio.io/interceptionMode': 'NONE' }),
  annotated('redirect', { 'sidecar.istio.io/interceptionMode': 'REDIRECT' }),
  annotated('low-ports', { 'sidecar.istio.io/capNetBindService': 'true' }),
  annotated('low-ports-tproxy', { 'sidecar.istio.io/capNetBindService': 'true', 'sidecar.istio.io/interceptionMode': 'TPROXY' }),
  annotated('native', { 'sidecar.istio.io/nativeSidecar': 'true' }),
  annotated('classic', { 'sidecar.istio.io/nativeSidecar': 'false' }),
  annotated('proxy-image', { 'sidecar.istio.io/proxyImage': 'example.com/proxy:7' }),
  annotated('proxy-image-name', { 'sidecar.istio.io/proxyImage': 'proxy' }),
  annotated('image-type', { 'sidecar.istio.io/proxyImageType': 'debug' }),
  annotated('log-levels', { 'sidecar.istio.io/logLevel': 'debug', 'sidecar.istio.io/componentLogLevel': 'http:debug,misc:error', 'sidecar.istio.io/agentLogLevel': 'ads:debug' }),
  annotated('bootstrap', { 'sidecar.istio.io/bootstrapOverride': 'my-bootstrap' }),
  annotated('user-volumes', {
    'sidecar.istio.io/userVolume': JSON.stringify({ certs: { secret: { secretName: 'certs' } }, cache: { emptyDir: { medium: 'Memory' } } }),
    'sidecar.istio.io/userVolumeMount': JSON.stringify({ certs: { mountPath: '/etc/own/certs', readOnly: true }, cache: { mountPath: '/cache' } }),
  }),
  annotated('no-probe-rewrite', { 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' }, { containers: [container('app', { readinessProbe: { httpGet: { path: '/', port: 80 } } })] }),
  annotated('status-port', { 'status.sidecar.istio.io/port': '15099' }),
  annotated('no-status-port', { 'status.sidecar.istio.io/port': '0' }),
  annotated('readiness', {
    'readiness.status.sidecar.istio.io/initialDelaySeconds': '7', 'readiness.status.sidecar.istio.io/periodSeconds': '8', 'readiness.status.sidecar.istio.io/failureThreshold': '9',
  }),
  annotated('ip-ranges', { 'traffic.sidecar.istio.io/includeOutboundIPRanges': '10.0.0.0/8,fd00::/8', 'traffic.sidecar.istio.io/excludeOutboundIPRanges': '10.1.0.0/16' }),
  annotated('no-outbound', { 'traffic.sidecar.istio.io/includeOutboundIPRanges': '' }),
  annotated('inbound-ports', { 'traffic.sidecar.istio.io/includeInboundPorts': '80,8080', 'traffic.sidecar.istio.io/excludeInboundPorts': '9090' }),
  annotated('excluded-status-port', { 'traffic.sidecar.istio.io/excludeInboundPorts': '9090,15020' }),
  annotated('outbound-ports', { 'traffic.sidecar.istio.io/includeOutboundPorts': '443', 'traffic.sidecar.istio.io/excludeOutboundPorts': '25,465' }),
  annotated('empty-outbound-ports', { 'traffic.sidecar.istio.io/includeOutboundPorts': '', 'traffic.sidecar.istio.io/excludeOutboundPorts': '' }),
  annotated('kubevirt', { 'traffic.sidecar.istio.io/kubevirtInterfaces': 'net1' }),
  annotated('reroute', { 'istio.io/reroute-virtual-interfaces': 'net1,net2', 'traffic.sidecar.istio.io/kubevirtInterfaces': 'net3' }),
  annotated('exclude-interfaces', { 'traffic.sidecar.istio.io/excludeInterfaces': 'eth1' }),
  annotated('proxy-config', {
    'proxy.istio.io/config': JSON.stringify({ concurrency: 3, holdApplicationUntilProxyStarts: true, terminationDrainDuration: '20s', proxyMetadata: { OWN_KEY: '1: on', ISTIO_META_DNS_CAPTURE: 'true' } }),
  }),
  annotated('proxy-config-image', { 'proxy.istio.io/config': JSON.stringify({ image: { imageType: 'distroless' } }) }),
  annotated('own-default-container', { 'kubectl.kubernetes.io/default-container': 'second', 'kubectl.kubernetes.io/default-logs-container': 'second' }),
  annotated('prometheus', { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090', 'prometheus.io/path': '/m' }),
  annotated('no-scrape', { 'prometheus.io/scrape': 'false', 'prometheus.io/port': '9090' }),
  annotated('no-merge', { 'prometheus.istio.io/merge-metrics': 'false', 'prometheus.io/port': '9090' }),
  annotated('scrape-targets', { 'prometheus.istio.io/scrape-targets': '9090:/m, 9091', 'prometheus.io/scrape': 'true' }),
  annotated('templates', { 'inject.istio.io/templates': ' sidecar ' }),
  annotated('multus', { 'k8s.v1.cni.cncf.io/networks': 'shop/own' }),
  annotated('multus-json', { 'k8s.v1.cni.cncf.io/networks': '[{"name": "own"}]' }),
  annotated('multus-twice', { 'k8s.v1.cni.cncf.io/networks': 'shop/own, default/istio-cni' }),
  annotated('otel-instance', { 'resource.opentelemetry.io/service.instance.id': 'one' }, { containers: [{ name: 'app', image: 'localhost:5000/app:1@sha256:ab' }] }),
  annotated('otel', { 'resource.opentelemetry.io/service.namespace': 'shop', 'resource.opentelemetry.io/service.version': '9' }),

  deployment('own-istio-proxy', { containers: [container('app'), { name: 'istio-proxy', image: 'auto', resources: { requests: { cpu: '333m' } }, env: [{ name: 'OWN', value: 'x' }] }] }),
  deployment('own-user', { containers: [container('app'), { name: 'istio-proxy', image: 'auto', securityContext: { runAsUser: 2000, runAsGroup: 2001 } }] }),
  annotated('own-native-proxy', { 'sidecar.istio.io/nativeSidecar': 'true' }, {
    containers: [container('app')], initContainers: [{ name: 'istio-proxy', image: 'auto', env: [{ name: 'OWN', value: 'x' }] }],
  }),
  deployment('own-init', { containers: [container('app')], initContainers: [{ name: 'istio-init', image: 'example.com/init:1' }] }),

  { ...deployment('stateful'), kind: 'StatefulSet' },
  { ...deployment('daemon'), kind: 'DaemonSet' },
  { ...deployment('replicated'), kind: 'ReplicaSet' },
  { ...deployment('once', { restartPolicy: 'Never' }), apiVersion: 'batch/v1', kind: 'Job' },
  { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'nightly', namespace: 'shop' }, spec: { schedule: '@daily', jobTemplate: { spec: { template: podTemplate('nightly') } } } },
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare', namespace: 'shop', labels: { app: 'bare' } }, spec: { containers: [container('app')] } },
  {
    apiVersion: 'v1', kind: 'Pod', spec: { containers: [container('app')], serviceAccountName: 'shop' },
    metadata: {
      generateName: 'owned-5d4f8-', namespace: 'shop', labels: { 'pod-template-hash': '5d4f8' },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'owned-5d4f8', controller: true, uid: '1' }],
    },
  },

  gateway('gateway'),
  gateway('gateway-labels', {}, { 'app': 'istio-ingress', 'istio': 'ingress', 'service.istio.io/workload-name': 'front' }),
  gateway('gateway-bootstrap', { 'sidecar.istio.io/bootstrapOverride': 'my-bootstrap' }),
  gateway('gateway-log-levels', { 'sidecar.istio.io/logLevel': 'debug', 'sidecar.istio.io/agentLogLevel': 'ads:debug' }),
  gateway('gateway-image', { 'sidecar.istio.io/proxyImage': 'example.com/proxy:7' }),
  gateway('gateway-proxy-config', { 'proxy.istio.io/config': JSON.stringify({ proxyMetadata: { OWN_KEY: '1' } }) }),
  gateway('gateway-interception', { 'sidecar.istio.io/interceptionMode': 'NONE' }),
  gateway('a-gateway-of-more-than-sixty-three-characters-in-its-name-so-that-its-label-is-cut'),
];

/** Those that are injected, and of which the program knows all that the webhook does: the owner of a pod does not stand in a program. */
export const INJECTABLE: readonly Patch[] = WORKLOADS.filter((workload: Patch) => (
  !workload.spec.template?.spec.hostNetwork && !workload.metadata.ownerReferences
    && workload.spec.template?.metadata.labels['sidecar.istio.io/inject'] !== 'false'
));

/** Deployments among them, as proxyless gRPC workloads. */
export const GRPC_WORKLOADS: readonly Patch[] = INJECTABLE.filter(({ kind, metadata }) => kind === 'Deployment' && !/gateway|templates|own-native/.test(metadata.name))
  .map(({ metadata, spec: { template }, ...rest }) => ({
    ...rest,
    metadata: { ...metadata, name: `grpc-${metadata.name}`.slice(0, 63) },
    spec: { template: { ...template, metadata: { ...template.metadata, annotations: { ...template.metadata.annotations, 'inject.istio.io/templates': 'grpc-agent' } } } },
  }));

/** Annotations that mean something in YAML; upstream's templates leave them unquoted, and fail. */
export const HOSTILE = annotated('hostile', {
  'sidecar.istio.io/logLevel': '"quoted" \\ {{ .Values }} #\n%s: x',
  'sidecar.istio.io/bootstrapOverride': 'a: b',
  'proxy.istio.io/config': JSON.stringify({ proxyMetadata: { OWN_KEY: 'a "value": #1' } }),
});

function container(name: string, more: Patch = {}): Patch {
  return { name, image: `example.com/${name}:1.0`, ...more };
}

function podTemplate(name: string, spec: Patch = {}, annotations: Patch = {}, labels: Patch = {}): Patch {
  return { metadata: { labels: { 'run': name, ...labels }, annotations }, spec: { containers: [container('app')], ...spec } };
}

function deployment(name: string, spec: Patch = {}, annotations: Patch = {}, labels: Patch = {}): Patch {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' }, spec: { template: podTemplate(name, spec, annotations, labels) } };
}

function annotated(name: string, annotations: Patch, spec: Patch = {}): object {
  return deployment(`annotated-${name}`, spec, annotations);
}

function labelled(name: string, labels: Patch): object {
  return deployment(`labelled-${name}`, {}, {}, labels);
}

function gateway(name: string, annotations: Patch = {}, labels: Patch = {}): object {
  const proxy = { name: 'istio-proxy', image: 'auto', ports: [{ containerPort: 15021 }], resources: { requests: { cpu: '100m' } } };
  return deployment(name, { containers: [proxy] }, { 'inject.istio.io/templates': 'gateway', ...annotations }, labels);
}
