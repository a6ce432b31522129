import { Construct } from 'constructs';
import { clusterObject } from '../ground/objects';
import { AgentSettings } from './agent-settings';
import { CniMode } from './cni-mode';
import { CniRepair } from './cni-repair';
import { IstioCniOptions } from './istio-cni-options';
import { mayUse } from './security-context-constraints';

const API_GROUP = 'rbac.authorization.k8s.io';

interface CniRbacProps {
  readonly name: string;
  readonly daemon: string;
  readonly namespace: string;
  readonly labels: Record<string, string>;
  readonly mode: CniMode;
  readonly options: IstioCniOptions;
  readonly settings: AgentSettings;
}

/** What istio-cni may do in the cluster. */
export class CniRbac extends Construct {
  public constructor(scope: Construct, id: string, private readonly props: CniRbacProps) {
    super(scope, id);
    const { name, daemon, mode, settings: { platform } } = props;
    const repair = (props.options.repair ?? CniRepair.repairPods())._mode;
    this.role(name, name, [
      { apiGroups: [''], resources: ['pods', 'nodes', 'namespaces'], verbs: ['get', 'list', 'watch'] },
      ...mayUse(platform.securityContextConstraints),
    ]);
    if (repair !== 'none') {
      this.role(`${name}-repair-role`, `${name}-repair-rolebinding`, [
        { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
        { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
        ...(repair === 'delete' ? [{ apiGroups: [''], resources: ['pods'], verbs: ['delete'] }] : []),
        ...(repair === 'label' ? [LABEL_PODS] : []),
      ]);
    }
    if (mode.ambient) {
      this.role(`${name}-ambient`, `${name}-ambient`, [
        LABEL_PODS,
        // When a pod of the agent ends, this tells an update from an uninstall.
        { apiGroups: ['apps'], resources: ['daemonsets'], resourceNames: [daemon], verbs: ['get'] },
      ]);
    }
  }

  private role(role: string, binding: string, rules: object[]): void {
    const { name, namespace, labels } = this.props;
    const all = { ...labels, app: name };
    clusterObject(this, { apiVersion: `${API_GROUP}/v1`, kind: 'ClusterRole', metadata: { name: role, labels: all }, rules });
    clusterObject(this, {
      apiVersion: `${API_GROUP}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: binding, labels: all },
      roleRef: { apiGroup: API_GROUP, kind: 'ClusterRole', name: role },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
  }
}

/** Labels and annotations can be written through the status as well, which allows less than to write the pod. */
const LABEL_PODS = { apiGroups: [''], resources: ['pods/status'], verbs: ['patch', 'update'] };
