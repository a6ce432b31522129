import { Fragment, FragmentMap, each, when } from './fragment';
import { Expression, go } from './go-expression';
import { PodInput } from './pod-input';
import { canonicalLabels, commonAnnotations } from './pod-metadata';
import { annotatedReadinessProbe, imageOf, proxyArgs, proxyResources, pullSecrets } from './proxy-container';
import { agentEnv, env, legacyProbeEnv, meshMetadata, podEnv, userEnv, workloadMetadata } from './proxy-env';
import { InjectionSettings } from './settings';
import { GRPC_FOLDERS, grpcAgentFolders, mountsOf, userMounts, userVolumes, volumesOf } from './volumes';

/** Where the agent serves health and metrics; without Envoy the status port is of no use. */
const AGENT_PORT = 15020;
const BOOTSTRAP = '/etc/istio/proxy/grpc-bootstrap.json';
/** What holds for a proxyless workload, whatever its proxy metadata say. */
const WITHOUT_ENVOY = { ISTIO_META_DNS_CAPTURE: 'false', DISABLE_ENVOY: 'true' };

/**
 * The template `grpc-agent`: what a pod gets whose own gRPC library speaks xDS. There is an agent without Envoy, which
 * fetches certificates and configuration, and every container learns where to find both.
 */
export function grpcAgentTemplate(settings: InjectionSettings): FragmentMap {
  const input = new PodInput(settings.proxy);
  return {
    metadata: {
      labels: canonicalLabels(),
      // The kubelet's probes reach the application, for nothing redirects them.
      annotations: { ...commonAnnotations(input), 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' },
    },
    spec: {
      containers: [agentContainer(settings, input), each(input.containers, (_, name) => applicationContainer(name))],
      volumes: [...volumesOf(grpcAgentFolders(settings)), userVolumes(input)],
      imagePullSecrets: pullSecrets(settings),
    },
  };
}

function agentContainer(settings: InjectionSettings, input: PodInput): FragmentMap {
  const { proxy } = settings;
  return {
    name: 'istio-proxy',
    image: imageOf(input, 'proxyImage', proxy.image, go`$.ProxyImage`),
    imagePullPolicy: settings.imagePullPolicy,
    ports: [{ name: 'mesh-metrics', containerPort: AGENT_PORT, protocol: 'TCP' }],
    args: proxyArgs(settings, input, 'agent'),
    lifecycle: { postStart: { exec: { command: ['pilot-agent', 'wait', `--url=http://localhost:${AGENT_PORT}/healthz/ready`] } } },
    env: agentEnvironment(settings, input),
    readinessProbe: when(go`ne ${input.statusPort} "0"`, { ...annotatedReadinessProbe(input, proxy), httpGet: { path: '/healthz/ready', port: AGENT_PORT } }),
    resources: proxyResources(input, proxy),
    volumeMounts: [...mountsOf(grpcAgentFolders(settings)), userMounts(input)],
  };
}

function agentEnvironment(settings: InjectionSettings, input: PodInput): Fragment[] {
  const others = go`omit $.ProxyConfig.ProxyMetadata "ISTIO_META_DNS_CAPTURE" "DISABLE_ENVOY"`;
  return [
    env('ISTIO_META_GENERATOR', 'grpc'),
    env('OUTPUT_CERTS', '/var/lib/istio/data'),
    legacyProbeEnv(),
    ...agentEnv(settings), ...podEnv(), ...workloadMetadata(settings, input), ...meshMetadata(settings), userEnv(others),
    ...Object.entries(WITHOUT_ENVOY).map(([name, value]) => env(name, value)),
  ];
}

function applicationContainer(name: Expression): FragmentMap {
  return {
    name,
    env: [env('GRPC_XDS_EXPERIMENTAL_SECURITY_SUPPORT', 'true'), env('GRPC_XDS_BOOTSTRAP', BOOTSTRAP)],
    volumeMounts: mountsOf(GRPC_FOLDERS),
  };
}
