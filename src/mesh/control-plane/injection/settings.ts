import { mesh } from '../../../api';
import { IstioVersion } from '../../istio-version';
import { FragmentMap } from './fragment';

/** What the injector's templates and values are made of: the mesh's settings, fixed when the program is synthesized. */
export interface InjectionSettings {
  /** The version of the istiod that reads the templates. @default IstioVersion.V1_31 */
  readonly version?: IstioVersion;
  /** Registry and folder of the images, e.g. `registry.istio.io/release`. */
  readonly hub: string;
  /** Tag of the images, e.g. `1.31.1`. */
  readonly tag: string;
  /** Variant of the images (`distroless`, `debug`). @default - the tag as it is */
  readonly variant?: string;
  /** Pull policy of the injected images. @default - Kubernetes' (`Always` for `latest`, otherwise `IfNotPresent`) */
  readonly imagePullPolicy?: string;
  /** Names of the Secrets with registry credentials, in each pod's own namespace. */
  readonly imagePullSecrets: string[];

  /** istiod's namespace. */
  readonly namespace: string;
  /** istiod's revision; empty for the default one. */
  readonly revision: string;
  /** Where proxies have their certificates signed, `host:port`; usually istiod itself on port 15012. */
  readonly caAddress: string;
  /** Audience of the token by which proxies identify themselves to the CA. @default 'istio-ca' */
  readonly tokenAudience?: string;
  /** ConfigMap of each namespace that has the mesh's root certificate. @default 'istio-ca-root-cert' */
  readonly rootCertConfigMap?: string;
  /** ClusterTrustBundle that has the mesh's root certificate, in place of the ConfigMap. @default - none */
  readonly clusterTrustBundle?: string;
  /** ConfigMap of each namespace that may have the CA's revocation list. @default 'istio-ca-crl' */
  readonly crlConfigMap?: string;
  /** Source of the volume on whose socket the proxy finds who gives it its certificates. @default - an empty one: the proxy's own agent serves it */
  readonly workloadSocket?: Record<string, unknown>;
  /** Trust domain of the mesh's identities. */
  readonly trustDomain: string;
  /** DNS domain of the cluster's Services. */
  readonly clusterDomain: string;
  /** Mesh id; empty for the trust domain. */
  readonly meshId: string;
  /** Network of this cluster; empty for none. */
  readonly network: string;
  /** Name of this cluster, e.g. `Kubernetes`. */
  readonly clusterName: string;

  /** Log level of istio-agent and the init container, `scope:level,...`, e.g. `default:info`. */
  readonly logLevel: string;
  /** Whether istio-agent and the init container log JSON. @default false */
  readonly logAsJson?: boolean;
  /** Whether Istio's CNI plugin sets up the redirection; the init container then only checks it. @default false */
  readonly cni?: boolean;
  /** The network of Multus by which it calls the CNI plugin, `namespace/name`. @default - the plugin is called for every pod */
  readonly multusNetwork?: string;
  /** Whether pods of enrolled namespaces are injected without asking for it. @default 'enabled' */
  readonly policy?: 'enabled' | 'disabled';
  /** Pods that are never injected, unless their label asks for it. @default - none */
  readonly neverInjectSelector?: mesh.LabelSelector[];
  /** Pods that are injected also with `policy: 'disabled'`. @default - none */
  readonly alwaysInjectSelector?: mesh.LabelSelector[];
  /** Annotations that each injected pod gets. @default - none */
  readonly injectedAnnotations?: Record<string, string>;
  /** Further templates. @default - none */
  readonly templates?: readonly CustomTemplate[];
  /** Templates of a pod that names none. @default - `sidecar` */
  readonly defaultTemplates?: readonly string[];
  /** Names that stand for several templates. @default - none */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  /** Whether also pods of namespaces without any label are injected. @default false */
  readonly enableNamespacesByDefault?: boolean;
  /** Whether HTTP, TCP and gRPC probes of applications go through istio-agent, which mutual TLS does not stop. @default true */
  readonly rewriteAppHTTPProbe?: boolean;

  /** What every proxy gets. */
  readonly proxy: ProxySettings;
  /** Security context of gateway pods. @default - ports below 1024 may be bound without privileges */
  readonly gatewaySecurityContext?: Record<string, unknown>;
  /** Seccomp profile of deployed gateways and waypoints. @default - the container runtime's */
  readonly gatewaySeccompProfile?: Record<string, unknown>;
  /** What waypoints get besides. */
  readonly waypoint: WaypointSettings;
}

/** A template of the user's: a fragment of a pod, or the text that makes it. */
export interface CustomTemplate {
  readonly name: string;
  readonly content: FragmentMap | string;
}

/** What waypoints get, in the forms of Kubernetes. */
export interface WaypointSettings {
  readonly resources: Resources;
  readonly affinity?: object;
  readonly topologySpreadConstraints?: readonly object[];
  readonly nodeSelector?: Record<string, string>;
  readonly tolerations?: readonly object[];
}

/** What every proxy gets, unless its pod's annotations say otherwise. `PROXY_DEFAULTS` has Istio's values. */
export interface ProxySettings {
  /** Name of the proxy's image below the hub, or a whole reference if it has a `/`. */
  readonly image: string;
  /** The same of the init container's image. */
  readonly initImage: string;
  /** Envoy's log level (`trace`, `debug`, `info`, `warning`, `error`, `critical`, `off`). */
  readonly logLevel: string;
  /** Envoy's log level by component, `component:level,...`; empty for none. */
  readonly componentLogLevel: string;
  /** Requests and limits; a pod that sets one by annotation sets them all. */
  readonly resources: Resources;
  /** Port of istio-agent's health and metrics; 0 leaves out the probes. */
  readonly statusPort: number;
  /** The readiness probe. */
  readonly readiness: { readonly initialDelaySeconds: number; readonly periodSeconds: number; readonly failureThreshold: number };
  /** Tries of the startup probe, one a second. @default - no startup probe */
  readonly startup?: { readonly failureThreshold: number };

  /** CIDR ranges whose outbound traffic is captured, comma separated; `*` for all. */
  readonly includeIPRanges: string;
  /** CIDR ranges of these that are not captured, comma separated; empty for none. */
  readonly excludeIPRanges: string;
  /** Inbound ports that are captured, comma separated; `*` for all. */
  readonly includeInboundPorts: string;
  /** Inbound ports that are not captured, comma separated; those of istio-agent and Envoy never are. */
  readonly excludeInboundPorts: string;
  /** Outbound ports that are captured also outside of `includeIPRanges`, comma separated; empty for none. */
  readonly includeOutboundPorts: string;
  /** Outbound ports that are not captured, comma separated; empty for none. */
  readonly excludeOutboundPorts: string;

  /** Whether applications start only when their proxy is ready; native sidecars do that anyway. */
  readonly holdApplicationUntilProxyStarts: boolean;
  /** Whether the proxy and the init container are privileged. */
  readonly privileged: boolean;
  /** Whether the sidecar may bind ports below 1024 (it runs as root then). */
  readonly capNetBindService: boolean;
  /** Seccomp profile of the proxy and the init container. @default - the container runtime's */
  readonly seccompProfile?: Record<string, unknown>;
  /** Lifecycle hooks of the proxy, in place of Istio's own. @default - drain before stop (native), wait after start (hold) */
  readonly lifecycle?: Record<string, unknown>;
  /** File of Envoy's outlier detection log. @default - none */
  readonly outlierLogPath?: string;
  /** Port on which istio-agent exchanges tokens (STS). @default - none */
  readonly stsPort?: number;
  /** Whether the init container writes nftables rules by itself instead of iptables'. @default false */
  readonly nativeNftables?: boolean;
  /** Whether the init container applies its rules without looking at what is there. @default false */
  readonly forceApplyIptables?: boolean;
}

/** Resources of the proxy's container, as in a pod. */
export interface Resources {
  /** Requested amounts by resource. @default - none */
  readonly requests?: Record<string, string>;
  /** Highest amounts by resource. @default - none */
  readonly limits?: Record<string, string>;
}

/** Istio's own defaults. */
export const PROXY_DEFAULTS: ProxySettings = {
  image: 'proxyv2',
  initImage: 'proxyv2',
  logLevel: 'warning',
  componentLogLevel: 'misc:error',
  resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '2', memory: '1Gi' } },
  statusPort: 15020,
  readiness: { initialDelaySeconds: 0, periodSeconds: 15, failureThreshold: 4 },
  startup: { failureThreshold: 600 },
  includeIPRanges: '*',
  excludeIPRanges: '',
  includeInboundPorts: '*',
  excludeInboundPorts: '',
  includeOutboundPorts: '',
  excludeOutboundPorts: '',
  holdApplicationUntilProxyStarts: false,
  privileged: false,
  capNetBindService: false,
};

export const WAYPOINT_DEFAULTS: WaypointSettings = {
  resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '2', memory: '1Gi' } },
};

/** What the templates may use, by the version of istiod. */
export function factsOf({ version = IstioVersion.V1_31 }: InjectionSettings): IstioVersion['_facts'] {
  return version._facts;
}
