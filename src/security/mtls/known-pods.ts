import { ApiObject } from 'cdk8s';
import { Labels } from './labels';

/** Pods that a program makes, by themselves or by a workload. */
export interface KnownPods {
  readonly object: ApiObject;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly containers: readonly KnownContainer[];
  readonly hostNetwork: boolean;
  readonly serviceAccountName: string;
}

export interface KnownContainer {
  readonly name: string;
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly [probe: string]: any;
}

const MAKERS = new Set(['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Rollout']);

/** The Pods of an object; nothing if it makes none. */
export function knownPods(object: ApiObject): KnownPods[] {
  if (!MAKERS.has(object.kind)) return [];
  const manifest = object.toJson();
  const template = object.kind === 'Pod' ? manifest : manifest.spec?.template ?? manifest.spec?.jobTemplate?.spec?.template;
  const spec = template?.spec;
  if (!spec) return [];
  return [{
    object,
    namespace: object.metadata.namespace ?? '',
    labels: template.metadata?.labels ?? {},
    annotations: template.metadata?.annotations ?? {},
    containers: spec.containers ?? [],
    hostNetwork: spec.hostNetwork === true,
    serviceAccountName: spec.serviceAccountName ?? 'default',
  }];
}

/** `Deployment shop/cart`. */
export function podsText({ object: { kind, name }, namespace }: KnownPods): string {
  return `${kind} ${namespace}/${name}`;
}

/** Whether they are proxies themselves: gateways and waypoints, whose listeners no PeerAuthentication is for. */
export function areProxies({ annotations, containers }: KnownPods): boolean {
  return /gateway|waypoint/.test(annotations['inject.istio.io/templates'] ?? '') || containers.some(({ name }) => name === 'istio-proxy');
}

/** The number of a port that is given by number or by the name that a container gives it. */
export function portOfContainer({ containers }: KnownPods, port: number | string | undefined): number | undefined {
  if (typeof port !== 'string') return port;
  const named = containers.flatMap(({ ports = [] }) => ports).find(({ name }) => name === port);
  return named?.containerPort ?? (/^\d+$/.test(port) ? Number(port) : undefined);
}
