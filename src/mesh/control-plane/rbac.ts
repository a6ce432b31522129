import { Construct } from 'constructs';
import { ControlPlane } from './control-plane';
import { clusterObject, namespacedObject } from './objects';
import { GATEWAY_CONTROLLER_RULES, ISTIOD_NAMESPACE_RULES, ISTIOD_RULES, READER_RULES, Rule } from './rbac-rules';

const API_GROUP = 'rbac.authorization.k8s.io';
const API_VERSION = `${API_GROUP}/v1`;
const READER = 'istio-reader-service-account';

/** As whom istiod runs, and as whom the istiods of other clusters read in this one; and what both may do. */
export class Rbac extends Construct {
  public constructor(scope: Construct, id: string, private readonly plane: ControlPlane, clusterWide: boolean) {
    super(scope, id);
    this.serviceAccount(plane.istiodName, 'istiod', plane.imagePullSecrets);
    if (clusterWide) this.serviceAccount(READER, 'istio-reader', []);

    this.clusterRole('istiod-clusterrole', 'istiod', ISTIOD_RULES, plane.istiodName);
    this.clusterRole('istiod-gateway-controller', 'istiod', GATEWAY_CONTROLLER_RULES, plane.istiodName);
    this.clusterRole('istio-reader-clusterrole', 'istio-reader', READER_RULES, READER);
    this.namespaceRole();
  }

  private serviceAccount(name: string, app: string, pullSecrets: string[]): void {
    namespacedObject(this, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace: this.plane.namespace, labels: this.labels(app) },
      ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets.map((secret) => ({ name: secret })) }),
    });
  }

  private clusterRole(prefix: string, app: string, rules: Rule[], serviceAccount: string): void {
    const name = `${this.plane.revision.suffixed(prefix)}-${this.plane.namespace}`;
    const metadata = { name, labels: this.labels(app) };
    clusterObject(this, { apiVersion: API_VERSION, kind: 'ClusterRole', metadata, rules });
    clusterObject(this, { apiVersion: API_VERSION, kind: 'ClusterRoleBinding', metadata, ...this.binding('ClusterRole', name, serviceAccount) });
  }

  private namespaceRole(): void {
    const { istiodName: name, namespace } = this.plane;
    const metadata = { name, namespace, labels: this.labels('istiod') };
    namespacedObject(this, { apiVersion: API_VERSION, kind: 'Role', metadata, rules: ISTIOD_NAMESPACE_RULES });
    namespacedObject(this, { apiVersion: API_VERSION, kind: 'RoleBinding', metadata, ...this.binding('Role', name, name) });
  }

  private binding(kind: string, name: string, serviceAccount: string): object {
    return {
      roleRef: { apiGroup: API_GROUP, kind, name },
      subjects: [{ kind: 'ServiceAccount', name: serviceAccount, namespace: this.plane.namespace }],
    };
  }

  private labels(app: string): Record<string, string> {
    return { ...this.plane.labels(app), app };
  }
}
