import { networking } from '../api';

/** What was chosen of localities. */
export interface LocalityChoice {
  /** `localityLbSetting` or `zoneAwareLbSetting`; nothing if the mesh decides. */
  readonly setting: networking.LoadBalancerSettings;
  /** Whether it is without effect if outlier detection does not say which Pods have failed, or has only part of it. */
  readonly withoutOutlierDetection: 'no effect' | 'less effect' | 'full effect';
}

/** The parts of a traffic policy, each with one writer. Istio has two of them in one field: how a Pod is chosen, and how a locality. */
export interface PolicyParts {
  readonly loadBalancer?: networking.LoadBalancerSettings;
  readonly locality?: LocalityChoice;
  readonly connectionPool?: networking.ConnectionPoolSettings;
  readonly outlierDetection?: networking.OutlierDetection;
  readonly tls?: networking.ClientTLSSettings;
  readonly tunnel?: networking.TrafficPolicyTunnelSettings;
  readonly proxyProtocol?: networking.TrafficPolicyProxyProtocol;
  readonly retryBudget?: networking.TrafficPolicyRetryBudget;
}

/** What Istio can't say of a single port. */
export const OF_HOST_ONLY = ['tunnel', 'proxyProtocol', 'retryBudget'] as const;

/**
 * Layers of a policy, the later ones go before: what they do not say is taken from the earlier ones, setting by setting for limits and outlier
 * detection, whole for the rest.
 */
export function layered(...layers: readonly PolicyParts[]): PolicyParts {
  return layers.reduce((below, above) => ({
    ...below, ...above,
    ...stated({
      connectionPool: merged(below.connectionPool, above.connectionPool, (a, b) => ({ tcp: merged(a.tcp, b.tcp), http: merged(a.http, b.http) })),
      outlierDetection: merged(below.outlierDetection, above.outlierDetection),
      locality: above.locality && said(above.locality.setting) ? above.locality : below.locality ?? above.locality,
    }),
  }), {});
}

/** The parts as they stand in a traffic policy; nothing if there are none. */
export function trafficPolicy(parts: PolicyParts): networking.TrafficPolicy | undefined {
  const { loadBalancer, locality, ...rest } = parts;
  const balancing = { ...locality?.setting, ...loadBalancer };
  return said({ loadBalancer: said(balancing), ...rest });
}

/** The settings, or nothing if none of them is said. */
export function said<T extends object>(settings: T): T | undefined {
  return Object.values(settings).some((value) => value !== undefined) ? settings : undefined;
}

/** Without what is not said. */
export function stated<T extends object>(settings: T): Partial<T> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function merged<T extends object>(below: T | undefined, above: T | undefined, merge = spread<T>): T | undefined {
  return below && above ? merge(below, above) : above ?? below;
}

function spread<T extends object>(below: T, above: T): T {
  return { ...below, ...stated(above) };
}
