import { Capture } from './capture';
import { Fragment, FragmentMap, each, json, when } from './fragment';
import { Expression, go, text, variable } from './go-expression';
import { PodInput } from './pod-input';
import { TPROXY_GROUP, imageOf, proxyResources } from './proxy-container';
import { InjectionSettings, factsOf } from './settings';

/** Envoy's metrics and health, which come from outside of the mesh. */
const UNCAPTURED_PORTS = ['15090', '15021'];

/** The container that sets up the redirection before the application starts; with the CNI plugin, that only checks it. */
export function initContainer(settings: InjectionSettings, input: PodInput, capture: Capture): FragmentMap {
  const { proxy } = settings;
  return {
    name: settings.cni ? 'istio-validation' : 'istio-init',
    image: imageOf(input, 'initImage', proxy.initImage, factsOf(settings).initImageInTemplates ? go`$.ProxyInitImage` : go`$.ProxyImage`),
    imagePullPolicy: settings.imagePullPolicy,
    args: ['istio-iptables', ...redirectionArgs(settings, input, capture), ...modeArgs(settings)],
    env: [each(go`$.ProxyConfig.ProxyMetadata`, (name, value) => ({ name, value }))],
    resources: proxyResources(input, proxy),
    securityContext: {
      allowPrivilegeEscalation: proxy.privileged,
      privileged: proxy.privileged,
      capabilities: { add: settings.cni ? undefined : ['NET_ADMIN', 'NET_RAW'], drop: ['ALL'] },
      ...(settings.cni ? asProxy(input) : asRoot),
      seccompProfile: proxy.seccompProfile as FragmentMap | undefined,
    },
  };
}

function redirectionArgs(settings: InjectionSettings, input: PodInput, capture: Capture): Fragment[] {
  return [
    '-p', go`$.MeshConfig.ProxyListenPort`,
    '-z', go`$.MeshConfig.ProxyInboundListenPort`,
    '-u', go`ternary ${TPROXY_GROUP} ${input.uid} ${input.tproxy}`,
    '-m', input.interceptionMode,
    '-i', capture.includeOutboundIPRanges,
    '-x', capture.excludeOutboundIPRanges,
    '-b', capture.includeInboundPorts,
    '-d', go`list ${UNCAPTURED_PORTS.join(',')} ${capture.excludeInboundPorts} | compact | join ","`,
    option('-q', capture.includeOutboundPorts),
    option('-o', capture.excludeOutboundPorts),
    option('-k', variable('virtualInterfaces', go`coalesce ${capture.reroutedInterfaces} ${capture.kubevirtInterfaces}`)),
    option('-c', capture.excludeInterfaces),
    text`--log_output_level=${input.annotation('sidecar.istio.io/agentLogLevel', settings.logLevel)}`,
    ...(settings.logAsJson ? ['--log_as_json'] : []),
  ];
}

function modeArgs({ cni, proxy }: InjectionSettings): string[] {
  return [
    ...(cni ? ['--run-validation', '--skip-rule-apply'] : proxy.forceApplyIptables ? ['--force-apply'] : []),
    ...(proxy.nativeNftables ? ['--native-nftables'] : []),
  ];
}

function option(flag: string, value: Expression): Fragment {
  return when(value, [flag, value]);
}

const asRoot: FragmentMap = { readOnlyRootFilesystem: false, runAsGroup: 0, runAsNonRoot: false, runAsUser: 0 };

function asProxy({ uid, gid, tproxy }: PodInput): FragmentMap {
  return {
    readOnlyRootFilesystem: true,
    runAsGroup: json(go`ternary ${TPROXY_GROUP} ${gid} ${tproxy}`),
    runAsNonRoot: true,
    runAsUser: json(go`ternary ${TPROXY_GROUP} ${uid} ${tproxy}`),
  };
}
