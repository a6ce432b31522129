import { Construct, IConstruct } from 'constructs';
import { Egress } from '../gateway/egress';
import { EgressOptions } from '../gateway/egress-options';
import { fail } from '../ground/fail';
import { MeshReference } from '../ground/mesh-ref';
import { inPhase } from '../ground/phase';
import { LeastPrivilegeOptions } from '../privilege/least-privilege-options';
import { IWorkloadInjector } from '../workload/workload-injector';
import { Autoscaling } from './control-plane/autoscaling';
import { CaObjects } from './control-plane/ca-objects';
import { Cluster } from './control-plane/cluster';
import { ControlPlane } from './control-plane/control-plane';
import { ControlPlaneNetworkPolicy } from './control-plane/control-plane-network-policy';
import { CustomResourceDefinitions } from './control-plane/crds';
import { GatewayClassConfigMaps } from './control-plane/gateway-class-config-maps';
import { InjectionSettings } from './control-plane/injection/injection';
import { injectionSettings } from './control-plane/injection-settings';
import { InjectorConfigMap } from './control-plane/injector-config';
import { Istiod } from './control-plane/istiod';
import { IstiodService } from './control-plane/istiod-service';
import { JwksRoots } from './control-plane/jwks-roots';
import { MeshConfigMap } from './control-plane/mesh-config-map';
import { NodeAgents } from './control-plane/node-agents';
import { Rbac } from './control-plane/rbac';
import { RemoteIstiod } from './control-plane/remote-istiod';
import { StableValidationPolicy } from './control-plane/stable-validation-policy';
import { SystemNamespace } from './control-plane/system-namespace';
import { Webhooks } from './control-plane/webhooks';
import { DataPlaneMode } from './data-plane-mode';
import { effectiveProps } from './effective-props';
import { egressTo } from './egress';
import { enrollExisting } from './enrolment';
import { IMesh } from './imesh';
import { InstalledMesh } from './installed-mesh';
import { InstalledMeshOptions } from './installed-mesh-options';
import { keepScope } from './keep-scope';
import { leastPrivilegeOf } from './least-privilege';
import { meshConfig } from './mesh-config';
import { EnrollOptions, MeshNamespace } from './mesh-namespace';
import { meshNetworks } from './mesh-networks';
import { MeshProps } from './mesh-props';
import { RevisionTag } from './revision-tag';
import { StaticInjector } from './static-injection/static-injector';

/**
 * The control plane of one cluster and its mesh-wide settings: a complete default install of Istio, with the cluster's CRDs.
 *
 * @see https://istio.io/latest/docs/ops/deployment/architecture/
 */
export class Mesh extends Construct implements IMesh, IWorkloadInjector {
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
  private readonly plane: ControlPlane;
  private readonly namespaces: Construct;
  private readonly tags: Construct;
  private readonly injector: StaticInjector;

  public constructor(scope: Construct, id: string, said: MeshProps = {}) {
    super(scope, id);
    inPhase(this, 'control plane');
    const props = effectiveProps(this, said);
    const plane = this.plane = new ControlPlane(this, props);
    const { clusterWide = true } = props;
    const { namespace, revision, trustDomain, clusterDomain, location } = plane;
    this.meshRef = { namespace, revision: revision.name, trustDomain, clusterDomain, ambient: plane.dataPlane.ambient };
    Cluster.of(this).addControlPlane(this, plane, clusterWide);

    if (clusterWide) new CustomResourceDefinitions(this, 'Crds', plane, props.crds);
    this.namespaces = new Construct(this, 'Namespaces');
    if (clusterWide) new SystemNamespace(this.namespaces, 'System', plane);
    new Rbac(this, 'Rbac', plane, clusterWide);
    new CaObjects(this, 'Ca', plane);
    const config = meshConfig(this, plane, props, said);
    if (location.readsHere) new MeshConfigMap(this, 'Config', plane, config, meshNetworks(this, plane.version.minor, props.meshNetworks));
    const settings = injectionSettings(this, plane, props);
    if (location.runsHere) this.makeIstiod(plane, settings);
    if (location.service) new RemoteIstiod(this, 'Remote', plane, location.service);
    this.injector = new StaticInjector(this, {
      settings, mesh: config, native: plane.nativeSidecars ?? true, compliancePolicy: plane.istiod.env?.COMPLIANCE_POLICY ?? '',
    });
    new Webhooks(this, 'Webhooks', plane, clusterWide);
    this.makeOptional(plane, props, clusterWide);
    new NodeAgents(this, 'NodeAgents', plane, settings, config);
    this.tags = new Construct(this, 'Tags');
    keepScope(this, plane.resourceScope);
  }

  /**
   * Gives this control plane a second name. Namespaces that join by it stay as they are when a later version of the program adds the tag to
   * another control plane: their pods move at their next restart.
   *
   * The tag `default` makes a control plane the default one: it then also serves namespaces with the label `istio-injection=enabled`, and
   * checks Istio's objects that name no revision. A control plane without a revision has that name already.
   *
   * @param name The tag, a DNS label of at most 43 characters; no revision and no other tag of the cluster has the same.
   * @returns The mesh under that name: namespaces and gateways join it by the tag.
   * @see https://istio.io/latest/docs/setup/upgrade/canary/#stable-revision-labels
   */
  public addTag(name: string): IMesh {
    return keepScope(RevisionTag.of(this, this.plane, name, this.tags, this.namespaces), this.plane.resourceScope);
  }

  /**
   * Makes a Namespace whose new pods get the mesh's proxy.
   *
   * @param name The name of the namespace, a DNS label.
   * @param options Further labels and annotations.
   */
  public enroll(name: string, options: EnrollOptions = {}): MeshNamespace {
    return keepScope(MeshNamespace._enroll(this, this.namespaces, name, options), this.plane.resourceScope);
  }

  /**
   * Labels a Namespace made elsewhere, e.g. with cdk8s-plus, so that its new pods get the mesh's proxy.
   * A Namespace with a label that contradicts it is refused.
   *
   * @param namespace The Namespace: an ApiObject or a construct around one.
   * @param mode By which proxy it joins. @default - that of the mesh's data plane
   */
  public enrollExisting(namespace: IConstruct, mode?: DataPlaneMode): void {
    enrollExisting(this, this, namespace, mode);
  }

  /**
   * Lets workloads call a host outside of the mesh: directly or through a gateway, with TLS of their own or of a proxy, all or only some of them.
   * All objects of it are made, the host's ServiceEntry too if no `ExternalHost` of this program declares it.
   *
   * @param host The name of the host, or `*.` and a name for all below it.
   * @param options The way out.
   */
  public egress(host: string, options: EgressOptions = {}): Egress {
    const egress = egressTo(this, host, options);
    keepScope(egress.node.scope!, this.plane.resourceScope);
    return egress;
  }

  /**
   * Lets pass what the call graph declares, and nothing else, in some namespaces: `calls()` and `calledBy()` of services, what gateways expose, and
   * `from` of ways out. It writes AuthorizationPolicies (deny by default, and for each called service who may call it), for workloads with sidecars
   * a Sidecar that knows the hosts which they call, and NetworkPolicies if they are asked for.
   *
   * Begin with `LeastPrivilege.DRY_RUN`, which refuses nobody.
   *
   * @param options The namespaces, and how.
   */
  public leastPrivilege(options: LeastPrivilegeOptions): void {
    keepScope(leastPrivilegeOf(this, options), this.plane.resourceScope);
  }

  /**
   * Gives a workload its proxies when the program is synthesized, for clusters or namespaces without the injector's webhook: the manifest
   * gets what istiod would add to the pods. Everything that is said of the workload before or after counts.
   *
   * Proxies are native sidecars unless `proxy.nativeSidecars` is false. What only the cluster knows does not count: `ProxyConfig` resources and
   * OpenShift's users of a namespace. A new version of the mesh reaches the pods by a new synthesis only.
   *
   * @param workload A Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or Pod: an ApiObject or a construct around one.
   * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#manual-sidecar-injection
   */
  public injectInto(workload: IConstruct): void {
    if (!this.plane.location.runsHere) {
      fail(this, 'the control plane is elsewhere, and with it the templates and the config of proxies', 'let the webhook inject them');
    }
    this.injector.injectInto(workload);
  }

  /** istiod, and what it alone reads. */
  private makeIstiod(plane: ControlPlane, settings: InjectionSettings): void {
    new InjectorConfigMap(this, 'Injector', plane, settings);
    new Istiod(this, 'Istiod', plane);
    new IstiodService(this, 'Service', plane);
    new Autoscaling(this, 'Autoscaling', plane);
  }

  /** What a mesh has only where it is asked for. */
  private makeOptional(plane: ControlPlane, props: MeshProps, clusterWide: boolean): void {
    const { istiod: { jwksRootCa }, networkPolicy, location } = plane;
    if (jwksRootCa !== undefined) new JwksRoots(this, 'JwksRoots', plane, jwksRootCa);
    if (props.gatewayClasses) new GatewayClassConfigMaps(this, 'GatewayClasses', plane, props.gatewayClasses);
    if (networkPolicy && location.runsHere) new ControlPlaneNetworkPolicy(this, 'NetworkPolicy', plane);
    if (props.stableValidationPolicy) new StableValidationPolicy(this, 'StableValidationPolicy', plane, clusterWide);
  }
}
