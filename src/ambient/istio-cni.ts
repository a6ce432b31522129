import { createHash } from 'node:crypto';
import { Construct } from 'constructs';
import { namespacedObject } from '../ground/objects';
import { AgentSettings } from './agent-settings';
import { cniConfig } from './cni-config';
import { CniMode } from './cni-mode';
import { cniNetwork, cniPod } from './cni-pod';
import { CniProvider } from './cni-provider';
import { CniRbac } from './cni-rbac';
import { AmbientCniOptions } from './istio-cni-options';
import { NodeAgent } from './node-agent';
import { UpdateStrategy } from './update-strategy';

const NAME = 'istio-cni';
const NETWORK_NAMESPACE = 'default';
/** What a pod names for Multus to run the plugin, `namespace/name`. */
export const CNI_NETWORK = `${NETWORK_NAMESPACE}/${NAME}`;
/** `istioctl uninstall --purge` finds objects by it. */
const COMPONENT = { 'operator.istio.io/component': 'Cni' };
const METRICS = [{ protocol: 'TCP', port: 15014 }];
const READINESS = [{ protocol: 'TCP', port: 8000 }];
const CONFIG = `${NAME}-config`;
/** The agent itself and istiod know the DaemonSet by this name. */
const DAEMON = `${NAME}-node`;

/**
 * istio-cni: on each node the agent that redirects the traffic of the mesh's pods.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/cni/
 */
export class IstioCni extends Construct {
  private readonly agent: NodeAgent;
  private readonly labels: Record<string, string>;

  public constructor(
    scope: Construct, id: string, settings: AgentSettings, private readonly mode: CniMode, namespace: string, options: AmbientCniOptions,
  ) {
    super(scope, id);
    this.agent = new NodeAgent(settings, {
      property: 'cni',
      app: NAME,
      image: 'install-cni',
      namespace,
      resources: { requests: { cpu: '100m', memory: '100Mi' } },
      updateStrategy: UpdateStrategy.rollingUpdate(),
    }, options);
    this.labels = { ...this.agent.labels, 'istio.io/rev': settings.revision || 'default', ...COMPONENT };
    const config = cniConfig(settings, this.agent.tag, mode, options);

    this.serviceAccount();
    new CniRbac(this, 'Rbac', { name: NAME, daemon: DAEMON, namespace, labels: this.labels, mode, options, settings });
    this.agent.resourceQuota(this, { name: `${NAME}-resource-quota`, labels: this.agent.labels });
    this.agent.networkPolicy(this, { name: NAME, labels: { ...this.labels, 'k8s-app': DAEMON } }, { 'k8s-app': DAEMON }, [METRICS, READINESS]);
    this.configMap(config);
    if (mode.provider === CniProvider.MULTUS) this.networkAttachment();
    this.daemonSet(config, options);
  }

  private serviceAccount(): void {
    namespacedObject(this, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: NAME, namespace: this.agent.namespace, labels: { ...this.labels, app: NAME } },
      ...this.agent.pullSecrets,
    });
  }

  private configMap(data: Record<string, string>): void {
    namespacedObject(this, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: CONFIG, namespace: this.agent.namespace, labels: { ...this.labels, app: NAME } },
      data,
    });
  }

  /** Empty: that it is there lets Multus run the plugin for pods that name it, as injected pods do, wherever they are. */
  private networkAttachment(): void {
    namespacedObject(this, {
      apiVersion: 'k8s.cni.cncf.io/v1',
      kind: 'NetworkAttachmentDefinition',
      metadata: { name: NAME, namespace: NETWORK_NAMESPACE, labels: { ...this.agent.labels, ...COMPONENT } },
    });
  }

  private daemonSet(config: Record<string, string>, options: AmbientCniOptions): void {
    this.agent.daemonSet(this, { name: DAEMON, labels: { ...this.labels, 'k8s-app': DAEMON } }, {
      selector: { 'k8s-app': DAEMON },
      annotations: {
        'sidecar.istio.io/inject': 'false',
        'prometheus.io/scrape': 'true',
        'prometheus.io/port': '15014',
        'prometheus.io/path': '/metrics',
        // The agent reads its config when it starts, so another config needs other pods.
        [`checksum/${CONFIG}`]: createHash('sha256').update(JSON.stringify(config)).digest('hex'),
        ...(options.appArmorAnnotation ? { 'container.apparmor.security.beta.kubernetes.io/install-cni': 'unconfined' } : {}),
      },
      serviceAccountName: NAME,
      network: cniNetwork(this.mode, options),
      ...cniPod(this.agent, this.mode, { name: CONFIG, data: config }, options),
    });
  }
}
