import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { GatewayAccount } from './gateway-account';

const RBAC = 'rbac.authorization.k8s.io';

/** Whose identity the proxies have, and whether they get certificates from Secrets. */
export interface ProxyIdentityProps {
  readonly account: GatewayAccount;
  /** The name of the account. */
  readonly name: string;
  readonly readSecrets: boolean;
  readonly metadata: ApiObjectMetadata;
}

/**
 * The account of a gateway's proxies, allowed to read the Secrets of its namespace. No proxy reads one itself: istiod asks
 * the API server whether the account may, before it hands a certificate to the proxy.
 */
export class ProxyIdentity extends Construct {
  public constructor(scope: Construct, id: string, { account, name, readSecrets, metadata }: ProxyIdentityProps) {
    super(scope, id);
    const own = account._own;
    if (own) {
      new ApiObject(this, 'ServiceAccount', {
        apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...metadata, name, annotations: merged(metadata.annotations, own.annotations) },
      });
    }
    if (readSecrets) this.makeRole({ ...metadata, name });
  }

  private makeRole(metadata: ApiObjectMetadata): void {
    const { name, namespace } = metadata;
    new ApiObject(this, 'Role', {
      apiVersion: `${RBAC}/v1`, kind: 'Role', metadata,
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }],
    });
    new ApiObject(this, 'RoleBinding', {
      apiVersion: `${RBAC}/v1`, kind: 'RoleBinding', metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
  }
}

function merged(all?: { [name: string]: string }, own?: { [name: string]: string }): { [name: string]: string } | undefined {
  return all || own ? { ...all, ...own } : undefined;
}
