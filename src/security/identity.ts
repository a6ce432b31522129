import { ClientReference } from '../host/client';
import { selectorText } from '../match/label-selector';

/** The trust domain by which policies mean the mesh's own one with all its aliases, whatever it is called. */
const OWN_TRUST_DOMAIN = 'cluster.local';

/** The identity that the certificate of a ServiceAccount's workloads names, as policies write it. */
export function principal(namespace: string, serviceAccountName: string): string {
  return `${OWN_TRUST_DOMAIN}/ns/${namespace}/sa/${serviceAccountName}`;
}

/** The same text for clients who are the same to policies. */
export function identityKey({ namespace, labels, serviceAccountName }: ClientReference): string {
  if (serviceAccountName !== undefined) return principal(namespace, serviceAccountName);
  return labels ? `${namespace}/${selectorText(labels)}` : namespace;
}

/** Who clients are to policies: identities, and namespaces all of whose workloads are meant. */
export interface Identities {
  readonly principals: string[];
  readonly namespaces: string[];
  /** Clients of which policies can't know who they are, as errors name them. */
  readonly unknown: string[];
}

/** Asked at synthesis: the account of a service may be known only by its last version. */
export function identitiesOf(clients: readonly ClientReference[]): Identities {
  const known = clients.filter(({ serviceAccountName }) => serviceAccountName !== undefined);
  const others = clients.filter(({ serviceAccountName }) => serviceAccountName === undefined);
  return {
    principals: unique(known.map(({ namespace, serviceAccountName }) => principal(namespace, serviceAccountName!))),
    namespaces: unique(others.filter(({ labels }) => !labels).map(({ namespace }) => namespace)),
    unknown: others.filter(({ labels }) => labels).map(({ namespace, labels }) => `${selectorText(labels!)} of namespace '${namespace}'`),
  };
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)];
}
