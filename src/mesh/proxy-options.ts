import { Duration } from 'cdk8s';
import { ContainerResources } from '../workload/container-resources';
import { SeccompProfile } from '../workload/seccomp-profile';

/** How much Envoy logs. */
export enum ProxyLogLevel {
  /** Everything. */
  TRACE = 'trace',
  /** What helps to find a fault. */
  DEBUG = 'debug',
  /** Normal events. */
  INFO = 'info',
  /** What may be wrong. */
  WARNING = 'warning',
  /** What is wrong. */
  ERROR = 'error',
  /** What ends the proxy. */
  CRITICAL = 'critical',
  /** Nothing. */
  OFF = 'off',
}

/** How Kubernetes finds out whether a proxy can serve. */
export interface ProxyReadinessOptions {
  /**
   * How long the first probe waits; whole seconds.
   * @default Duration.seconds(0)
   */
  readonly initialDelay?: Duration;
  /**
   * How long it is from one probe to the next; whole seconds, at least 1.
   * @default Duration.seconds(15)
   */
  readonly period?: Duration;
  /**
   * After how many failures in a row the pod is not ready, at least 1.
   * @default 4
   */
  readonly failureThreshold?: number;
  /**
   * How long a proxy may take to start, in whole seconds: a startup probe asks every second.
   * `Duration.seconds(0)` leaves the startup probe out; a shorter `period` is sensible then.
   * @default Duration.minutes(10)
   */
  readonly startupTimeout?: Duration;
}

/**
 * What every sidecar and injected gateway of the mesh gets. Annotations of a pod override most of it.
 *
 * @see https://istio.io/latest/docs/reference/config/annotations/
 */
export interface ProxyOptions {
  /**
   * The proxy's image: a name under the mesh's hub, which gets the mesh's tag.
   * @default 'proxyv2'
   */
  readonly image?: string;
  /**
   * The image of the init container, named like `image`.
   * @default - that of the proxy
   */
  readonly initImage?: string;
  /**
   * What the proxy's container asks for and may use.
   * @default - requests `100m` processor time and `128Mi` memory, limits `2000m` and `1024Mi`
   */
  readonly resources?: ContainerResources;
  /**
   * How much Envoy logs.
   * @default ProxyLogLevel.WARNING
   */
  readonly logLevel?: ProxyLogLevel;
  /**
   * How much single components of Envoy log, as `<component>:<level>` joined by commas.
   * @default 'misc:error'
   */
  readonly componentLogLevel?: string;
  /**
   * The addresses, as CIDR blocks, to which outbound traffic goes through the proxy. An empty list takes none.
   * @default - all addresses
   */
  readonly includeIpRanges?: string[];
  /**
   * The addresses, as CIDR blocks, to which outbound traffic bypasses the proxy.
   * @default - none
   */
  readonly excludeIpRanges?: string[];
  /**
   * The ports whose inbound traffic goes through the proxy. An empty list takes none.
   * @default - all ports
   */
  readonly includeInboundPorts?: number[];
  /**
   * The ports whose inbound traffic bypasses the proxy.
   * @default - none, but the proxy's own
   */
  readonly excludeInboundPorts?: number[];
  /**
   * Ports to which outbound traffic goes through the proxy whatever its address is.
   * @default - none
   */
  readonly includeOutboundPorts?: number[];
  /**
   * Ports to which outbound traffic bypasses the proxy.
   * @default - none
   */
  readonly excludeOutboundPorts?: number[];
  /**
   * Whether a pod's other containers start only when the proxy is ready. Native sidecars always do so.
   * @default false
   */
  readonly holdApplicationUntilProxyStarts?: boolean;
  /**
   * Whether the proxy is an init container that keeps running (a native sidecar of Kubernetes).
   * @default - istiod decides: where all nodes have Kubernetes 1.33 or newer
   */
  readonly nativeSidecars?: boolean;
  /**
   * The port on which the proxy's agent serves health and merged metrics.
   * @default 15020
   */
  readonly statusPort?: number;
  /**
   * How Kubernetes finds out whether a proxy can serve.
   * @default - asked every second until it has started, then every 15 seconds; 4 failures in a row make it not ready
   */
  readonly readiness?: ProxyReadinessOptions;
  /**
   * How many threads Envoy works with. 0 takes all processors of the node.
   * @default - the proxy's agent decides by the container's limit of processor time
   */
  readonly concurrency?: number;
  /**
   * Whether the proxy answers the pod's DNS queries, e.g. for hosts of `ServiceEntry`s that no DNS server knows.
   * @default - istiod's: false for sidecars
   * @see https://istio.io/latest/docs/ops/configuration/traffic-management/dns-proxy/
   */
  readonly dnsCapture?: boolean;
  /**
   * Whether the sidecar may listen on ports below 1024; it runs as root then.
   * @default false
   */
  readonly capNetBindService?: boolean;
  /**
   * Whether sidecar and init container are privileged. Some systems demand it, e.g. where SELinux keeps others from the network's rules.
   * @default false
   */
  readonly privileged?: boolean;
  /**
   * The seccomp profile of sidecar and init container.
   * @default - that of the container runtime's configuration
   */
  readonly seccompProfile?: SeccompProfile;
  /**
   * What the kubelet runs in the proxy's container after its start and before its stop, in Kubernetes' own form.
   * It replaces Istio's hooks, `holdApplicationUntilProxyStarts` included.
   * @default - native sidecars drain before they stop, others wait after their start where applications are held
   */
  readonly lifecycle?: { [key: string]: any };
  /**
   * The file in which Envoy logs the endpoints that it ejects, e.g. `/dev/stdout`.
   * @default - none
   */
  readonly outlierLogPath?: string;
  /**
   * The port on which the proxy's agent exchanges tokens (Security Token Service).
   * @default - the agent exchanges none
   */
  readonly stsPort?: number;
  /**
   * Whether traffic is redirected by rules of nftables instead of iptables.
   * @default false
   */
  readonly nativeNftables?: boolean;
  /**
   * Whether the init container writes its rules even where rules of Istio are found already.
   * @default false
   */
  readonly forceApplyIptables?: boolean;
}
