import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { MeshReference } from '../ground/mesh-ref';
import { claim } from '../ground/one-writer';
import { Autoscaling } from './control-plane/autoscaling';
import { ControlPlane } from './control-plane/control-plane';
import { CustomResourceDefinitions } from './control-plane/crds';
import { InjectorConfigMap } from './control-plane/injector-config';
import { Istiod } from './control-plane/istiod';
import { IstiodService } from './control-plane/istiod-service';
import { MeshConfigMap } from './control-plane/mesh-config-map';
import { Rbac } from './control-plane/rbac';
import { SystemNamespace } from './control-plane/system-namespace';
import { Webhooks } from './control-plane/webhooks';
import { enrollExisting } from './enrolment';
import { IMesh } from './imesh';
import { InstalledMesh } from './installed-mesh';
import { InstalledMeshOptions } from './installed-mesh-options';
import { meshConfig } from './mesh-config';
import { EnrollOptions, MeshNamespace } from './mesh-namespace';
import { MeshProps } from './mesh-props';

/**
 * The control plane of one cluster and its mesh-wide settings: a complete default install of Istio, with the cluster's CRDs.
 *
 * @see https://istio.io/latest/docs/ops/deployment/architecture/
 */
export class Mesh extends Construct implements IMesh {
  /**
   * A mesh that somebody else installed, e.g. for the repository of an application, or one of a cloud.
   *
   * @param scope Where the namespaces that join are made.
   * @param id The id of the construct.
   * @param options How the mesh was installed.
   */
  public static fromRevision(scope: Construct, id: string, options: InstalledMeshOptions = {}): IMesh {
    return new InstalledMesh(scope, id, options);
  }

  /** What other constructs need to know of this mesh. */
  public readonly meshRef: MeshReference;
  private readonly namespaces: Construct;

  public constructor(scope: Construct, id: string, props: MeshProps = {}) {
    super(scope, id);
    const plane = new ControlPlane(this, props);
    const { clusterWide = true } = props;
    const { namespace, revision, trustDomain, clusterDomain } = plane;
    this.meshRef = { namespace, revision: revision.name, trustDomain, clusterDomain };
    this.claim(plane, clusterWide);

    if (clusterWide) new CustomResourceDefinitions(this, 'Crds', plane);
    this.namespaces = new Construct(this, 'Namespaces');
    if (clusterWide) new SystemNamespace(this.namespaces, 'System', plane);
    new Rbac(this, 'Rbac', plane, clusterWide);
    new MeshConfigMap(this, 'Config', plane, meshConfig(this, plane, props));
    new InjectorConfigMap(this, 'Injector', plane, props.proxy ?? {});
    new Istiod(this, 'Istiod', plane);
    new IstiodService(this, 'Service', plane);
    new Autoscaling(this, 'Autoscaling', plane);
    new Webhooks(this, 'Webhooks', plane, clusterWide);
  }

  /**
   * Makes a Namespace whose new pods get the mesh's proxy.
   *
   * @param name The name of the namespace, a DNS label.
   * @param options Further labels and annotations.
   */
  public enroll(name: string, options: EnrollOptions = {}): MeshNamespace {
    return MeshNamespace._enroll(this, this.namespaces, name, options);
  }

  /**
   * Labels a Namespace made elsewhere, e.g. with cdk8s-plus, so that its new pods get the mesh's proxy.
   * A Namespace with a label that contradicts it is refused.
   *
   * @param namespace The Namespace: an ApiObject or a construct around one.
   */
  public enrollExisting(namespace: IConstruct): void {
    enrollExisting(this, this, namespace);
  }

  /** A chart is what one cluster gets. */
  private claim({ revision }: ControlPlane, clusterWide: boolean): void {
    const cluster = `chart '${Chart.of(this).node.path}'`;
    claim(this, `control plane of revision '${revision.label}' in ${cluster}`, 'give each control plane a revision of its own');
    if (clusterWide) claim(this, `set of CRDs and other cluster-wide objects in ${cluster}`, 'set clusterWide to false for all control planes but one');
  }
}
