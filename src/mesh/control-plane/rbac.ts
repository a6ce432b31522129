import { Construct } from 'constructs';
import { clusterObject, namespacedObject } from '../../ground/objects';
import { ControlPlane } from './control-plane';
import { ANALYSIS_RULES, GATEWAY_CONTROLLER_RULES, ISTIOD_NAMESPACE_RULES, istiodRules, READER_RULES, REMOTE_CONTROL_RULES, Rule, UNTAINT_RULES } from './rbac-rules';

const API_GROUP = 'rbac.authorization.k8s.io';
const API_VERSION = `${API_GROUP}/v1`;

/** A ServiceAccount. */
interface Account {
  readonly name: string;
  readonly namespace: string;
}

/** As whom istiod runs, and as whom the istiods of other clusters read in this one; and what both may do. */
export class Rbac extends Construct {
  public constructor(scope: Construct, id: string, private readonly plane: ControlPlane, clusterWide: boolean) {
    super(scope, id);
    const { istiod, istiodName: name, namespace, reader, location: { readsHere } } = plane;
    const account = { name, namespace };
    if (readsHere) this.serviceAccount(name, 'istiod', plane.imagePullSecrets, istiod.serviceAccountAnnotations);
    if (clusterWide && reader?.own) this.serviceAccount(reader.name, 'istio-reader', []);

    if (readsHere) this.clusterRole('istiod-clusterrole', 'istiod', this.istiodRules(), account);
    if (readsHere && istiod.gatewayDeployments !== false) this.clusterRole('istiod-gateway-controller', 'istiod', GATEWAY_CONTROLLER_RULES, account);
    if (reader) this.clusterRole('istio-reader-clusterrole', 'istio-reader', this.readerRules(), reader);
    if (readsHere) this.namespaceRole();
  }

  private readerRules(): Rule[] {
    const { location, trust } = this.plane;
    return location.writesFromElsewhere ? [...READER_RULES, ...REMOTE_CONTROL_RULES, ...trust.rules] : READER_RULES;
  }

  private istiodRules(): Rule[] {
    const { version, ca, trust, istiod } = this.plane;
    return [
      ...istiodRules(version), ...ca.rules, ...trust.rules,
      ...istiod.analysis ? ANALYSIS_RULES : [],
      ...istiod.untaintNodes ? UNTAINT_RULES : [],
    ];
  }

  private serviceAccount(name: string, app: string, pullSecrets: string[], annotations?: Record<string, string>): void {
    namespacedObject(this, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace: this.plane.namespace, labels: this.labels(app), annotations },
      ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets.map((secret) => ({ name: secret })) }),
    });
  }

  private clusterRole(prefix: string, app: string, rules: Rule[], account: Account): void {
    const name = `${this.plane.revision.suffixed(prefix)}-${this.plane.namespace}`;
    const metadata = { name, labels: this.labels(app) };
    clusterObject(this, { apiVersion: API_VERSION, kind: 'ClusterRole', metadata, rules });
    clusterObject(this, { apiVersion: API_VERSION, kind: 'ClusterRoleBinding', metadata, ...this.binding('ClusterRole', name, account) });
  }

  private namespaceRole(): void {
    const { istiodName: name, namespace } = this.plane;
    const metadata = { name, namespace, labels: this.labels('istiod') };
    namespacedObject(this, { apiVersion: API_VERSION, kind: 'Role', metadata, rules: ISTIOD_NAMESPACE_RULES });
    namespacedObject(this, { apiVersion: API_VERSION, kind: 'RoleBinding', metadata, ...this.binding('Role', name, { name, namespace }) });
  }

  private binding(kind: string, name: string, account: Account): object {
    return {
      roleRef: { apiGroup: API_GROUP, kind, name },
      subjects: [{ kind: 'ServiceAccount', name: account.name, namespace: account.namespace }],
    };
  }

  private labels(app: string): Record<string, string> {
    return { ...this.plane.labels(app), app };
  }
}
