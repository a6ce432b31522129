import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { IMeshRef } from '../ground/mesh-ref';
import { dnsLabel } from '../ground/names';
import { clusterObject } from '../ground/objects';
import { ClientReference, IClientRef } from '../host/client';
import { DataPlaneMode } from './data-plane-mode';
import { claimNamespace, enrolmentLabel } from './enrolment';

/** What can be said of a namespace that joins a mesh. */
export interface EnrollOptions {
  /**
   * Further labels of the Namespace.
   * @default - none but the one that enrols it
   */
  readonly labels?: { [name: string]: string };
  /**
   * Annotations of the Namespace.
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
  /**
   * By which proxy the namespace is in the mesh. A mesh with ztunnel can also have namespaces with sidecars.
   * @default - DataPlaneMode.AMBIENT if the mesh has ztunnel, else DataPlaneMode.SIDECAR
   */
  readonly mode?: DataPlaneMode;
}

/** A namespace that joins a mesh. */
export interface MeshNamespaceProps extends EnrollOptions {
  /** The mesh that it joins. */
  readonly mesh: IMeshRef;
  /**
   * The name of the namespace, a DNS label.
   * Namespaces whose pods istiod never injects (`kube-system` and the like) are refused.
   */
  readonly name: string;
}

/**
 * A Namespace whose new pods get the mesh's proxy. Pods that run already get it when they are restarted.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
 */
export class MeshNamespace extends Construct implements IClientRef {
  /**
   * What `enroll()` of a mesh does: a child of `scope` with the namespace's name.
   * @internal
   */
  public static _enroll(mesh: IMeshRef & IConstruct, scope: Construct, name: string, options: EnrollOptions): MeshNamespace {
    if (scope.node.tryFindChild(name)) fail(mesh, `namespace '${name}' has joined already`, 'enrol it once, and keep what enroll() returned');
    return new MeshNamespace(scope, name, { ...options, mesh, name });
  }

  /** The name of the namespace. */
  public readonly name: string;
  /** The Namespace object. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: MeshNamespaceProps) {
    super(scope, id);
    const { mesh, name, labels = {}, annotations = {}, mode } = props;
    this.name = dnsLabel(this, 'namespace', name);
    claimNamespace(this, name);
    const { key, value } = enrolmentLabel(this, name, labels, mesh, mode);
    this.apiObject = clusterObject(this, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { ...labels, [key]: value }, annotations },
    });
    this.node.defaultChild = this.apiObject;
  }

  public get clientRef(): ClientReference {
    return { namespace: this.name };
  }
}
