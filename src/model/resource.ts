import { labelsOf, objectOf, PlainObject, textOf } from './plain';
import { FieldPath, Origin, Position, ProgramOrigin } from './position';

const CLUSTER_KINDS = new Set([
  'APIService', 'ClusterIssuer', 'ClusterRole', 'ClusterRoleBinding', 'ClusterTrustBundle', 'CustomResourceDefinition', 'GatewayClass', 'IngressClass',
  'MutatingWebhookConfiguration', 'Namespace', 'Node', 'PersistentVolume', 'PriorityClass', 'RuntimeClass', 'StorageClass',
  'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration',
]);

/** A Kubernetes object as somebody wrote it, and where. */
export class Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** The namespace, `default` if none is written; empty for an object of the cluster. */
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: PlainObject;

  constructor(readonly manifest: PlainObject, readonly origin: Origin = new ProgramOrigin()) {
    const metadata = objectOf(manifest.metadata);
    this.apiVersion = textOf(manifest.apiVersion) ?? '';
    this.kind = textOf(manifest.kind) ?? '';
    this.name = textOf(metadata.name) ?? textOf(metadata.generateName) ?? '';
    this.namespace = CLUSTER_KINDS.has(this.kind) ? '' : textOf(metadata.namespace) ?? 'default';
    this.labels = labelsOf(metadata.labels);
    this.annotations = labelsOf(metadata.annotations);
    this.spec = objectOf(manifest.spec);
  }

  /** The API group, empty for the core. */
  get group(): string {
    return this.apiVersion.includes('/') ? this.apiVersion.slice(0, this.apiVersion.indexOf('/')) : '';
  }

  /** When the API server made it: objects that are not applied yet have no such time. */
  get createdAt(): string | undefined {
    return textOf(objectOf(this.manifest.metadata).creationTimestamp);
  }

  /** `<namespace>/<name>`, or the name alone for an object of the cluster. */
  get fullName(): string {
    return this.namespace === '' ? this.name : `${this.namespace}/${this.name}`;
  }

  positionOf(path: FieldPath = []): Position | undefined {
    return this.origin.positionOf(path);
  }
}
