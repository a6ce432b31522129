import { fail } from '../ground/fail';
import { checkedAdditions } from '../workload/checked-additions';
import { NodeAgent } from './node-agent';
import { ZtunnelOptions } from './ztunnel-options';

const LOG_LEVEL = /^([\w:-]+=)?(trace|debug|info|warn|error|off)$/;
const SOCKETS = '/var/run/ztunnel';
const REVOKED = '/var/run/secrets/istio/crl';

/** Container and volumes of ztunnel's pods. */
export function ztunnelPod(agent: NodeAgent, revision: string, options: ZtunnelOptions): { container: object; volumes: object[] } {
  const { rootCertificate, revocationList, token, place } = agent.settings;
  const volumeMounts = [
    { name: 'istiod-ca-cert', mountPath: '/var/run/secrets/istio' },
    { name: 'istio-token', mountPath: '/var/run/secrets/tokens' },
    { name: 'cni-ztunnel-sock-dir', mountPath: SOCKETS },
    { name: 'tmp', mountPath: '/tmp' },
    ...(options.peerCaCrl ? [{ name: 'crl-volume', mountPath: REVOKED, readOnly: true }] : []),
  ];
  const volumes = [
    { name: 'istiod-ca-cert', ...rootCertificate },
    { name: 'istio-token', ...token },
    // istio-cni, which puts its socket there, may not have started yet.
    { name: 'cni-ztunnel-sock-dir', hostPath: { path: SOCKETS, type: 'DirectoryOrCreate' } },
    { name: 'tmp', emptyDir: {} },
    ...(options.peerCaCrl ? [{ name: 'crl-volume', ...revocationList }] : []),
  ];
  const added = checkedAdditions(place, 'ztunnel', { volumes: options.volumes, volumeMounts: options.volumeMounts }, {
    volumes: volumes.map(({ name }) => name), mountPaths: volumeMounts.map(({ mountPath }) => mountPath), containers: [], env: [],
  });
  return {
    container: {
      name: 'istio-proxy',
      image: agent.image,
      imagePullPolicy: agent.imagePullPolicy,
      args: ['proxy', 'ztunnel'],
      ports: [{ name: 'ztunnel-stats', containerPort: 15020, protocol: 'TCP' }],
      readinessProbe: { httpGet: { path: '/healthz/ready', port: 15021 } },
      securityContext: {
        // Who has SYS_ADMIN has this, too; Kubernetes refuses the contrary only sometimes.
        allowPrivilegeEscalation: true,
        privileged: false,
        capabilities: { drop: ['ALL'], add: ['NET_ADMIN', 'SYS_ADMIN', 'NET_RAW'] },
        readOnlyRootFilesystem: true,
        runAsUser: 0,
        runAsGroup: 1337,
        runAsNonRoot: false,
        seLinuxOptions: agent.seLinuxOptions,
      },
      env: agent.env(environment(agent, revision, options)),
      resources: agent.resources,
      volumeMounts: [...volumeMounts, ...added.volumeMounts],
    },
    volumes: [...volumes, ...added.volumes],
  };
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

function environment(agent: NodeAgent, revision: string, options: ZtunnelOptions): Variable[] {
  const { settings, resources } = agent;
  const made: Variable[] = [
    { name: 'CA_ADDRESS', value: caAddress(agent, revision, options) },
    { name: 'XDS_ADDRESS', value: xdsAddress(agent, revision, options) },
    ...(settings.network ? [{ name: 'NETWORK', value: settings.network }] : []),
    ...(settings.logAsJson ? [{ name: 'LOG_FORMAT', value: 'json' }] : []),
    { name: 'RUST_LOG', value: logLevel(agent, options.logLevel ?? 'info') },
    { name: 'RUST_BACKTRACE', value: '1' },
    { name: 'ISTIO_META_CLUSTER_ID', value: settings.clusterName },
    { name: 'INPOD_ENABLED', value: 'true' },
    { name: 'TERMINATION_GRACE_PERIOD_SECONDS', value: String(agent.gracePeriodSeconds) },
    field('POD_NAME', 'metadata.name'),
    field('POD_NAMESPACE', 'metadata.namespace'),
    field('NODE_NAME', 'spec.nodeName'),
    field('INSTANCE_IP', 'status.podIP'),
    field('SERVICE_ACCOUNT', 'spec.serviceAccountName'),
    cpu('ZTUNNEL_CPU_LIMIT', 'limits.cpu'),
    ...(resources.limits?.cpu ? [cpu('ZTUNNEL_RESOURCE_CPU_LIMIT', 'limits.cpu')] : []),
    ...(resources.requests?.cpu ? [cpu('ZTUNNEL_RESOURCE_CPU_REQUEST', 'requests.cpu')] : []),
    ...(options.peerCaCrl ? [{ name: 'CRL_PATH', value: `${REVOKED}/ca-crl.pem` }] : []),
  ];
  const names = made.map(({ name }) => name);
  const metadata = Object.entries(settings.proxyMetadata).filter(([name]) => !names.includes(name) && !(name in (options.env ?? {})));
  return [...made, ...metadata.map(([name, value]) => ({ name, value }))];
}

function xdsAddress(agent: NodeAgent, revision: string, { xdsAddress: given }: ZtunnelOptions): string {
  return given === undefined ? istiodOf(agent, revision) : address(agent, 'xdsAddress', given);
}

/** Another revision than the mesh's may have another CA address, so its istiod is asked. */
function caAddress(agent: NodeAgent, revision: string, { caAddress: given, revision: other }: ZtunnelOptions): string {
  if (given !== undefined) return address(agent, 'caAddress', given);
  return other === undefined ? agent.settings.caAddress : istiodOf(agent, revision);
}

function istiodOf({ settings }: NodeAgent, revision: string): string {
  if (revision === settings.revision) return settings.discoveryAddress;
  return `istiod${revision && `-${revision}`}.${settings.istioNamespace}.svc:15012`;
}

function address({ settings: { place } }: NodeAgent, option: string, value: string): string {
  if (!/^[^\s/]+:\d{1,5}$/.test(value)) fail(place, `ztunnel.${option} is '${value}', a host and a port are allowed`, "write it like 'istiod.istio-system.svc:15012'");
  return value;
}

function logLevel({ settings: { place } }: NodeAgent, level: string): string {
  if (!level.split(',').every((part) => LOG_LEVEL.test(part))) {
    fail(place, `ztunnel.logLevel is '${level}', a level (trace, debug, info, warn, error, off) or '<target>=<level>' joined by ',' is allowed`,
      "write e.g. 'info' or 'info,access=debug'");
  }
  return level;
}

function field(name: string, fieldPath: string): Variable {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

function cpu(name: string, resource: string): Variable {
  return { name, valueFrom: { resourceFieldRef: { resource, divisor: '1' } } };
}
