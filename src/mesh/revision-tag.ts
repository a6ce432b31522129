import { Construct, IConstruct } from 'constructs';
import { Egress } from '../gateway/egress';
import { EgressOptions } from '../gateway/egress-options';
import { fail } from '../ground/fail';
import { MeshReference } from '../ground/mesh-ref';
import { dnsLabel } from '../ground/names';
import { clusterObject, namespacedObject } from '../ground/objects';
import { LeastPrivilegeOptions } from '../privilege/least-privilege-options';
import { Cluster } from './control-plane/cluster';
import { ControlPlane } from './control-plane/control-plane';
import { injectionWebhooks } from './control-plane/injection-webhooks';
import { istiodServiceSpec } from './control-plane/istiod-service';
import { RemoteIstiod } from './control-plane/remote-istiod';
import { DEFAULT } from './control-plane/revision';
import { DataPlaneMode } from './data-plane-mode';
import { egressTo } from './egress';
import { enrollExisting } from './enrolment';
import { IMesh } from './imesh';
import { keepScope } from './keep-scope';
import { leastPrivilegeOf } from './least-privilege';
import { EnrollOptions, MeshNamespace } from './mesh-namespace';

const SERVICE = 'istiod-revision-tag-';
const MAX_LENGTH = 63 - SERVICE.length;

/** A second name of a control plane, which namespaces join by and which can move to another control plane. */
export class RevisionTag extends Construct implements IMesh {
  /** A tag of the control plane of `mesh`, in `tags`; what joins it goes into `namespaces`. */
  public static of(mesh: IConstruct, plane: ControlPlane, name: string, tags: Construct, namespaces: Construct): RevisionTag {
    checkName(mesh, name);
    Cluster.of(mesh).addTag(mesh, name, plane);
    return new RevisionTag(tags, name, plane, namespaces);
  }

  public readonly meshRef: MeshReference;

  private constructor(scope: Construct, name: string, private readonly plane: ControlPlane, private readonly namespaces: Construct) {
    super(scope, name);
    const { namespace, trustDomain, clusterDomain } = plane;
    this.meshRef = { namespace, trustDomain, clusterDomain, revision: name === DEFAULT ? '' : name, ambient: plane.dataPlane.ambient };
    this.injector(name);
    this.service(name);
  }

  public enroll(name: string, options: EnrollOptions = {}): MeshNamespace {
    return keepScope(MeshNamespace._enroll(this, this.namespaces, name, options), this.plane.resourceScope);
  }

  public enrollExisting(namespace: IConstruct, mode?: DataPlaneMode): void {
    enrollExisting(this, this, namespace, mode);
  }

  public egress(host: string, options: EgressOptions = {}): Egress {
    const egress = egressTo(this, host, options);
    keepScope(egress.node.scope!, this.plane.resourceScope);
    return egress;
  }

  public leastPrivilege(options: LeastPrivilegeOptions): void {
    keepScope(leastPrivilegeOf(this, options), this.plane.resourceScope);
  }

  private injector(tag: string): void {
    const { namespace } = this.plane;
    const name = `istio-revision-tag-${tag}`;
    clusterObject(this, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: {
        // By this very name istiod finds out which revision is the default one, wherever it runs.
        name: namespace === 'istio-system' || tag === DEFAULT ? name : `${name}-${namespace}`,
        labels: { ...this.labels(tag), app: 'sidecar-injector' },
        annotations: this.plane.injectorAnnotations,
      },
      webhooks: injectionWebhooks(this.plane, tag),
    });
  }

  /** Where proxies that know the tag only find istiod. */
  private service(tag: string): void {
    const { namespace, location: { runsHere, service } } = this.plane;
    const name = `${SERVICE}${tag}`;
    if (runsHere) {
      namespacedObject(this, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace, labels: { ...this.labels(tag), app: 'istiod', istio: 'pilot' } },
        spec: istiodServiceSpec(this.plane),
      });
    } else if (service) {
      new RemoteIstiod(this, 'Remote', this.plane, { ...service, name }, { 'istio.io/tag': tag });
    }
  }

  /** By these istiod learns that objects which name the tag are its own. */
  private labels(tag: string): Record<string, string> {
    return { ...this.plane.revisionLabels('istiod'), 'istio.io/tag': tag };
  }
}

function checkName(mesh: IConstruct, name: string): void {
  dnsLabel(mesh, 'tag', name);
  if (name.length > MAX_LENGTH) {
    fail(mesh, `tag '${name}' has ${name.length} characters, at most ${MAX_LENGTH} are allowed (its Service is called '${SERVICE}${name}')`, 'shorten it');
  }
}
