import { refuse } from './gap';

const HOST = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** A host without port or wildcard in lower case: the only authority that the Gateway API writes. */
export function plainHost(place: string, what: string, host: string): string {
  if (!HOST.test(host) || host.length > 253) refuse(place, `the ${what} '${host}'`, 'give a host in lower case without port, or use Dialect.ISTIO');
  return host;
}
