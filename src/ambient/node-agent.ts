import { ApiObject, Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { fail, oneOf } from '../ground/fail';
import { labelValue } from '../ground/names';
import { Manifest, namespacedObject } from '../ground/objects';
import { ContainerResources } from '../workload/container-resources';
import { imageHub, imageTag } from '../workload/image-name';
import { RenderedResources, renderResources } from '../workload/rendered-resources';
import { AgentSettings } from './agent-settings';
import { NodeAgentOptions, SeLinuxOptions } from './node-agent-options';
import { UpdateStrategy } from './update-strategy';

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const PRIORITY_CLASS = 'system-node-critical';

/** An agent must run on every node that its tolerations do not leave out. */
const EVERY_NODE = [
  { effect: 'NoSchedule', operator: 'Exists' },
  { key: 'CriticalAddonsOnly', operator: 'Exists' },
  { effect: 'NoExecute', operator: 'Exists' },
];

/** What one agent is, whatever its user says. */
export interface AgentNature {
  /** The property that errors name. */
  readonly property: string;
  /** The value of the label `app.kubernetes.io/name`. */
  readonly app: string;
  readonly image: string;
  readonly namespace: string;
  readonly resources: ContainerResources;
  readonly updateStrategy: UpdateStrategy;
}

type AgentMetadata = Omit<Manifest['metadata'], 'namespace'>;

/** The pods of one agent, besides what all agents have. */
export interface AgentPods {
  readonly selector: Record<string, string>;
  readonly annotations: Record<string, string>;
  readonly serviceAccountName: string;
  readonly network?: object;
  readonly container: object;
  readonly volumes: object[];
}

/** One of the agents that run on every node: the user's options, checked and with the mesh's defaults. */
export class NodeAgent {
  public readonly tag: string;
  public readonly image: string;
  public readonly resources: RenderedResources;
  public readonly namespace: string;
  public readonly gracePeriodSeconds: number;
  public readonly podQuota?: number;

  public constructor(
    public readonly settings: AgentSettings,
    private readonly nature: AgentNature,
    private readonly options: NodeAgentOptions & { readonly image?: string },
  ) {
    const { place, platform } = settings;
    const { property } = nature;
    const hub = imageHub(place, `${property}.hub`, options.hub ?? settings.hub);
    this.namespace = nature.namespace;
    this.tag = imageTag(place, `${property}.tag`, options.tag ?? settings.tag);
    this.image = imageOf(place, property, hub, options.image ?? nature.image, this.tag);
    this.resources = renderResources(place, `${property}.resources`, options.resources, nature.resources);
    this.gracePeriodSeconds = wholeSeconds(place, `${property}.terminationGracePeriod`, options.terminationGracePeriod ?? Duration.seconds(30));
    this.podQuota = options.podQuota === undefined ? platform.podQuota : countOf(place, `${property}.podQuota`, options.podQuota);
  }

  /** The labels by which tools and people see what an object belongs to. */
  public get labels(): Record<string, string> {
    return { 'app.kubernetes.io/part-of': 'istio', 'app.kubernetes.io/version': this.tag, 'app.kubernetes.io/name': this.nature.app };
  }

  public get pullSecrets(): object {
    const { imagePullSecrets } = this.settings;
    return imagePullSecrets.length > 0 ? { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) } : {};
  }

  /** What SELinux lets the container do. */
  public get seLinuxOptions(): SeLinuxOptions | undefined {
    const { platform } = this.settings;
    if (this.options.seLinuxOptions) return { type: 'spc_t', ...this.options.seLinuxOptions };
    return platform.seLinuxType === undefined ? undefined : { type: platform.seLinuxType };
  }

  public get imagePullPolicy(): string | undefined {
    return this.options.imagePullPolicy ?? this.settings.imagePullPolicy;
  }

  /** The agent's own variables and the user's, none of them twice; `made` are those that others set. */
  public env(own: { readonly name: string }[], made: string[] = []): object[] {
    const { place } = this.settings;
    const { property } = this.nature;
    const taken = [...made, ...own.map(({ name }) => name)];
    for (const name of Object.keys(this.options.env ?? {})) {
      if (!VARIABLE.test(name)) {
        fail(place, `${property}.env '${name}' is not the name of a variable (letters, digits and '_', first not a digit)`, "write it like 'RUST_BACKTRACE'");
      }
      if (taken.includes(name)) fail(place, `${property}.env has ${name}, which the mesh sets`, 'leave it out, or take the property that sets it');
    }
    return [...own, ...Object.entries(this.options.env ?? {}).map(([name, value]) => ({ name, value }))];
  }

  public daemonSet(scope: Construct, metadata: AgentMetadata, pods: AgentPods): ApiObject {
    const { options, nature, settings: { place } } = this;
    return namespacedObject(scope, {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { ...metadata, namespace: this.namespace, labels: { ...options.labels, ...metadata.labels } },
      spec: {
        selector: { matchLabels: pods.selector },
        updateStrategy: (options.updateStrategy ?? nature.updateStrategy)._toSpec(place, `${nature.property}.updateStrategy`),
        template: {
          metadata: { labels: this.podLabels(pods.selector), annotations: { ...pods.annotations, ...options.podAnnotations } },
          spec: {
            ...pods.network,
            nodeSelector: { ...options.nodeSelector, 'kubernetes.io/os': 'linux' },
            affinity: options.affinity,
            tolerations: options.tolerations ?? EVERY_NODE,
            priorityClassName: PRIORITY_CLASS,
            serviceAccountName: pods.serviceAccountName,
            terminationGracePeriodSeconds: this.gracePeriodSeconds,
            containers: [pods.container],
            volumes: pods.volumes,
          },
        },
      },
    });
  }

  /** GKE lets pods of the highest priority run only where a quota speaks of them. */
  public resourceQuota(scope: Construct, { name, labels }: AgentMetadata): void {
    if (this.podQuota === undefined) return;
    namespacedObject(scope, {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name, namespace: this.namespace, labels },
      spec: {
        hard: { pods: String(this.podQuota) },
        scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: [PRIORITY_CLASS] }] },
      },
    });
  }

  /** Lets in what the agent serves; where the API server is, which it asks, differs by cluster, so it may ask anybody. */
  public networkPolicy(scope: Construct, metadata: AgentMetadata, selector: Record<string, string>, served: object[][]): void {
    const { networkPolicy, revision } = this.settings;
    const { name, labels } = metadata;
    if (!networkPolicy) return;
    namespacedObject(scope, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: revision ? `${name}-${revision}` : name, namespace: this.namespace, labels },
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ['Ingress', 'Egress'],
        ingress: served.map((ports) => ({ ports })),
        egress: [{}],
      },
    });
  }

  private podLabels(selector: Record<string, string>): Record<string, string> {
    const { settings: { place }, nature: { property }, options: { podLabels = {} } } = this;
    const own = { ...this.labels, ...selector, 'sidecar.istio.io/inject': 'false', 'istio.io/dataplane-mode': 'none' };
    const taken = Object.keys(podLabels).filter((label) => label in own);
    if (taken.length > 0) fail(place, `${property}.podLabels has ${oneOf(taken)}, which the mesh sets itself`, 'leave out these labels');
    for (const [name, value] of Object.entries(podLabels)) labelValue(place, `${property}.podLabels '${name}'`, value);
    return { ...podLabels, ...own };
  }
}

function imageOf(place: IConstruct, property: string, hub: string, image: string, tag: string): string {
  if (image === '') fail(place, `${property}.image is empty, a name or a whole reference is allowed`, 'leave it out for the default');
  return image.includes('/') ? image : `${hub}/${image}:${tag}`;
}

function countOf(place: IConstruct, what: string, value: number): number {
  if (!Number.isInteger(value) || value < 1) fail(place, `${what} is ${value}, whole numbers from 1 on are allowed`, 'give such a number');
  return value;
}

function wholeSeconds(place: IConstruct, what: string, value: Duration): number {
  const seconds = value.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < 1) fail(place, `${what} is ${seconds} s, whole seconds from 1 on are allowed`, 'give such a duration');
  return seconds;
}
