import { Fragment, FragmentMap, json, when } from './fragment';
import { allOf, anyOf, go, not, text, variable } from './go-expression';
import { PodInput } from './pod-input';
import { TPROXY_GROUP, annotatedReadinessProbe, proxyArgs, proxyContainer, proxyResources, startupProbe } from './proxy-container';
import { legacyProbeEnv, proxyEnv } from './proxy-env';
import { InjectionSettings, ProxySettings } from './settings';
import { mountsOf, sidecarFolders, userMounts } from './volumes';

/** The container `istio-proxy` of a pod with a sidecar. */
export function sidecarContainer(settings: InjectionSettings, input: PodInput): FragmentMap {
  const { proxy } = settings;
  const probed = go`ne ${input.statusPort} "0"`;
  return {
    ...proxyContainer(settings, input),
    restartPolicy: when(input.native, 'Always'),
    args: proxyArgs(settings, input, 'sidecar'),
    lifecycle: lifecycle(input, proxy),
    env: [legacyProbeEnv(), ...proxyEnv(settings, input)],
    startupProbe: proxy.startup && when(probed, startupProbe(proxy.startup.failureThreshold)),
    readinessProbe: when(probed, annotatedReadinessProbe(input, proxy)),
    securityContext: securityContext(input, proxy),
    resources: proxyResources(input, proxy),
    volumeMounts: [...mountsOf(sidecarFolders(settings, input)), userMounts(input)],
  };
}

/** A native sidecar outlives the application, so it only begins to drain; a held application waits for a classic one. */
function lifecycle(input: PodInput, proxy: ProxySettings): Fragment {
  if (proxy.lifecycle) return proxy.lifecycle as FragmentMap;
  const held = allOf(
    anyOf(go`$.ProxyConfig.HoldApplicationUntilProxyStarts.GetValue`, go`${proxy.holdApplicationUntilProxyStarts}`), not(input.native));
  return when(held, { postStart: { exec: { command: ['pilot-agent', 'wait'] } } })
    .orWhen(input.native, {
      preStop: { exec: { command: ['pilot-agent', 'request', text`--debug-port=${input.statusPort}`, 'POST', 'drain'] } },
    });
}

function securityContext(input: PodInput, { privileged, capNetBindService, seccompProfile }: ProxySettings): Fragment {
  const bindsLowPorts = variable('bindsLowPorts', go`eq ${input.annotation('sidecar.istio.io/capNetBindService', capNetBindService)} "true"`);
  const root = anyOf(input.tproxy, bindsLowPorts);
  const tracesRules = go`eq ${input.metadata('IPTABLES_TRACE_LOGGING')} "true"`;
  const common = { readOnlyRootFilesystem: true, seccompProfile: seccompProfile as FragmentMap | undefined };
  return when(tracesRules, {
    allowPrivilegeEscalation: true,
    privileged: true,
    capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] },
    runAsGroup: json(input.gid),
    runAsNonRoot: false,
    runAsUser: 0,
    ...common,
  }).otherwise({
    allowPrivilegeEscalation: privileged,
    privileged,
    capabilities: { add: [when(input.tproxy, 'NET_ADMIN'), when(bindsLowPorts, 'NET_BIND_SERVICE')], drop: ['ALL'] },
    runAsGroup: json(go`ternary ${TPROXY_GROUP} ${input.gid} ${root}`),
    runAsNonRoot: json(not(root)),
    runAsUser: json(go`ternary 0 ${input.uid} ${root}`),
    ...common,
  });
}
