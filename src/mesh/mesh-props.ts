import { mesh } from '../api';
import { CertificateAuthority } from '../ca/certificate-authority';
import { ExtAuthzProvider } from '../security/ext-authz-provider';
import { ImagePullPolicy } from '../workload/image-pull-policy';
import { AccessLog } from './access-log';
import { CompatibilityVersion } from './compatibility-version';
import { ConfigValidation } from './config-validation';
import { ControlPlaneLocation } from './control-plane-location';
import { CrdSet } from './crd-set';
import { DataPlane } from './data-plane';
import { GatewayClassDefaults } from './gateway-class-defaults';
import { ImageVariant } from './image-variant';
import { InjectionOptions } from './injection-options';
import { IstioVersion } from './istio-version';
import { IstiodOptions } from './istiod-options';
import { OutboundTraffic } from './outbound-traffic';
import { Platform } from './platform';
import { Profile } from './profile';
import { ProxyOptions } from './proxy-options';
import { RemoteReader } from './remote-reader';
import { ResourceScope } from './resource-scope';
import { TrustOptions } from './trust-options';

/** What can be said of a mesh's control plane in one cluster. */
export interface MeshProps {
  /**
   * A set of properties under the name that Istio has for it. What is said besides always wins over it.
   * @default Profile.DEFAULT
   */
  readonly profile?: Profile;
  /**
   * The version of Istio.
   * @default IstioVersion.V1_31
   */
  readonly version?: IstioVersion;
  /**
   * What kind of cluster this is.
   * @default Platform.KUBERNETES
   */
  readonly platform?: Platform;
  /**
   * How the traffic of pods gets into the mesh. What it needs on the nodes, istio-cni and ztunnel, is made by a mesh that is `clusterWide`.
   * @default DataPlane.sidecar() - on OpenShift `DataPlane.sidecarWithCni()`
   */
  readonly dataPlane?: DataPlane;
  /**
   * Where the control plane runs. Without one in the cluster, there are the webhooks, what leads to istiod, and what it may do here.
   * @default ControlPlaneLocation.local()
   */
  readonly controlPlane?: ControlPlaneLocation;
  /**
   * Registry and path of Istio's images.
   * @default - that of the version's releases: `docker.io/istio`
   */
  readonly hub?: string;
  /**
   * The tag of Istio's images, e.g. `1.31.1-distroless`. One that is of another minor than `version` is refused.
   * @default - the version's patch release: `1.31.1` for 1.31
   */
  readonly tag?: string;
  /**
   * How much is in the images besides Istio. The tag gets it as a suffix, in place of the one that it may have.
   * @default - as the tag says
   */
  readonly variant?: ImageVariant;
  /**
   * An older version of Istio whose behaviour is kept where it changed since: its flags, which `istiod.env` can still set otherwise.
   * @default - the behaviour of `version`
   */
  readonly compatibility?: CompatibilityVersion;
  /**
   * When nodes pull the images of istiod and of the proxies.
   * @default - Kubernetes decides by the tag: `latest` always, any other if not present
   */
  readonly imagePullPolicy?: ImagePullPolicy;
  /**
   * Secrets with credentials for the hub. istiod's is in its namespace, those of proxies in each pod's namespace.
   * @default - none
   */
  readonly imagePullSecrets?: string[];
  /**
   * The namespace of istiod, also Istio's root namespace: policies in it hold for the whole mesh.
   * @default 'istio-system'
   */
  readonly namespace?: string;
  /**
   * The name of this control plane among several in the cluster, a DNS label of at most 56 characters.
   * @default 'default' - the one that serves namespaces with the label `istio-injection=enabled`
   * @see https://istio.io/latest/docs/setup/upgrade/canary/
   */
  readonly revision?: string;
  /**
   * Whether this mesh also makes what a cluster has once for all revisions: the namespace of istiod, Istio's CRDs, the
   * ServiceAccount `istio-reader-service-account` and the validator of objects without a revision's label.
   * Of several control planes in a cluster exactly one does, and no other is newer: CRDs that are older than a control plane are refused.
   * @default true
   */
  readonly clusterWide?: boolean;
  /**
   * Which of Istio's CRDs are made by a mesh that is `clusterWide`.
   * @default CrdSet.all()
   */
  readonly crds?: CrdSet;
  /**
   * Which of the mesh's objects are made, where an administrator of the cluster and one of istiod's namespace apply their own each.
   * Both have the same properties but for this one.
   * @default ResourceScope.ALL
   */
  readonly resourceScope?: ResourceScope;
  /**
   * The trust domain of the workloads' identities, a DNS name.
   * @default 'cluster.local' - whatever `clusterDomain` is
   * @see https://istio.io/latest/docs/concepts/security/#trust-domain-migration
   */
  readonly trustDomain?: string;
  /**
   * The DNS domain of the cluster's Services.
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * What the mesh is called where several meshes meet, at most 63 letters, digits, '-', '_' and '.'.
   * @default - the trust domain
   */
  readonly meshId?: string;
  /**
   * The network of this cluster. Workloads of different networks reach each other through gateways.
   * @default - none: the whole mesh is one network
   */
  readonly network?: string;
  /**
   * The name of this cluster in the mesh. A cluster without a control plane needs one.
   * @default 'Kubernetes'
   */
  readonly clusterName?: string;
  /**
   * What happens to requests to hosts that the mesh does not know.
   * @default - istiod's: OutboundTraffic.ALLOW_ANY
   */
  readonly outboundTraffic?: OutboundTraffic;
  /**
   * The namespaces whose objects istiod reads and whose pods can join the mesh, by labels; one of the selectors has to match.
   * A selector of istiod's own namespace is added: without, the policies of the whole mesh would not be read.
   * @default - all namespaces
   * @see https://istio.io/latest/docs/ops/configuration/mesh/configuration-scoping/
   */
  readonly discoverySelectors?: mesh.LabelSelector[];
  /**
   * What is known of the networks of the mesh beforehand, by their names: gateways and where endpoints belong to.
   * @default - none: istiod learns it from labels
   * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshNetworks
   */
  readonly meshNetworks?: mesh.MeshNetworks;
  /**
   * Whether proxies and istiod serve IPv4 and IPv6 side by side. The cluster must have both.
   * @default false
   * @see https://istio.io/latest/docs/setup/additional-setup/dual-stack/
   */
  readonly dualStack?: boolean;
  /**
   * The access log of all proxies.
   * @default - none
   */
  readonly accessLog?: AccessLog;
  /**
   * Whether all proxies have Istio's standard metrics (`istio_requests_total` and the others), for Prometheus.
   * Without, a `Telemetry` can still choose providers. Proxies that lack Istio's own extensions need `false`.
   * @default true - false where the control plane is elsewhere
   */
  readonly metrics?: boolean;
  /**
   * Who signs the workloads' certificates.
   * @default CertificateAuthority.selfSigned()
   */
  readonly ca?: CertificateAuthority;
  /**
   * How root certificates, revocation lists and tokens get to where they are needed.
   * @default - as in a default install of Istio
   */
  readonly trust?: TrustOptions;
  /**
   * The external authorizers that policies may ask. They stand beside the extension providers that `config` has.
   * @default - none
   */
  readonly extAuthzProviders?: ExtAuthzProvider[];
  /**
   * Mesh-wide settings for which there is no property here; maps are merged with what the properties make of it, lists replace.
   * A setting that a property makes is refused.
   * @default - none: istiod's defaults
   * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/
   */
  readonly config?: mesh.MeshConfig;
  /**
   * Who tells the API server whether Istio's objects are valid.
   * @default ConfigValidation.istiod() - nobody where istiod does not read Istio's objects of this cluster
   */
  readonly validation?: ConfigValidation;
  /**
   * Whether the API server refuses kinds and fields of Istio that are not stable yet, by a ValidatingAdmissionPolicy.
   * @default false
   */
  readonly stableValidationPolicy?: boolean;
  /**
   * As whom the control planes of other clusters read in this one.
   * @default RemoteReader.istioReader()
   */
  readonly remoteReader?: RemoteReader;
  /**
   * Whether NetworkPolicies let in what the control plane serves, and nothing else. They do not limit whom it calls.
   * @default false
   */
  readonly networkPolicy?: boolean;
  /**
   * What gateways of the Gateway API get, by the name of their GatewayClass, e.g. `istio` or `istio-waypoint`.
   * @default - what istiod's templates say
   */
  readonly gatewayClasses?: { [name: string]: GatewayClassDefaults };
  /**
   * How istiod runs.
   * @default - as in a default install of Istio
   */
  readonly istiod?: IstiodOptions;
  /**
   * What the injected proxies get.
   * @default - as in a default install of Istio
   */
  readonly proxy?: ProxyOptions;
  /**
   * How pods get their proxies, and gateways their deployments.
   * @default - as in a default install of Istio
   */
  readonly injection?: InjectionOptions;
}
