import { deployedGateway } from './deployed-gateway';
import { deployedProxy, deployedProxyEnv, networkOf } from './deployed-proxy';
import { FragmentMap, when } from './fragment';
import { allOf, go, text } from './go-expression';
import { PodInput } from './pod-input';
import { proxyArgs, pullSecrets } from './proxy-container';
import { env, fieldEnv } from './proxy-env';
import { InjectionSettings } from './settings';
import { mountsOf, volumesOf, waypointFolders } from './volumes';

/** The template `waypoint`: what istiod deploys for a Gateway of class `istio-waypoint` or `istio-east-west`. */
export function waypointTemplate(settings: InjectionSettings): FragmentMap[] {
  const { affinity, topologySpreadConstraints, nodeSelector, tolerations } = settings.waypoint;
  return deployedGateway({
    podLabels: { 'istio.io/dataplane-mode': 'none' },
    podSpec: {
      ...{ affinity, topologySpreadConstraints, nodeSelector, tolerations } as FragmentMap,
      serviceAccountName: go`$.ServiceAccount`,
      containers: [waypointContainer(settings, new PodInput(settings.proxy))],
      volumes: volumesOf(waypointFolders(settings)),
      imagePullSecrets: pullSecrets(settings),
    },
    serviceAnnotations: { 'networking.istio.io/traffic-distribution': 'PreferClose' },
  });
}

function waypointContainer(settings: InjectionSettings, input: PodInput): FragmentMap {
  const { securityContext, ...proxy } = deployedProxy(settings, input);
  const network = networkOf(settings);
  const isEastWest = go`eq $.ControllerLabel "istio.io-eastwest-controller"`;
  return {
    ...proxy,
    args: [...proxyArgs(settings, input, 'waypoint'), '--serviceCluster', text`${go`$.ServiceAccount`}.$(POD_NAMESPACE)`],
    env: [
      ...deployedProxyEnv(settings, network),
      fieldEnv('ISTIO_META_SERVICE_ACCOUNT', 'spec.serviceAccountName'),
      env('ISTIO_META_INTERCEPTION_MODE', 'REDIRECT'),
      when(allOf(network, isEastWest), env('ISTIO_META_REQUESTED_NETWORK_VIEW', network)),
    ],
    resources: settings.waypoint.resources as FragmentMap,
    securityContext: { ...securityContext as FragmentMap, seccompProfile: settings.gatewaySeccompProfile as FragmentMap | undefined },
    volumeMounts: mountsOf(waypointFolders(settings)),
  };
}
