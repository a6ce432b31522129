import { FragmentMap, json } from './fragment';
import { PodInput } from './pod-input';
import { canonicalLabels, commonAnnotations } from './pod-metadata';
import { proxyArgs, proxyContainer, readinessProbe } from './proxy-container';
import { proxyEnv } from './proxy-env';
import { InjectionSettings } from './settings';
import { templateText } from './template-text';
import { proxyMounts, proxyVolumes } from './volumes';

/** The template `gateway`: what a pod with an `istio-proxy` container of image `auto` gets, a gateway of its own. */
export function gatewayTemplate(settings: InjectionSettings): string {
  const input = new PodInput(settings.proxy);
  return templateText({
    metadata: { labels: canonicalLabels(), annotations: commonAnnotations(input) },
    spec: {
      securityContext: (settings.gatewaySecurityContext ?? BINDS_LOW_PORTS) as FragmentMap,
      containers: [gatewayContainer(settings, input)],
      volumes: proxyVolumes(settings, input),
      imagePullSecrets: settings.imagePullSecrets.length > 0 ? settings.imagePullSecrets.map((name) => ({ name })) : undefined,
    },
  });
}

const BINDS_LOW_PORTS = { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] };

function gatewayContainer(settings: InjectionSettings, input: PodInput): FragmentMap {
  return {
    ...proxyContainer(settings, input),
    args: proxyArgs(settings, input, 'router'),
    lifecycle: settings.proxy.lifecycle as FragmentMap | undefined,
    env: proxyEnv(settings, input),
    readinessProbe: readinessProbe(settings.proxy.readiness),
    securityContext: { runAsUser: json(input.uid), runAsGroup: json(input.gid) },
    volumeMounts: proxyMounts(settings, input),
  };
}
