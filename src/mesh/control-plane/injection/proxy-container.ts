import { Fragment, FragmentMap, json } from './fragment';
import { Expression, go, text, variable } from './go-expression';
import { PodInput } from './pod-input';
import { whenAny } from './presence';
import { InjectionSettings, ProxySettings } from './settings';

/** In TPROXY mode the proxy runs as root, and the rules know it by this group instead. */
export const TPROXY_GROUP = 1337;

/** What the containers of a sidecar and of a gateway have in common. */
export function proxyContainer(settings: InjectionSettings, input: PodInput): FragmentMap {
  return {
    name: 'istio-proxy',
    image: imageOf(input, 'proxyImage', settings.proxy.image, go`$.ProxyImage`),
    imagePullPolicy: settings.imagePullPolicy,
    ports: [{ name: 'http-envoy-prom', containerPort: 15090, protocol: 'TCP' }],
  };
}

/** An annotation with a whole reference wins; else istiod puts hub, tag and image type together, unless the setting is a whole reference. */
export function imageOf(input: PodInput, name: string, setting: string, fromValues: Expression): Expression {
  const image = variable(name, input.annotation('sidecar.istio.io/proxyImage', setting));
  return go`ternary ${image} ${fromValues} (contains "/" ${image})`;
}

export function proxyArgs(settings: InjectionSettings, input: PodInput, role: 'sidecar' | 'router' | 'waypoint' | 'agent'): Fragment[] {
  const { proxy } = settings;
  return [
    'proxy',
    role === 'agent' ? 'sidecar' : role,
    '--domain', `$(POD_NAMESPACE).svc.${settings.clusterDomain}`,
    text`--proxyLogLevel=${input.annotation('sidecar.istio.io/logLevel', proxy.logLevel)}`,
    text`--proxyComponentLogLevel=${input.annotation('sidecar.istio.io/componentLogLevel', proxy.componentLogLevel)}`,
    text`--log_output_level=${input.annotation('sidecar.istio.io/agentLogLevel', settings.logLevel)}`,
    ...(proxy.stsPort && role !== 'waypoint' ? [`--stsPort=${proxy.stsPort}`] : []),
    ...(settings.logAsJson ? ['--log_as_json'] : []),
    ...(proxy.outlierLogPath && (role === 'sidecar' || role === 'waypoint') ? [`--outlierLogPath=${proxy.outlierLogPath}`] : []),
  ];
}

/** The resources of the mesh, or of the pod's annotations; one annotation replaces them all. */
export function proxyResources(input: PodInput, proxy: ProxySettings): Fragment {
  const [cpu, memory, cpuLimit, memoryLimit] = ['proxyCPU', 'proxyMemory', 'proxyCPULimit', 'proxyMemoryLimit']
    .map((name) => whenAny(variable(name, input.annotationOrEmpty(`sidecar.istio.io/${name}`))));
  return whenAny({ requests: { cpu, memory }, limits: { cpu: cpuLimit, memory: memoryLimit } }).otherwise(proxy.resources as FragmentMap);
}

export function readinessProbe(readiness: { initialDelaySeconds: Fragment; periodSeconds: Fragment; failureThreshold: Fragment }): FragmentMap {
  return { httpGet: HEALTH, timeoutSeconds: 3, ...readiness };
}

/** The same, with the numbers that a pod may set by annotation. */
export function annotatedReadinessProbe(input: PodInput, { readiness }: ProxySettings): FragmentMap {
  const number = (name: keyof typeof readiness) => json(go`${input.annotation(`readiness.status.sidecar.istio.io/${name}`, readiness[name])} | int64`);
  return readinessProbe({
    initialDelaySeconds: number('initialDelaySeconds'), periodSeconds: number('periodSeconds'), failureThreshold: number('failureThreshold'),
  });
}

export function startupProbe(failureThreshold: number): FragmentMap {
  return { httpGet: HEALTH, initialDelaySeconds: 0, periodSeconds: 1, timeoutSeconds: 3, failureThreshold };
}

const HEALTH = { path: '/healthz/ready', port: 15021 };

export function pullSecrets({ imagePullSecrets }: InjectionSettings): Fragment {
  return imagePullSecrets.length > 0 ? imagePullSecrets.map((name) => ({ name })) : undefined;
}
