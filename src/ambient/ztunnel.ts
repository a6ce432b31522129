import { Construct } from 'constructs';
import { dnsLabel } from '../ground/names';
import { clusterObject, namespacedObject } from '../ground/objects';
import { AgentSettings } from './agent-settings';
import { NodeAgent } from './node-agent';
import { mayUse } from './security-context-constraints';
import { UpdateStrategy } from './update-strategy';
import { ZtunnelOptions } from './ztunnel-options';
import { ztunnelPod } from './ztunnel-pod';

const API_GROUP = 'rbac.authorization.k8s.io';
const SELECTOR = { app: 'ztunnel' };
/** Readiness, metrics, administration, tunnels, outbound and plain inbound traffic, DNS. */
const SERVED = [
  ...[15021, 15020, 15000, 15008, 15001, 15006].map((port) => [{ protocol: 'TCP', port }]),
  ['TCP', 'UDP'].map((protocol) => ({ protocol, port: 15053 })),
];

/** As whom ztunnel asks istiod; istiod gives certificates of other workloads only to accounts that it trusts. */
export interface ZtunnelAccount {
  readonly namespace: string;
  readonly name: string;
}

/**
 * ztunnel: the proxy of each node, through which the pods of an ambient mesh reach each other.
 *
 * @see https://istio.io/latest/docs/ambient/architecture/data-plane/
 */
export class Ztunnel extends Construct {
  private readonly agent: NodeAgent;
  private readonly name: string;
  private readonly labels: Record<string, string>;
  private readonly annotations: Record<string, string>;

  public constructor(scope: Construct, id: string, settings: AgentSettings, account: ZtunnelAccount, options: ZtunnelOptions) {
    super(scope, id);
    this.agent = new NodeAgent(settings, {
      property: 'ztunnel',
      app: 'ztunnel',
      image: 'ztunnel',
      namespace: account.namespace,
      resources: { requests: { cpu: '200m', memory: '512Mi' } },
      // A new pod takes over the node's connections while the old one ends its own.
      updateStrategy: UpdateStrategy.rollingUpdate({ maxSurge: '1' }),
    }, options);
    const revision = revisionOf(settings, options.revision);
    this.name = account.name;
    this.labels = { ...options.labels, ...this.agent.labels };
    this.annotations = { ...options.annotations, ...(revision && { 'istio.io/rev': revision }) };

    this.serviceAccount();
    this.constraints(settings.platform.securityContextConstraints);
    this.agent.resourceQuota(this, { name: this.name, labels: this.labels });
    this.networkPolicy(revision);
    this.daemonSet(revision, options);
  }

  private serviceAccount(): void {
    namespacedObject(this, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: this.name, namespace: this.agent.namespace, labels: this.labels, annotations: this.annotations },
      ...this.agent.pullSecrets,
    });
  }

  private constraints(constraints: string | undefined): void {
    if (constraints === undefined) return;
    const metadata = { name: this.name, labels: { ...this.labels, ...SELECTOR }, annotations: this.annotations };
    clusterObject(this, { apiVersion: `${API_GROUP}/v1`, kind: 'ClusterRole', metadata, rules: mayUse(constraints) });
    clusterObject(this, {
      apiVersion: `${API_GROUP}/v1`,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup: API_GROUP, kind: 'ClusterRole', name: this.name },
      subjects: [{ kind: 'ServiceAccount', name: this.name, namespace: this.agent.namespace }],
    });
  }

  private networkPolicy(revision: string): void {
    const labels = { ...this.agent.labels, ...SELECTOR, 'istio.io/rev': revision || 'default', 'operator.istio.io/component': 'Ztunnel' };
    this.agent.networkPolicy(this, { name: this.name, labels }, SELECTOR, SERVED);
  }

  private daemonSet(revision: string, options: ZtunnelOptions): void {
    this.agent.daemonSet(this, { name: this.name, labels: this.labels, annotations: this.annotations }, {
      selector: SELECTOR,
      annotations: {
        'sidecar.istio.io/inject': 'false',
        'prometheus.io/port': '15020',
        'prometheus.io/scrape': 'true',
        ...(revision && { 'istio.io/rev': revision }),
      },
      serviceAccountName: this.name,
      network: { dnsPolicy: options.dnsPolicy, dnsConfig: options.dnsConfig },
      ...ztunnelPod(this.agent, revision, options),
    });
  }
}

/** The revision that ztunnel asks; empty for the default one. */
function revisionOf(settings: AgentSettings, given: string | undefined): string {
  if (given === undefined) return settings.revision;
  return given === 'default' ? '' : dnsLabel(settings.place, 'ztunnel.revision', given);
}
