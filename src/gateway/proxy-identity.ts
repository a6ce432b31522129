import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';

const RBAC = 'rbac.authorization.k8s.io';

/**
 * The account of a gateway's proxies, allowed to read the Secrets of its namespace. No proxy reads one itself: istiod asks
 * the API server whether the account may, before it hands a certificate to the proxy.
 */
export class ProxyIdentity extends Construct {
  public constructor(scope: Construct, id: string, metadata: ApiObjectMetadata) {
    super(scope, id);
    const { name } = metadata;
    new ApiObject(this, 'ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    new ApiObject(this, 'Role', {
      apiVersion: `${RBAC}/v1`, kind: 'Role', metadata,
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }],
    });
    new ApiObject(this, 'RoleBinding', {
      apiVersion: `${RBAC}/v1`, kind: 'RoleBinding', metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: metadata.namespace }],
    });
  }
}
