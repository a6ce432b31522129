import { mesh } from '../../src/api';
import { IstioVersion } from '../../src/mesh/istio-version';
import { protosOf } from '../../src/mesh/schema/protos';
import { refusal, synth } from './synth';

const refused = (config: object) => refusal({ config: config as mesh.MeshConfig });

test.each<[string, object, string]>([
  ['a misspelt setting', { conectTimeout: '3s' }, "Mesh 'prod/mesh': config has no setting 'conectTimeout'; did you mean 'connectTimeout'?"],
  ['a setting as the protos write it', { connect_timeout: '3s' }, "config has no setting 'connect_timeout'; did you mean 'connectTimeout'?"],
  ['a nested setting', { defaultConfig: { proxyMetaData: {} } }, "config.defaultConfig has no setting 'proxyMetaData'; did you mean 'proxyMetadata'?"],
  ['a setting in the wrong place', { concurrency: 2 }, "config has no setting 'concurrency'; did you mean 'defaultConfig.concurrency'?"],
  ['a setting that is nothing of Istio', { zebra: 1 },
    "config has no setting 'zebra'; see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig"],
  ['a setting of an extension provider', { extensionProviders: [{ name: 'otel', opentelemetry: { sevice: 'otel', port: 4317 } }] },
    "config.extensionProviders[0].opentelemetry has no setting 'sevice'; did you mean 'service'?"],
  ['a kind of extension provider', { extensionProviders: [{ name: 'otel', openTelemetryTracing: {} }] },
    "config.extensionProviders[0] has no setting 'openTelemetryTracing'"],
  ['two kinds of one extension provider', { extensionProviders: [{ name: 'x', zipkin: { service: 'z', port: 1 }, datadog: { service: 'd', port: 2 } }] },
    "config.extensionProviders[0] has 'zipkin' and 'datadog', one of them is allowed; leave one of them out"],
  ['minutes', { connectTimeout: '1m' }, "config.connectTimeout is '1m', seconds with 's' after them is allowed; write e.g. '5s' or '0.25s'"],
  ['a choice that is none', { outboundTrafficPolicy: { mode: 'REGISTRY' } },
    "config.outboundTrafficPolicy.mode is 'REGISTRY', 'REGISTRY_ONLY', 'ALLOW_ANY' or 'ALLOW_ANY_DYNAMIC_DNS' is allowed; choose one of them"],
  ['a choice that is misspelt', { accessLogEncoding: 'json' }, "config.accessLogEncoding is 'json', 'TEXT' or 'JSON' is allowed; did you mean 'JSON'?"],
  ['a text for a truth', { enableAutoMtls: 'true' }, "config.enableAutoMtls is 'true', true or false is allowed; write e.g. true"],
  ['a number too great', { proxyListenPort: 2 ** 31 }, 'config.proxyListenPort is 2147483648, a whole number from -2147483648 to 2147483647 is allowed'],
  ['a fraction', { defaultConfig: { concurrency: 1.5 } }, 'config.defaultConfig.concurrency is 1.5, a whole number'],
  ['one for a list', { trustDomainAliases: 'old.example.com' }, "config.trustDomainAliases is 'old.example.com', a list is allowed; write e.g. [ … ]"],
  ['a list for an object', { defaultConfig: [] }, 'config.defaultConfig is [], an object is allowed; write e.g. { … }'],
  ['a number in a map of texts', { defaultConfig: { proxyMetadata: { ISTIO_META_X: 1 } } }, 'config.defaultConfig.proxyMetadata.ISTIO_META_X is 1, a text is allowed'],
])('%s is refused', (_, config, message) => {
  expect(refused(config)).toThrow(message);
});

test('what is required must be there', () => {
  expect(refusal({ meshNetworks: { networks: { west: { endpoints: [], gateways: [{ address: '192.0.2.1' } as any] } } } })).toThrow(
    "meshNetworks.networks.west.gateways[0] has no 'port', which is required; add it");
});

test('a setting that came later is refused for an older version', () => {
  const [old, present] = ['1.29', '1.31'].map((minor) => Object.keys(protosOf(minor).messages['istio.mesh.v1alpha1.MeshConfig'].fields));
  const added = present.filter((name) => !old.includes(name));
  expect(added).not.toEqual([]);
  for (const name of added) expect(refusal({ version: IstioVersion.V1_29, config: { [name]: '1s' } as any })).toThrow(`config has no setting '${name}'`);
});

test('a rich config passes', () => {
  const config: mesh.MeshConfig = {
    connectTimeout: '0.5s', trustDomainAliases: ['old.example.com'], enableAutoMtls: false,
    defaultConfig: { concurrency: 0, proxyStatsMatcher: { inclusionRegexps: ['.*outlier.*'] }, tracing: { sampling: 12.5 }, proxyMetadata: { A: 'b' } },
    extensionProviders: [
      { name: 'authz', envoyExtAuthzHttp: { service: 'authz.auth.svc.cluster.local', port: 8000, timeout: '1s', includeRequestHeadersInCheck: ['cookie'] } },
      { name: 'log', envoyFileAccessLog: { path: '/dev/stdout', logFormat: { labels: { status: '%RESPONSE_CODE%', nested: { a: 1 } } } } },
    ],
    localityLbSetting: { distribute: [{ from: 'a/*', to: { 'a/*': 80, 'b/*': 20 } }] },
  };
  expect(() => synth({ config })).not.toThrow();
});
