import { Fragment, FragmentMap, json, when } from './fragment';
import { Expression, go, text, variable } from './go-expression';
import { PodInput } from './pod-input';
import { imageOf } from './proxy-container';
import { agentEnv, env, limitsEnv, meshMetadata, podEnv, proxyConfigEnv, userEnv } from './proxy-env';
import { InjectionSettings } from './settings';

/** The network of a Gateway's label, else the cluster's. */
export function networkOf({ network }: InjectionSettings): Expression {
  return variable('network', go`index $.InfrastructureLabels "topology.istio.io/network" | default ${network}`);
}

/** What the containers of deployed gateways and waypoints have in common. */
export function deployedProxy(settings: InjectionSettings, input: PodInput): FragmentMap {
  return {
    name: 'istio-proxy',
    image: imageOf(input, 'proxyImage', settings.proxy.image, go`$.ProxyImage`),
    imagePullPolicy: settings.imagePullPolicy,
    ports: [port('metrics', 15020), port('status-port', 15021), port('http-envoy-prom', 15090)],
    startupProbe: { ...HEALTH, failureThreshold: 30, initialDelaySeconds: 1, periodSeconds: 1 },
    readinessProbe: { ...HEALTH, failureThreshold: 4, initialDelaySeconds: 0, periodSeconds: 15 },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsGroup: json(input.gid),
      runAsNonRoot: true,
      runAsUser: json(input.uid),
    },
  };
}

/** Its environment, as far as it is the same. */
export function deployedProxyEnv(settings: InjectionSettings, network: Expression): Fragment[] {
  return [
    ...agentEnv(settings), ...podEnv(), ...limitsEnv(),
    proxyConfigEnv(),
    env('ISTIO_META_CLUSTER_ID', settings.clusterName),
    when(network, env('ISTIO_META_NETWORK', network)),
    env('ISTIO_META_WORKLOAD_NAME', go`$.DeploymentName`),
    env('ISTIO_META_OWNER', text`kubernetes://apis/apps/v1/namespaces/${go`$.Namespace`}/deployments/${go`$.DeploymentName`}`),
    ...meshMetadata(settings), userEnv(),
  ];
}

const HEALTH = { httpGet: { path: '/healthz/ready', port: 15021, scheme: 'HTTP' }, successThreshold: 1, timeoutSeconds: 1 };

function port(name: string, containerPort: number): FragmentMap {
  return { name, containerPort, protocol: 'TCP' };
}
