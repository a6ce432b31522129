import { RemoteWebhooks } from './remote-webhooks';

/** What an istiod does for other clusters. */
export interface LocalControlPlaneOptions {
  /**
   * Whether istiod also is the control plane of remote clusters: it writes the root certificate into their namespaces, and its CA into
   * their webhooks. It learns of them by remote secrets, and has to be reachable from there.
   * @default false
   */
  readonly servesRemoteClusters?: boolean;
  /**
   * Further DNS names of istiod, which its certificate gets, e.g. the one under which remote clusters know it.
   * @default - none but those of its Service
   */
  readonly hosts?: string[];
}

/** What differs from a plain remote cluster. */
export interface RemoteControlPlaneOptions {
  /**
   * How the API server of this cluster reaches istiod's webhooks.
   * @default - for an IP address by the Service, for a DNS name by a URL with port 15017 of it: of a Service it would ask port 443
   */
  readonly webhooks?: RemoteWebhooks;
  /**
   * The names of the clusters whose istiods may write root certificates and the CA of webhooks into this one.
   * @default - all that have credentials for this cluster
   */
  readonly controlPlaneClusters?: string[];
  /**
   * Whether istiod reads Istio's objects in this cluster, and the mesh's config: it then has the rights and validators of an istiod here.
   * @default false - it reads them where it runs, or in another config cluster
   */
  readonly configCluster?: boolean;
}
