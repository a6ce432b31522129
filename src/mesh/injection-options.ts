import { mesh } from '../api';
import { SeccompProfile } from '../workload/seccomp-profile';
import { InjectionTemplate } from './injection-template';
import { WaypointOptions } from './waypoint-options';

/** What happens to pods of an enrolled namespace that say nothing about injection themselves. */
export enum InjectionPolicy {
  /** They get a proxy. */
  ENABLED = 'enabled',
  /** They get none; only pods with the label `sidecar.istio.io/inject=true` do. */
  DISABLED = 'disabled',
}

/** Whether the API server asks a webhook again about a pod that others changed after it. */
export enum ReinvocationPolicy {
  /** It asks once. */
  NEVER = 'Never',
  /** It asks again where another webhook changed the pod. */
  IF_NEEDED = 'IfNeeded',
}

/**
 * How pods get their proxies, and gateways their deployments.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
 */
export interface InjectionOptions {
  /**
   * What happens to pods of an enrolled namespace that say nothing themselves.
   * @default InjectionPolicy.ENABLED
   */
  readonly policy?: InjectionPolicy;
  /**
   * Pods that get no proxy unless they ask for one by label: those that one of the selectors matches. It wins over `alwaysInject`.
   * @default - none
   */
  readonly neverInject?: mesh.LabelSelector[];
  /**
   * Pods that get a proxy even if `policy` is disabled: those that one of the selectors matches.
   * @default - none
   */
  readonly alwaysInject?: mesh.LabelSelector[];
  /**
   * Whether pods also of namespaces that have no label of the mesh get a proxy, unless pod or namespace say otherwise.
   * Only the default revision can do that.
   * @default false
   */
  readonly enableNamespacesByDefault?: boolean;
  /**
   * Whether the API server asks istiod again about a pod that another webhook changed after it.
   * @default ReinvocationPolicy.NEVER
   */
  readonly reinvocationPolicy?: ReinvocationPolicy;
  /**
   * Annotations that every injected pod gets.
   * @default - none but the templates'
   */
  readonly injectedAnnotations?: { [name: string]: string };
  /**
   * Templates besides Istio's own: `sidecar`, `gateway` and `grpc-agent` for pods, `waypoint` and `kube-gateway` for deployed gateways.
   * @default - none
   */
  readonly templates?: InjectionTemplate[];
  /**
   * The names of the templates that pods get which name none themselves, applied in this order.
   * @default ['sidecar']
   */
  readonly defaultTemplates?: string[];
  /**
   * Names that pods can use for one or several templates. An alias does not stand for other aliases.
   * @default - none
   */
  readonly aliases?: { [name: string]: string[] };
  /**
   * Whether probes of applications go through the proxy's agent: the kubelet is not in the mesh, mutual TLS would turn it away.
   * @default true
   */
  readonly rewriteAppHttpProbe?: boolean;
  /**
   * The security context of the pods of injected and deployed gateways, in Kubernetes' own form. It replaces the default.
   * @default - proxies may bind ports below 1024 without privileges
   */
  readonly gatewaySecurityContext?: { [key: string]: any };
  /**
   * The seccomp profile of deployed gateways and waypoints.
   * Where `gatewaySecurityContext` is given, that says the profile of gateways.
   * @default - that of the container runtime's configuration
   */
  readonly gatewaySeccompProfile?: SeccompProfile;
  /**
   * What waypoints and east-west gateways get that istiod deploys.
   * @default - as in a default install of Istio
   */
  readonly waypoint?: WaypointOptions;
  /**
   * Annotations of the webhook configurations by which pods are injected, those of tags included.
   * @default - none
   */
  readonly webhookAnnotations?: { [name: string]: string };
}
