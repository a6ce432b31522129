import { Duration } from 'cdk8s';
import { InjectionOptions, InjectionPolicy, ReinvocationPolicy } from '../../src/mesh/injection-options';
import { InjectionTemplate } from '../../src/mesh/injection-template';
import { ProxyLogLevel, ProxyOptions } from '../../src/mesh/proxy-options';
import { SeccompProfile } from '../../src/workload/seccomp-profile';
import { MatrixRow, row, uncheckedRow } from './matrix-row';

const lifecycle = { preStop: { exec: { command: ['sleep', '5'] } } };
const securityContext = { fsGroup: 1337 };
const waypoint = {
  resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { cpu: '1', memory: '256Mi' } },
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'edge', operator: 'Exists' }],
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }],
};
const pod = { metadata: { labels: { hello: 'world' } } };

/** What proxies get. */
export const PROXY_ROWS: readonly MatrixRow[] = [
  row('proxy: image', { proxy: { image: 'envoy' } }, { global: { proxy: { image: 'envoy' }, proxy_init: { image: 'envoy' } } }),
  row('proxy: image of the init container', { proxy: { initImage: 'init' } }, { global: { proxy_init: { image: 'init' } } }),
  proxy('resources', { resources: { requests: { cpu: '10m', memory: '40Mi' }, limits: { cpu: '1', memory: '1Gi' } } },
    { resources: { requests: { cpu: '10m', memory: '40Mi' }, limits: { cpu: '1', memory: '1Gi' } } }),
  proxy('log level', { logLevel: ProxyLogLevel.DEBUG, componentLogLevel: 'http:trace' }, { logLevel: 'debug', componentLogLevel: 'http:trace' }),
  proxy('outbound addresses', { includeIpRanges: ['10.0.0.0/8', '172.16.0.0/12'], excludeIpRanges: ['10.1.0.0/16'] },
    { includeIPRanges: '10.0.0.0/8,172.16.0.0/12', excludeIPRanges: '10.1.0.0/16' }),
  proxy('no outbound addresses', { includeIpRanges: [] }, { includeIPRanges: '' }),
  proxy('inbound ports', { includeInboundPorts: [80, 443], excludeInboundPorts: [9090] }, { includeInboundPorts: '80,443', excludeInboundPorts: '9090' }),
  proxy('outbound ports', { includeOutboundPorts: [443], excludeOutboundPorts: [25, 465] }, { includeOutboundPorts: '443', excludeOutboundPorts: '25,465' }),
  proxy('hold applications', { holdApplicationUntilProxyStarts: true, nativeSidecars: false }, { holdApplicationUntilProxyStarts: true },
    { pilot: { env: { ENABLE_NATIVE_SIDECARS: 'false' } } }, { defaultConfig: { holdApplicationUntilProxyStarts: true } }),
  row('proxy: native sidecars', { proxy: { nativeSidecars: true } }, { pilot: { env: { ENABLE_NATIVE_SIDECARS: 'true' } } }),
  proxy('status port', { statusPort: 15555 }, { statusPort: 15555 }, {}, { defaultConfig: { statusPort: 15555 } }),
  proxy('probes', { readiness: { initialDelay: Duration.seconds(1), period: Duration.seconds(2), failureThreshold: 30, startupTimeout: Duration.seconds(0) } },
    { readinessInitialDelaySeconds: 1, readinessPeriodSeconds: 2, readinessFailureThreshold: 30, startupProbe: { enabled: false } }),
  proxy('time to start', { readiness: { startupTimeout: Duration.minutes(1) } }, { startupProbe: { failureThreshold: 60 } }),
  proxy('concurrency', { concurrency: 4 }, {}, {}, { defaultConfig: { concurrency: 4 } }),
  proxy('DNS', { dnsCapture: true }, {}, {}, { defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } } }),
  uncheckedRow('proxy: low ports', { proxy: { capNetBindService: true } }, { global: { proxy: { capNetBindService: 'true' } } }),
  proxy('privileged', { privileged: true }, { privileged: true }),
  proxy('seccomp profile', { seccompProfile: SeccompProfile.localhost('profiles/istio.json') }, { seccompProfile: { type: 'Localhost', localhostProfile: 'profiles/istio.json' } }),
  proxy('hooks', { lifecycle }, { lifecycle }),
  proxy('outliers\' log', { outlierLogPath: '/dev/stdout' }, { outlierLogPath: '/dev/stdout' }),
  row('proxy: exchange of tokens', { proxy: { stsPort: 15463 } }, { global: { sts: { servicePort: 15463 } } }),
  row('proxy: nftables', { proxy: { nativeNftables: true } }, { global: { nativeNftables: true } }),
  uncheckedRow('proxy: rules written in any case', { proxy: { forceApplyIptables: true } }, { global: { proxy_init: { forceApplyIptables: true } } }),
];

/** How pods and gateways get their proxies. */
export const INJECTION_ROWS: readonly MatrixRow[] = [
  row('injection: only on request', { injection: { policy: InjectionPolicy.DISABLED } }, { global: { proxy: { autoInject: 'disabled' } } }),
  injection('never for some', { neverInject: [{ matchLabels: { run: 'plain' } }] }, { neverInjectSelector: [{ matchLabels: { run: 'plain' } }] }),
  injection('always for some', { policy: InjectionPolicy.DISABLED, alwaysInject: [{ matchLabels: { run: 'plain' } }] },
    { alwaysInjectSelector: [{ matchLabels: { run: 'plain' } }] }, { global: { proxy: { autoInject: 'disabled' } } }),
  injection('all namespaces', { enableNamespacesByDefault: true }, { enableNamespacesByDefault: true }),
  injection('webhooks asked again', { reinvocationPolicy: ReinvocationPolicy.IF_NEEDED }, { reinvocationPolicy: 'IfNeeded' }),
  injection('annotations', { injectedAnnotations: { 'example.com/injected': 'yes' } }, { injectedAnnotations: { 'example.com/injected': 'yes' } }),
  injection('own template for all', { templates: [InjectionTemplate.of('hello', pod)], defaultTemplates: ['sidecar', 'hello'] },
    { templates: { hello: 'metadata:\n  labels:\n    hello: world\n' }, defaultTemplates: ['sidecar', 'hello'] }),
  injection('probes as they are', { rewriteAppHttpProbe: false }, { rewriteAppHTTPProbe: false }),
  row('injection: security of gateways', { injection: { gatewaySecurityContext: securityContext } }, { gateways: { securityContext } }),
  row('injection: seccomp profile of gateways', { injection: { gatewaySeccompProfile: SeccompProfile.runtimeDefault() } }, { gateways: { seccompProfile: { type: 'RuntimeDefault' } } }),
  uncheckedRow('injection: waypoints', { injection: { waypoint } }, { global: { waypoint } }),
  uncheckedRow('injection: annotations of the webhooks', { injection: { webhookAnnotations: { note: 'x' } } }, { pilot: { sidecarInjectorWebhookAnnotations: { note: 'x' } } }),
];

function proxy(title: string, options: ProxyOptions, values: object, more: object = {}, meshConfig?: object): MatrixRow {
  return row(`proxy: ${title}`, { proxy: options }, { global: { proxy: values }, ...more }, { meshConfig });
}

function injection(title: string, options: InjectionOptions, values: object, more: object = {}): MatrixRow {
  return row(`injection: ${title}`, { injection: options }, { sidecarInjectorWebhook: values, ...more });
}
