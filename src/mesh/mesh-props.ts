import { mesh } from '../api';
import { CertificateAuthority } from '../ca/certificate-authority';
import { ImagePullPolicy } from '../workload/image-pull-policy';
import { AccessLog } from './access-log';
import { IstioVersion } from './istio-version';
import { IstiodOptions } from './istiod-options';
import { OutboundTraffic } from './outbound-traffic';
import { ProxyOptions } from './proxy-options';

/** What can be said of a mesh's control plane in one cluster. */
export interface MeshProps {
  /**
   * The version of Istio.
   * @default IstioVersion.V1_31
   */
  readonly version?: IstioVersion;
  /**
   * Registry and path of Istio's images.
   * @default - that of the version's releases: `docker.io/istio` for 1.31
   */
  readonly hub?: string;
  /**
   * The tag of Istio's images, e.g. `1.31.1-distroless`. It has to belong to `version`.
   * @default - the version's patch release: `1.31.1` for 1.31
   */
  readonly tag?: string;
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
   * Of several control planes in a cluster exactly one does.
   * @default true
   */
  readonly clusterWide?: boolean;
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
   * The name of this cluster in the mesh.
   * @default 'Kubernetes'
   */
  readonly clusterName?: string;
  /**
   * What happens to requests to hosts that the mesh does not know.
   * @default - istiod's: OutboundTraffic.ALLOW_ANY
   */
  readonly outboundTraffic?: OutboundTraffic;
  /**
   * The access log of all proxies.
   * @default - none
   */
  readonly accessLog?: AccessLog;
  /**
   * Whether all proxies have Istio's standard metrics (`istio_requests_total` and the others), for Prometheus.
   * Without, a `Telemetry` can still choose providers. Proxies that lack Istio's own extensions need `false`.
   * @default true
   */
  readonly metrics?: boolean;
  /**
   * Who signs the workloads' certificates.
   * @default CertificateAuthority.selfSigned()
   */
  readonly ca?: CertificateAuthority;
  /**
   * Mesh-wide settings for which there is no property here; maps are merged with what the properties make of it, lists replace.
   * A setting that a property makes is refused.
   * @default - none: istiod's defaults
   * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/
   */
  readonly config?: mesh.MeshConfig;
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
}
