import { AccessLog } from '../../src/mesh/access-log';
import { ConfigValidation } from '../../src/mesh/config-validation';
import { CrdSet } from '../../src/mesh/crd-set';
import { MeshProps } from '../../src/mesh/mesh-props';
import { OutboundTraffic } from '../../src/mesh/outbound-traffic';
import { RemoteReader } from '../../src/mesh/remote-reader';
import { ResourceScope } from '../../src/mesh/resource-scope';
import { MatrixRow, row, uncheckedRow } from './matrix-row';

const networks = { n1: { endpoints: [{ fromRegistry: 'cluster1' }], gateways: [{ address: '1.1.1.1', port: 15443 }] } };
const extensionProviders = [{ name: 'otel', opentelemetry: { service: 'otel.example.com', port: 4317 } }];
const serviceSettings = [{ settings: { clusterLocal: true }, hosts: ['*.local.svc.cluster.local'] }];
const defaultConfig = { drainDuration: '30s', terminationDrainDuration: '10s', proxyMetadata: { OWN: '1' }, tracing: { sampling: 7 } };
const localityLbSetting = { failover: [{ from: 'a', to: 'b' }] };

/** The mesh's config. */
export const CONFIG_ROWS: readonly MatrixRow[] = [
  config('trust domain', { trustDomain: 'td.example.com' }, { trustDomain: 'td.example.com' }),
  row('cluster domain', { clusterDomain: 'corp.local' }, { global: { proxy: { clusterDomain: 'corp.local' } } }),
  row('mesh ID', { meshId: 'mesh1' }, { global: { meshID: 'mesh1' } }),
  row('network', { network: 'n1' }, { global: { network: 'n1' } }),
  row('cluster name', { clusterName: 'cluster1' }, { global: { multiCluster: { clusterName: 'cluster1' } } }),
  row('mesh networks', { meshNetworks: { networks } as MeshProps['meshNetworks'] }, { global: { meshNetworks: networks } }),
  config('outbound traffic to known hosts only', { outboundTraffic: OutboundTraffic.REGISTRY_ONLY }, { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } }),
  config('access log as text', { accessLog: AccessLog.text('%RESPONSE_CODE%\n') },
    { accessLogFile: '/dev/stdout', accessLogEncoding: 'TEXT', accessLogFormat: '%RESPONSE_CODE%\n' }),
  config('access log as JSON in a file', { accessLog: AccessLog.json(undefined, { file: '/var/log/access' }) }, { accessLogFile: '/var/log/access', accessLogEncoding: 'JSON' }),
  row('no metrics', { metrics: false }, { telemetry: { enabled: false } }),
  config('extension providers', { config: { extensionProviders } }, { extensionProviders }),
  config('proxies\' config', { config: { defaultConfig } }, { defaultConfig }),
  config('local services', { config: { serviceSettings } }, { serviceSettings }),
  config('failover by locality', { config: { localityLbSetting } }, { localityLbSetting }),
  config('DNS and retries', { config: { dnsRefreshRate: '60s', defaultHttpRetryPolicy: { attempts: 0 }, enableAutoMtls: false } },
    { dnsRefreshRate: '60s', defaultHttpRetryPolicy: { attempts: 0 }, enableAutoMtls: false }),
  config('trust domain aliases', { config: { trustDomainAliases: ['old.example.com'] } }, { trustDomainAliases: ['old.example.com'] }),
  config('discovery selectors', { discoverySelectors: [{ matchLabels: { mesh: 'in' } }] },
    { discoverySelectors: [{ matchLabels: { mesh: 'in' } }, { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } }] }),
  row('IPv4 and IPv6 together', { dualStack: true },
    { pilot: { env: { ISTIO_DUAL_STACK: 'true' }, ipFamilyPolicy: 'RequireDualStack' } },
    { meshConfig: { defaultConfig: { proxyMetadata: { ISTIO_DUAL_STACK: 'true' } } } }),
];

/** Which objects there are. */
export const OBJECT_ROWS: readonly MatrixRow[] = [
  row('a CRD left out', { crds: CrdSet.without('wasmplugins.extensions.istio.io') },
    { base: { excludedCRDs: ['wasmplugins.extensions.istio.io'], enableIstioConfigCRDs: false } }),
  row('no validation', { validation: ConfigValidation.off() }, { defaultRevision: '', global: { configValidation: false } }),
  row('validation at a URL', { validation: ConfigValidation.url('https://istiod.example.com/validate') }, { base: { validationURL: 'https://istiod.example.com/validate' } }),
  uncheckedRow('no remote reader', { remoteReader: RemoteReader.none() }, { global: { enableReaderRBAC: false } }),
  uncheckedRow('remote reader of one\'s own', { remoteReader: RemoteReader.account('reader', 'other') }, { global: { readerServiceAccount: { name: 'reader', namespace: 'other' } } }),
  row('network policy of istiod', { networkPolicy: true }, { global: { networkPolicy: { enabled: true } } }),
  uncheckedRow('objects of the cluster', { resourceScope: ResourceScope.CLUSTER }, { global: { resourceScope: 'cluster' } }),
  uncheckedRow('objects of the namespace', { resourceScope: ResourceScope.NAMESPACE }, { global: { resourceScope: 'namespace' } }),
  row('stable kinds and fields only', { stableValidationPolicy: true }, { experimental: { stableValidationPolicy: true } }),
  uncheckedRow('defaults of a gateway class', { gatewayClasses: { istio: { service: { spec: { type: 'ClusterIP' } }, horizontalPodAutoscaler: { spec: { minReplicas: 2, maxReplicas: 4 } } } } },
    { gatewayClasses: { istio: { service: { spec: { type: 'ClusterIP' } }, horizontalPodAutoscaler: { spec: { minReplicas: 2, maxReplicas: 4 } } } } }),
];

/** Which control plane it is. */
export const REVISION_ROWS: readonly MatrixRow[] = [
  row('namespace', { namespace: 'mesh' }, { global: { istioNamespace: 'mesh' } }, { namespace: 'mesh' }),
  row('revision', { revision: 'canary' }, {}, { revision: 'canary' }),
  row('revision in another namespace', { revision: 'canary', namespace: 'mesh' }, { global: { istioNamespace: 'mesh' } }, { revision: 'canary', namespace: 'mesh' }),
  { ...row('tag of a revision', { revision: 'canary' }, { revisionTags: ['prod'] }, { revision: 'canary' }), tags: ['prod'] },
  row('revision that is not for the whole cluster', { revision: 'canary', clusterWide: false }, { defaultRevision: '' }, { revision: 'canary', components: { base: { enabled: false } } }),
  row('network policies of a revision', { revision: 'canary', networkPolicy: true }, { global: { networkPolicy: { enabled: true } } }, { revision: 'canary' }),
  row('stable kinds and fields of a revision', { revision: 'canary', stableValidationPolicy: true }, { experimental: { stableValidationPolicy: true } }, { revision: 'canary' }),
];

function config(title: string, props: MeshProps, meshConfig: object): MatrixRow {
  return row(title, props, {}, { meshConfig });
}
