import { parse } from 'yaml';
import { mesh } from '../../src/api';
import { AccessLog } from '../../src/mesh/access-log';
import { MeshProps } from '../../src/mesh/mesh-props';
import { OutboundTraffic } from '../../src/mesh/outbound-traffic';
import { refusal, synth } from './synth';

const config = (props?: MeshProps) => parse(synth(props).all.find(({ kind, data }) => kind === 'ConfigMap' && data.mesh).data.mesh);

test('the config of a default install is that of Istio', () => {
  expect(config()).toEqual({
    defaultConfig: { discoveryAddress: 'istiod.istio-system.svc:15012' },
    defaultProviders: { metrics: ['prometheus'] },
    enablePrometheusMerge: true,
    rootNamespace: 'istio-system',
    trustDomain: 'cluster.local',
  });
});

test('no networks are known', () => {
  expect(parse(synth().get('ConfigMap', 'istio').data.meshNetworks)).toEqual({ networks: {} });
});

test('proxies find the istiod of their revision and namespace', () => {
  expect(config({ revision: 'canary', namespace: 'mesh' }).defaultConfig.discoveryAddress).toBe('istiod-canary.mesh.svc:15012');
});

test('the cluster domain does not change the trust domain', () => {
  expect(config({ clusterDomain: 'corp.local' }).trustDomain).toBe('cluster.local');
});

test('the mesh-wide metrics can be turned off', () => {
  expect(config({ metrics: false })).not.toHaveProperty('defaultProviders');
});

test('hosts that the mesh does not know can be cut off', () => {
  expect(config({ outboundTraffic: OutboundTraffic.REGISTRY_ONLY }).outboundTrafficPolicy).toEqual({ mode: 'REGISTRY_ONLY' });
});

test('an access log of JSON has its fields', () => {
  expect(config({ accessLog: AccessLog.json({ code: '%RESPONSE_CODE%' }) })).toMatchObject({
    accessLogFile: '/dev/stdout', accessLogEncoding: 'JSON', accessLogFormat: '{"code":"%RESPONSE_CODE%"}',
  });
});

test("an access log of text has Istio's format unless told otherwise", () => {
  const made = config({ accessLog: AccessLog.text() });
  expect(made).toMatchObject({ accessLogFile: '/dev/stdout', accessLogEncoding: 'TEXT' });
  expect(made).not.toHaveProperty('accessLogFormat');
});

test('settings of proxies that istiod must know stand in the config', () => {
  const made = config({ meshId: 'one', proxy: { statusPort: 15030, holdApplicationUntilProxyStarts: true } });
  expect(made.defaultConfig).toMatchObject({ meshId: 'one', statusPort: 15030, holdApplicationUntilProxyStarts: true });
});

test("the user's config is merged map by map", () => {
  const made = config({ config: { connectTimeout: '3s', defaultConfig: { concurrency: 2, proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } } } });
  expect(made).toMatchObject({
    connectTimeout: '3s',
    defaultConfig: { discoveryAddress: 'istiod.istio-system.svc:15012', concurrency: 2, proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } },
  });
});

test("lists of the user's config replace", () => {
  expect(config({ config: { defaultProviders: { metrics: ['stackdriver'] } } }).defaultProviders).toEqual({ metrics: ['stackdriver'] });
});

test("what is undefined in the user's config is not said", () => {
  expect(config({ config: { enablePrometheusMerge: undefined, defaultConfig: undefined } })).toEqual(config());
});

test('false in the config is said', () => {
  expect(config({ config: { enablePrometheusMerge: false } }).enablePrometheusMerge).toBe(false);
});

test('a setting whose property is not used may stand in the config', () => {
  const policy = { mode: mesh.MeshConfigOutboundTrafficPolicyMode.ALLOW_ANY_DYNAMIC_DNS };
  expect(config({ config: { outboundTrafficPolicy: policy } }).outboundTrafficPolicy).toEqual(policy);
});

test.each<[string, MeshProps]>([
  ['config.trustDomain is "a.org", but property trustDomain makes this setting; say it with trustDomain only', { config: { trustDomain: 'a.org' } }],
  ['config.rootNamespace is "x", but property namespace makes', { config: { rootNamespace: 'x' } }],
  ['config.defaultConfig.discoveryAddress is "x:1"', { config: { defaultConfig: { discoveryAddress: 'x:1' } } }],
  ['config.defaultConfig.meshId is "x"', { config: { defaultConfig: { meshId: 'x' } } }],
  ['config.defaultConfig.statusPort is 1, but property proxy.statusPort', { config: { defaultConfig: { statusPort: 1 } } }],
  ['config.defaultConfig.holdApplicationUntilProxyStarts is true', { config: { defaultConfig: { holdApplicationUntilProxyStarts: true } } }],
  ['config.accessLogFile is "/x", but property accessLog', { accessLog: AccessLog.text(), config: { accessLogFile: '/x' } }],
  ['config.defaultProviders.metrics is ["x"], but property metrics', { metrics: false, config: { defaultProviders: { metrics: ['x'] } } }],
  ['config.outboundTrafficPolicy.mode is "ALLOW_ANY", but property outboundTraffic', {
    outboundTraffic: OutboundTraffic.REGISTRY_ONLY,
    config: { outboundTrafficPolicy: { mode: mesh.MeshConfigOutboundTrafficPolicyMode.ALLOW_ANY } },
  }],
])('a setting with two writers is refused: %s', (message, props) => {
  expect(refusal(props)).toThrow(message);
});
