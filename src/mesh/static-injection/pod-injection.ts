import { mesh } from '../../api';
import { FragmentMap } from '../control-plane/injection/fragment';
import { fragmentValue } from '../control-plane/injection/fragment-value';
import { GoEvaluator } from '../control-plane/injection/go-evaluator';
import { InjectionSettings } from '../control-plane/injection/injection';
import { redirectProbes } from './app-probes';
import { orderContainers } from './container-order';
import { PROXY_CONFIG, effectiveProxyConfig } from './effective-proxy-config';
import { adjustInitContainer, reapplyContainers } from './overridden-containers';
import { PROXY, Pod, anyContainerOf, containerOf } from './pod';
import { announceSecurePort, mergePrometheus } from './prometheus-merge';
import { strategicMerge } from './strategic-merge';
import { templateData } from './template-data';
import { Owner } from './workload';

export const STATUS = 'sidecar.istio.io/status';
const NETWORK = 'topology.istio.io/network';

/** What does not depend on the pod. */
export interface Injection {
  readonly settings: InjectionSettings;
  readonly mesh: mesh.MeshConfig;
  /** Whether proxies are native sidecars, where a pod does not say otherwise. */
  readonly native: boolean;
  readonly compliancePolicy: string;
}

/** One pod, and the templates that it gets. */
export interface InjectionRequest {
  readonly pod: Pod;
  readonly owner: Owner;
  readonly templates: readonly FragmentMap[];
  /** Is told what istiod would not admit. */
  refuse(problem: string, cure: string): never;
}

/** The pod as istiod's webhook would return it. */
export function injectedPod(injection: Injection, { pod: original, owner, templates, refuse }: InjectionRequest): Pod {
  const { settings, mesh: config } = injection;
  const { annotations } = original.metadata;
  const proxyConfig = effectiveProxyConfig(config, JSON.parse(annotations[PROXY_CONFIG] ?? '{}'));
  const native = isNative(original, injection);
  const go = new GoEvaluator(templateData({ ...injection, pod: original, owner, proxyConfig }));
  const fragments = templates.map((template) => fragmentValue(template, go) as object);
  const added = fragments.reduce<Pod>(strategicMerge, { metadata: { labels: {}, annotations: {} }, spec: { containers: [] } });
  const addsNative = native && containerOf(added.spec.initContainers, PROXY);
  const merged = fragments.reduce<Pod>(strategicMerge, addsNative ? withNativeProxy(original) : original);

  const pod = reapplyContainers(merged, original, added);
  const tproxy = (annotations['sidecar.istio.io/interceptionMode'] ?? proxyConfig.interceptionMode) === 'TPROXY';
  const statusPort = config.defaultConfig?.statusPort ?? 15020;
  adjustInitContainer(pod, original, tproxy);
  nameCluster(pod, original, settings);
  mergePrometheus(pod, config.enablePrometheusMerge ?? true, statusPort, (problem) => refuse(problem, 'name a port of the application'));
  announceSecurePort(pod);
  redirectProbes(pod, settings.rewriteAppHTTPProbe ?? true, statusPort);
  Object.assign(pod.metadata.annotations, { [STATUS]: statusOf(added, settings) }, settings.injectedAnnotations);
  orderContainers(pod, proxyConfig.holdApplicationUntilProxyStarts || settings.proxy.holdApplicationUntilProxyStarts);
  return pod;
}

function isNative({ metadata }: Pod, { native }: Injection): boolean {
  const said = metadata.annotations['sidecar.istio.io/nativeSidecar'];
  return said === 'true' || (said !== 'false' && native);
}

/** The pod with what it says of its proxy where a native sidecar has its place. */
function withNativeProxy(pod: Pod): Pod {
  const proxy = containerOf(pod.spec.containers, PROXY);
  if (!proxy) return pod;
  const containers = pod.spec.containers.filter((container) => container !== proxy);
  return { ...pod, spec: { ...pod.spec, containers, initContainers: [...pod.spec.initContainers ?? [], proxy] } };
}

/** Cluster and network as the last word; a pod's label says another network. */
function nameCluster(pod: Pod, original: Pod, { clusterName, network }: InjectionSettings): void {
  const own = original.metadata.labels[NETWORK] ?? network;
  const names = { ISTIO_META_CLUSTER_ID: clusterName, ...(own && { ISTIO_META_NETWORK: own }) };
  const proxy = anyContainerOf(pod, PROXY);
  if (own) pod.metadata.labels[NETWORK] = own;
  if (!proxy) return;
  const others = (proxy.env ?? []).filter(({ name }) => !(name in names));
  proxy.env = [...others, ...Object.entries(names).map(([name, value]) => ({ name, value }))];
}

/** What was added, by which istiod and its tools know an injected pod. */
function statusOf({ spec }: Pod, { revision }: InjectionSettings): string {
  const names = (items: { name: string }[] | undefined) => (items && items.length > 0 ? items.map(({ name }) => name) : null);
  return JSON.stringify({
    initContainers: names(spec.initContainers),
    containers: names(spec.containers),
    volumes: names(spec.volumes),
    imagePullSecrets: names(spec.imagePullSecrets),
    revision: revision || 'default',
  });
}
