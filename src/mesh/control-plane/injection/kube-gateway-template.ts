import { deployedGateway } from './deployed-gateway';
import { deployedProxy, deployedProxyEnv, networkOf } from './deployed-proxy';
import { FragmentMap, when } from './fragment';
import { BINDS_LOW_PORTS } from './gateway-template';
import { go, variable } from './go-expression';
import { PodInput } from './pod-input';
import { proxyArgs, pullSecrets } from './proxy-container';
import { env } from './proxy-env';
import { InjectionSettings } from './settings';
import { deployedProxyFolders, mountsOf, volumesOf } from './volumes';

/** The template `kube-gateway`: what istiod deploys for a Gateway of class `istio`. */
export function kubeGatewayTemplate(settings: InjectionSettings): FragmentMap[] {
  return deployedGateway({
    podLabels: {},
    podSpec: {
      securityContext: (settings.gatewaySecurityContext ?? { ...BINDS_LOW_PORTS, seccompProfile: settings.gatewaySeccompProfile }) as FragmentMap,
      serviceAccountName: go`$.ServiceAccount`,
      containers: [gatewayContainer(settings, new PodInput(settings.proxy))],
      volumes: volumesOf(deployedProxyFolders(settings)),
      imagePullSecrets: pullSecrets(settings),
    },
    serviceAnnotations: {},
  });
}

function gatewayContainer(settings: InjectionSettings, input: PodInput): FragmentMap {
  const { proxy } = settings;
  // Services of other networks are shown as from the network that the Gateway stands for.
  const view = variable('view', go`index $.InfrastructureLabels "topology.istio.io/network"`);
  return {
    ...deployedProxy(settings, input),
    args: proxyArgs(settings, input, 'router'),
    lifecycle: proxy.lifecycle as FragmentMap | undefined,
    env: [
      ...deployedProxyEnv(settings, networkOf(settings)),
      env('ISTIO_META_POD_PORTS', '[]'),
      env('ISTIO_META_APP_CONTAINERS', ''),
      env('ISTIO_META_INTERCEPTION_MODE', go`print $.ProxyConfig.InterceptionMode`),
      when(view, env('ISTIO_META_REQUESTED_NETWORK_VIEW', view)),
    ],
    resources: proxy.resources as FragmentMap,
    volumeMounts: mountsOf(deployedProxyFolders(settings)),
  };
}
