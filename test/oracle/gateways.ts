type Patch = Record<string, any>;

const HTTP = { name: 'http', port: 80, protocol: 'HTTP' };
const MESH = { name: 'mesh', port: 15008, protocol: 'HBONE' };

/** Gateways of every class that istiod deploys, by name, and what else is in their cluster. */
const GATEWAYS: readonly object[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
  configMap('patches', {
    deployment: { spec: { replicas: 3, template: { spec: { containers: [{ name: 'istio-proxy', resources: { requests: { cpu: '7' } } }] } } } },
    service: { metadata: { annotations: { own: 'yes' } }, spec: { externalTrafficPolicy: 'Local' } },
    serviceAccount: { metadata: { labels: { own: 'yes' } } },
    horizontalPodAutoscaler: { spec: { maxReplicas: 5 } },
    podDisruptionBudget: { spec: { minAvailable: 1 } },
  }),

  gateway('plain', { listeners: [HTTP] }),
  gateway('several-ports', {
    listeners: [HTTP, { name: 'other.http', port: 80, protocol: 'HTTP', hostname: 'b.example.com' }, { name: 'https', port: 443, protocol: 'HTTPS' },
      { name: 'passthrough', port: 8443, protocol: 'TLS' }, { name: 'tcp', port: 9000, protocol: 'TCP' }],
  }),
  gateway('no-ports', {}),
  gateway('labels', { listeners: [HTTP] }, { labels: { app: 'front', 'a<b': 'x' }, annotations: { note: 'a "quoted": text', 'kubectl.kubernetes.io/last-applied-configuration': '{}' } }),
  gateway('infrastructure', { listeners: [HTTP], infrastructure: { labels: { team: 'web' }, annotations: { cost: 'low' } } }, { labels: { app: 'front' } }),
  gateway('network', { listeners: [HTTP] }, { labels: { 'topology.istio.io/network': 'other' } }),
  gateway('ambient', { listeners: [HTTP] }, { labels: { 'istio.io/dataplane-mode': 'ambient' } }),
  gateway('renamed', { listeners: [HTTP] }, { annotations: { 'gateway.istio.io/name-override': 'front', 'gateway.istio.io/service-account': 'front-account' } }),
  gateway('cluster-ip', { listeners: [HTTP] }, { annotations: { 'networking.istio.io/service-type': 'ClusterIP' } }),
  gateway('log-levels', { listeners: [HTTP] }, {
    annotations: { 'sidecar.istio.io/logLevel': 'debug', 'sidecar.istio.io/componentLogLevel': 'http:debug', 'sidecar.istio.io/agentLogLevel': 'ads:debug' },
  }),
  gateway('image', { listeners: [HTTP] }, { annotations: { 'sidecar.istio.io/proxyImage': 'example.com/proxy:7' } }),
  gateway('patched', { listeners: [HTTP], infrastructure: { parametersRef: { group: '', kind: 'ConfigMap', name: 'patches' } } }),

  waypoint('waypoint'),
  waypoint('waypoint-labels', { labels: { 'istio.io/waypoint-for': 'all', 'topology.istio.io/network': 'other' }, annotations: { note: 'x' } }),
  waypoint('waypoint-balancer', { annotations: { 'networking.istio.io/service-type': 'LoadBalancer' } }),
  waypoint('waypoint-image', { annotations: { 'sidecar.istio.io/proxyImage': 'example.com/proxy:7', 'sidecar.istio.io/logLevel': 'debug' } }),
  gateway('waypoint-patched', { gatewayClassName: 'istio-waypoint', listeners: [MESH], infrastructure: { parametersRef: { group: '', kind: 'ConfigMap', name: 'patches' } } }),

  gateway('east-west', { gatewayClassName: 'istio-east-west', listeners: [MESH] }, { labels: { 'topology.istio.io/network': 'network1' } }),
  gateway('east-west-plain', { gatewayClassName: 'istio-east-west', listeners: [MESH] }),
];

/** The same, for the istiod of a revision. */
export function gatewaysOf(revision: string): Patch[] {
  return (GATEWAYS as Patch[]).map((object) => (revision === '' || object.kind !== 'Gateway' ? object : {
    ...object, metadata: { ...object.metadata, labels: { ...object.metadata.labels, 'istio.io/rev': revision } },
  }));
}

function gateway(name: string, spec: Patch, metadata: Patch = {}): object {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name, namespace: 'shop', uid: `uid-of-${name}`, ...metadata },
    spec: { gatewayClassName: 'istio', listeners: [], ...spec },
  };
}

function waypoint(name: string, metadata: Patch = {}): object {
  return gateway(name, { gatewayClassName: 'istio-waypoint', listeners: [MESH] }, metadata);
}

function configMap(name: string, patches: Patch): object {
  const data = Object.fromEntries(Object.entries(patches).map(([key, patch]) => [key, JSON.stringify(patch)]));
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data };
}
