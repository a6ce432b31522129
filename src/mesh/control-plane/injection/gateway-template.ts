import { FragmentMap, json } from './fragment';
import { PodInput } from './pod-input';
import { canonicalLabels, commonAnnotations } from './pod-metadata';
import { proxyArgs, proxyContainer, pullSecrets, readinessProbe } from './proxy-container';
import { proxyEnv } from './proxy-env';
import { InjectionSettings } from './settings';
import { mountsOf, proxyFolders, volumesOf } from './volumes';

/** The template `gateway`: what a pod with an `istio-proxy` container of image `auto` gets, a gateway of its own. */
export function gatewayTemplate(settings: InjectionSettings): FragmentMap {
  const input = new PodInput(settings.proxy);
  return {
    metadata: { labels: canonicalLabels(), annotations: commonAnnotations(input) },
    spec: {
      securityContext: (settings.gatewaySecurityContext ?? BINDS_LOW_PORTS) as FragmentMap,
      containers: [gatewayContainer(settings, input)],
      volumes: volumesOf(proxyFolders(settings, input)),
      imagePullSecrets: pullSecrets(settings),
    },
  };
}

export const BINDS_LOW_PORTS = { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] };

function gatewayContainer(settings: InjectionSettings, input: PodInput): FragmentMap {
  return {
    ...proxyContainer(settings, input),
    args: proxyArgs(settings, input, 'router'),
    lifecycle: settings.proxy.lifecycle as FragmentMap | undefined,
    env: proxyEnv(settings, input),
    readinessProbe: readinessProbe(settings.proxy.readiness),
    securityContext: { runAsUser: json(input.uid), runAsGroup: json(input.gid) },
    volumeMounts: mountsOf(proxyFolders(settings, input)),
  };
}
