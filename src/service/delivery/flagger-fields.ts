import { Dialect } from '../../dialect/dialect';
import { fail } from '../../ground/fail';

/** What Flagger's `Canary` can say of routes and policies. Other fields its API server drops without a word. */
export const FLAGGER_SERVICE_FIELDS: readonly string[] = [
  'timeout',
  'retries.attempts', 'retries.perTryTimeout', 'retries.retryOn',
  'headers.request.add{}', 'headers.request.remove[]', 'headers.request.set{}',
  'headers.response.add{}', 'headers.response.remove[]', 'headers.response.set{}',
  'rewrite.uri', 'rewrite.authority', 'rewrite.type',
  'corsPolicy.allowCredentials', 'corsPolicy.allowHeaders[]', 'corsPolicy.allowMethods[]', 'corsPolicy.allowOrigin[]',
  'corsPolicy.allowOrigins[].exact', 'corsPolicy.allowOrigins[].prefix', 'corsPolicy.allowOrigins[].regex',
  'corsPolicy.exposeHeaders[]', 'corsPolicy.maxAge',
  'trafficPolicy.connectionPool.http.h2UpgradePolicy', 'trafficPolicy.connectionPool.http.http1MaxPendingRequests',
  'trafficPolicy.connectionPool.http.http2MaxRequests', 'trafficPolicy.connectionPool.http.idleTimeout',
  'trafficPolicy.connectionPool.http.maxRequestsPerConnection', 'trafficPolicy.connectionPool.http.maxRetries',
  'trafficPolicy.loadBalancer.simple', 'trafficPolicy.loadBalancer.warmupDurationSecs',
  'trafficPolicy.loadBalancer.consistentHash.httpCookie.name', 'trafficPolicy.loadBalancer.consistentHash.httpCookie.path',
  'trafficPolicy.loadBalancer.consistentHash.httpCookie.ttl', 'trafficPolicy.loadBalancer.consistentHash.httpHeaderName',
  'trafficPolicy.loadBalancer.consistentHash.httpQueryParameterName', 'trafficPolicy.loadBalancer.consistentHash.minimumRingSize',
  'trafficPolicy.loadBalancer.consistentHash.useSourceIp',
  'trafficPolicy.loadBalancer.localityLbSetting.enabled',
  'trafficPolicy.loadBalancer.localityLbSetting.distribute[].from', 'trafficPolicy.loadBalancer.localityLbSetting.distribute[].to{}',
  'trafficPolicy.loadBalancer.localityLbSetting.failover[].from', 'trafficPolicy.loadBalancer.localityLbSetting.failover[].to',
  'trafficPolicy.outlierDetection.baseEjectionTime', 'trafficPolicy.outlierDetection.consecutive5xxErrors',
  'trafficPolicy.outlierDetection.consecutiveErrors', 'trafficPolicy.outlierDetection.consecutiveGatewayErrors',
  'trafficPolicy.outlierDetection.consecutiveLocalOriginFailures', 'trafficPolicy.outlierDetection.interval',
  'trafficPolicy.outlierDetection.maxEjectionPercent', 'trafficPolicy.outlierDetection.minHealthPercent',
  'trafficPolicy.outlierDetection.splitExternalLocalOriginErrors',
  'trafficPolicy.tls.caCertificates', 'trafficPolicy.tls.clientCertificate', 'trafficPolicy.tls.mode', 'trafficPolicy.tls.privateKey',
  'trafficPolicy.tls.sni', 'trafficPolicy.tls.subjectAltNames[]',
];

/** What it makes of them in each dialect: routes of the Gateway API have no policies. */
export function flaggerFields(dialect: Dialect): readonly string[] {
  return dialect === Dialect.ISTIO ? FLAGGER_SERVICE_FIELDS : FLAGGER_SERVICE_FIELDS.filter((field) => /^(timeout|headers\.|rewrite\.)/.test(field));
}

/** What Flagger's A/B test can match on. */
export const FLAGGER_MATCH_FIELDS: readonly string[] = [
  'match[].headers{}.exact', 'match[].headers{}.prefix', 'match[].headers{}.suffix', 'match[].headers{}.regex',
  'match[].queryParams{}.exact', 'match[].queryParams{}.prefix', 'match[].queryParams{}.regex',
  'match[].sourceLabels{}',
];

/** Refuses what Flagger can't say. */
export function refuseUnknown(place: string, spec: object, known: readonly string[], cure: string): void {
  const unknown = leaves(spec, '', known).find((path) => !known.includes(path));
  if (unknown !== undefined) fail(place, `Flagger's Canary has no ${unknown}`, cure);
}

/** The fields that are set, in the form of the lists above. */
function leaves(value: unknown, path: string, known: readonly string[]): string[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, `${path}[]`, known));
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0 && path) return [`${path} without a value`];
  const isMap = known.some((other) => other.startsWith(`${path}{}`));
  return entries.flatMap(([name, item]) => leaves(item, isMap ? `${path}{}` : path ? `${path}.${name}` : name, known));
}
