import { mesh } from '../../api';
import { InjectionSettings } from '../control-plane/injection/injection';
import { toldProxyConfig } from './effective-proxy-config';
import { Pod } from './pod';
import { Owner } from './workload';

/** The user that proxies are, except where OpenShift gives a namespace its own. */
const PROXY_ID = 1337;

/** What is known when a template is applied to a pod. */
export interface TemplateInput {
  readonly pod: Pod;
  readonly owner: Owner;
  readonly settings: InjectionSettings;
  readonly mesh: mesh.MeshConfig;
  readonly proxyConfig: mesh.ProxyConfig;
  readonly native: boolean;
  readonly compliancePolicy: string;
}

/** The same under the names that templates have for it. */
export function templateData({ pod, owner, settings, mesh: config, proxyConfig, native, compliancePolicy }: TemplateInput): object {
  const { annotations, labels } = pod.metadata;
  const { hub, proxy } = settings;
  const imageType = annotations['sidecar.istio.io/proxyImageType'];
  const image = (name: string, type: string | undefined) => `${hub}/${name}:${tagOf(settings, imageType ?? type)}`;
  return {
    TypeMeta: { APIVersion: owner.apiVersion, Kind: owner.kind },
    DeploymentMeta: { Name: owner.name, Namespace: owner.namespace },
    ObjectMeta: { Annotations: annotations, Labels: labels },
    Spec: pod.spec,
    ProxyConfig: {
      InterceptionMode: proxyConfig.interceptionMode,
      ProxyMetadata: proxyConfig.proxyMetadata,
      HoldApplicationUntilProxyStarts: { GetValue: proxyConfig.holdApplicationUntilProxyStarts ?? false },
      JSON: toldProxyConfig(proxyConfig),
    },
    MeshConfig: { ...config, ProxyListenPort: config.proxyListenPort ?? 15001, ProxyInboundListenPort: config.proxyInboundListenPort ?? 15006 },
    InboundTrafficPolicyMode: config.inboundTrafficPolicy?.mode === 'LOCALHOST' ? 'localhost' : 'passthrough',
    Revision: settings.revision,
    NativeSidecars: native,
    ProxyImage: image(proxy.image, proxyConfig.image?.imageType),
    ProxyInitImage: image(proxy.initImage, undefined),
    ProxyUID: PROXY_ID,
    ProxyGID: PROXY_ID,
    CompliancePolicy: compliancePolicy,
  };
}

/** The tag of a type of the image, in place of the one that it may name. */
function tagOf({ tag, variant }: InjectionSettings, type: string = variant ?? ''): string {
  if (type === '') return tag;
  const plain = tag.replace(/-(distroless|debug)$/, '');
  return type === 'default' ? plain : `${plain}-${type}`;
}
