import { GROUP, Inventory } from './inventory';
import { objectOf, objectsOf, PlainObject } from './plain';

/** Who carries the traffic of a workload. */
export enum DataPlane {
  SIDECAR = 'sidecar',
  AMBIENT = 'ambient',
  /** It is not in the mesh. */
  NONE = 'none',
  /** Its namespace decides, and nobody says how. */
  UNKNOWN = 'unknown',
}

const INJECT = 'sidecar.istio.io/inject';
const INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';
const MODE = 'istio.io/dataplane-mode';

/** Where istiod never injects. */
const NEVER = ['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'];

export interface PodIdentity {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly podSpec: PlainObject;
}

/**
 * Who carries the traffic of Pods, by the labels that injection and ambient mode look at.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy
 */
export function dataPlaneOf(pod: PodIdentity, inventory: Inventory): DataPlane {
  if (hasProxy(pod.podSpec)) return DataPlane.SIDECAR;
  const namespace = inventory.named(GROUP.core, 'Namespace', '', pod.namespace)?.labels;
  const injected = isInjected(pod, namespace);
  if (injected) return DataPlane.SIDECAR;
  const captured = isCaptured(pod, namespace);
  if (captured) return DataPlane.AMBIENT;
  return injected === undefined || captured === undefined ? DataPlane.UNKNOWN : DataPlane.NONE;
}

/** Whether somebody wrote the proxy into the Pod. */
function hasProxy(podSpec: PlainObject): boolean {
  return [...objectsOf(podSpec.containers), ...objectsOf(podSpec.initContainers)].some(({ value }) => value.name === 'istio-proxy');
}

/** Whether a webhook injects the Pod; nothing if its namespace decides and is not known. */
function isInjected({ namespace, labels, annotations, podSpec }: PodIdentity, ofNamespace?: Readonly<Record<string, string>>): boolean | undefined {
  const said = labels[INJECT] ?? annotations[INJECT];
  if (said === 'false' || podSpec.hostNetwork === true || NEVER.includes(namespace)) return false;
  if (!ofNamespace) return labels[INJECT] === 'true' || labels[REVISION] !== undefined ? true : undefined;
  const injection = ofNamespace[INJECTION];
  if (injection !== undefined) return injection === 'enabled';
  return ofNamespace[REVISION] !== undefined || labels[INJECT] === 'true' || labels[REVISION] !== undefined;
}

/** Whether ztunnel takes the Pod's traffic. */
function isCaptured({ labels, podSpec }: PodIdentity, ofNamespace?: Readonly<Record<string, string>>): boolean | undefined {
  if (podSpec.hostNetwork === true) return false;
  const mode = labels[MODE];
  if (mode !== undefined) return mode === 'ambient';
  return ofNamespace && ofNamespace[MODE] === 'ambient';
}

/** Whether somebody gives machines of this template an identity, and so a proxy. */
export function dataPlaneOfMachine(template: PlainObject): DataPlane {
  return objectOf(template).serviceAccount === undefined ? DataPlane.NONE : DataPlane.SIDECAR;
}
