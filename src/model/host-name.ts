/** A name of a host as Istio reads it in an object of a namespace: names without a dot belong to that namespace, all others are full. */
export function fullHost(host: string, namespace: string, clusterDomain: string): string {
  return host === '' || host === '*' || host.includes('.') || host.includes(':') ? host : `${host}.${namespace}.svc.${clusterDomain}`;
}

/** Istio's wildcards begin with a star, whatever follows. */
export function isWildcard(host: string): boolean {
  return host.startsWith('*');
}

/** Whether all names that the one stands for belong to the other. */
export function isCovered(host: string, by: string): boolean {
  if (!isWildcard(by)) return host === by;
  return isWildcard(host) ? host.length >= by.length && host.slice(1).endsWith(by.slice(1)) : host.endsWith(by.slice(1));
}

/** Whether there is a name that belongs to both. */
export function overlap(one: string, other: string): boolean {
  return isCovered(one, other) || isCovered(other, one);
}
