import { fail } from '../ground/fail';
import { CniMode } from './cni-mode';
import { CniRepair } from './cni-repair';
import { AmbientCniOptions } from './istio-cni-options';
import { NodeAgent } from './node-agent';

/** The rights on the node that rules and network namespaces of other pods need, short of a privileged container. */
const CAPABILITIES = ['NET_ADMIN', 'NET_RAW', 'SYS_PTRACE', 'SYS_ADMIN', 'DAC_OVERRIDE'];
const LOG_LEVEL = /^([\w-]+:)?(debug|info|warn|error|fatal|none)$/;

/** A directory of the node, and where the container finds it. */
interface HostDirectory {
  readonly name: string;
  readonly path: string;
  readonly type?: string;
  readonly mount?: { readonly mountPath: string; readonly readOnly?: boolean; readonly mountPropagation?: string };
}

/** Where the agent has its settings from, as environment variables. */
interface CniConfigMap {
  readonly name: string;
  readonly data: Record<string, string>;
}

/** The network of the agent's pods: their own, or that of the node. */
export function cniNetwork({ ambient }: CniMode, options: AmbientCniOptions): object {
  return ambient && options.shareHostNetworkNamespace ? { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' } : {};
}

/** Container and volumes of istio-cni's pods. */
export function cniPod(agent: NodeAgent, mode: CniMode, config: CniConfigMap, options: AmbientCniOptions): { container: object; volumes: object[] } {
  const directories = hostDirectories(agent, mode, options);
  return {
    container: {
      name: 'install-cni',
      image: agent.image,
      imagePullPolicy: agent.imagePullPolicy,
      command: ['install-cni'],
      args: [`--log_output_level=${logLevel(agent, options.logLevel ?? 'info')}`, ...(agent.settings.logAsJson ? ['--log_as_json'] : [])],
      ports: [{ name: 'metrics', containerPort: 15014, protocol: 'TCP' }],
      readinessProbe: { httpGet: { path: '/readyz', port: 8000 } },
      securityContext: {
        privileged: false,
        runAsUser: 0,
        runAsGroup: 0,
        runAsNonRoot: false,
        capabilities: { drop: ['ALL'], add: CAPABILITIES },
        seLinuxOptions: agent.seLinuxOptions,
        seccompProfile: options.seccompProfile,
        ...(!options.appArmorAnnotation && { appArmorProfile: { type: 'Unconfined' } }),
      },
      envFrom: [{ configMapRef: { name: config.name } }],
      env: agent.env(environment(mode, options), Object.keys(config.data)),
      resources: agent.resources,
      volumeMounts: directories.filter(({ mount }) => mount).map(({ name, mount }) => ({ name, ...mount })),
    },
    volumes: directories.map(({ name, path, type }) => ({ name, hostPath: { path, type } })),
  };
}

function environment({ ambient }: CniMode, { shareHostNetworkNamespace }: AmbientCniOptions): { name: string }[] {
  return [
    field('REPAIR_NODE_NAME', 'spec.nodeName'),
    variable('REPAIR_RUN_AS_DAEMON', 'true'),
    variable('REPAIR_SIDECAR_ANNOTATION', 'sidecar.istio.io/status'),
    ...(ambient && shareHostNetworkNamespace ? [] : [variable('ALLOW_SWITCH_TO_HOST_NS', 'true')]),
    field('NODE_NAME', 'spec.nodeName'),
    limit('GOMEMLIMIT', 'limits.memory'),
    limit('GOMAXPROCS', 'limits.cpu'),
    field('POD_NAME', 'metadata.name'),
    field('POD_NAMESPACE', 'metadata.namespace'),
  ];
}

function hostDirectories(agent: NodeAgent, { ambient }: CniMode, options: AmbientCniOptions): HostDirectory[] {
  const { platform } = agent.settings;
  const entersPods = ambient || (options.repair ?? CniRepair.repairPods())._mode === 'repair';
  return [
    { name: 'cni-bin-dir', path: directory(agent, 'binDir', options.binDir ?? platform.cniBinDir), mount: { mountPath: '/host/opt/cni/bin' } },
    { name: 'cni-net-dir', path: directory(agent, 'confDir', options.confDir ?? platform.cniConfDir), mount: { mountPath: '/host/etc/cni/net.d' } },
    { name: 'cni-socket-dir', path: '/var/run/istio-cni', mount: { mountPath: '/var/run/istio-cni' } },
    ...(entersPods ? [{ name: 'cni-host-procfs', path: '/proc', type: 'Directory', mount: { mountPath: '/host/proc', readOnly: true } }] : []),
    ...(ambient ? [
      {
        name: 'cni-netns-dir',
        path: directory(agent, 'netnsDir', options.netnsDir ?? platform.cniNetnsDir),
        // Nobody may have made it yet on a node without other pods.
        type: 'DirectoryOrCreate',
        mount: { mountPath: '/host/var/run/netns', mountPropagation: 'HostToContainer' },
      },
      { name: 'cni-ztunnel-sock-dir', path: '/var/run/ztunnel', type: 'DirectoryOrCreate', mount: { mountPath: '/var/run/ztunnel' } },
    ] : []),
  ];
}

function directory({ settings: { place } }: NodeAgent, option: string, path: string): string {
  if (!path.startsWith('/')) fail(place, `cni.${option} is '${path}', an absolute path of the nodes is allowed`, "write it like '/opt/cni/bin'");
  return path;
}

function logLevel({ settings: { place } }: NodeAgent, level: string): string {
  if (!level.split(',').every((part) => LOG_LEVEL.test(part))) {
    fail(place, `cni.logLevel is '${level}', a level (debug, info, warn, error, fatal, none) or '<scope>:<level>' joined by ',' is allowed`,
      "write e.g. 'info' or 'default:info,cni-plugin:debug'");
  }
  return level;
}

function variable(name: string, value: string): { name: string; value: string } {
  return { name, value };
}

function field(name: string, fieldPath: string): { name: string; valueFrom: object } {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

function limit(name: string, resource: string): { name: string; valueFrom: object } {
  return { name, valueFrom: { resourceFieldRef: { resource, divisor: '1' } } };
}
