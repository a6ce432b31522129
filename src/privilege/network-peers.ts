import { ClientReference } from '../host/client';
import { HostReference } from '../host/host';

/** Pods as a NetworkPolicy names them. */
export interface Peer {
  readonly namespaceSelector?: { readonly matchLabels: { readonly [key: string]: string } };
  readonly podSelector?: { readonly matchLabels: { readonly [key: string]: string } };
  readonly ipBlock?: { readonly cidr: string };
}

export interface Port { readonly protocol: string; readonly port: number }

/** One of the rules of a NetworkPolicy: some Pods, at some ports. */
export interface NetworkRule {
  readonly from?: Peer[];
  readonly to?: Peer[];
  readonly ports?: Port[];
}

/** What tunnels between proxies of ambient mode use. */
export const HBONE: Port = { protocol: 'TCP', port: 15008 };

export function tcp(...ports: number[]): Port[] {
  return ports.map((port) => ({ protocol: 'TCP', port }));
}

/** Some Pods of a namespace, or all. Kubernetes itself labels each namespace with its name. */
export function podsOf({ namespace, labels }: Pick<ClientReference, 'namespace' | 'labels'>): Peer {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } }, podSelector: labels && { matchLabels: labels } };
}

/** The ports on which the Pods of a host listen, of those that are called; nothing if one is known by its name only. */
export function podPorts({ ports }: HostReference, called: readonly number[] = ports.map(({ number }) => number)): Port[] | undefined {
  const found = ports.filter(({ number }) => called.includes(number));
  if (found.some(({ targetPort }) => targetPort === undefined)) return undefined;
  return found.map(({ targetPort, _transport }) => ({ protocol: _transport, port: targetPort! }));
}

/** One rule for all Pods that are reached, or may come, at the same ports. */
export function together(rules: NetworkRule[]): NetworkRule[] {
  const merged = new Map<string, NetworkRule>();
  for (const { from, to, ports } of rules) {
    const anybody = !from && !to;
    const key = JSON.stringify([ports, anybody]);
    const others = merged.get(key) ?? {};
    merged.set(key, { from: union(others.from, from), to: union(others.to, to), ports });
  }
  return [...merged.values()];
}

function union(peers: Peer[] | undefined, more: Peer[] | undefined): Peer[] | undefined {
  if (!peers || !more) return peers ?? more;
  return [...new Map([...peers, ...more].map((peer) => [JSON.stringify(peer), peer])).values()];
}
