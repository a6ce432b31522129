import { Duration } from 'cdk8s';
import { parse } from 'yaml';
import { MeshProps } from '../../src/mesh/mesh-props';
import { ProxyLogLevel } from '../../src/mesh/proxy-options';
import { SeccompProfile } from '../../src/workload/seccomp-profile';
import { synth } from './synth';

const injector = (props?: MeshProps) => synth(props).all.find(({ kind, data }) => kind === 'ConfigMap' && data.config).data;
const values = (props?: MeshProps) => JSON.parse(injector(props).values);
const sidecar = (props?: MeshProps): string => parse(injector(props).config).templates.sidecar;

test('the injector has templates of sidecars, gateways, proxyless workloads and waypoints', () => {
  expect(Object.keys(parse(injector().config).templates)).toEqual(['sidecar', 'gateway', 'grpc-agent', 'waypoint', 'kube-gateway']);
});

test("proxies run the mesh's images", () => {
  expect(values({ hub: 'example.com/istio', tag: '1.31.2' }).global).toMatchObject({ hub: 'example.com/istio', tag: '1.31.2', proxy: { image: 'proxyv2' } });
});

test('another image is that of the init container too', () => {
  expect(values({ proxy: { image: 'proxyv2-hardened' } }).global).toMatchObject({
    proxy: { image: 'proxyv2-hardened' }, proxy_init: { image: 'proxyv2-hardened' },
  });
});

test('the init container can have an image of its own', () => {
  expect(values({ proxy: { image: 'proxyv2-hardened', initImage: 'init' } }).global).toMatchObject({ proxy: { image: 'proxyv2-hardened' }, proxy_init: { image: 'init' } });
});

test('proxies know their cluster, network and revision', () => {
  expect(values({ clusterName: 'east', network: 'lan', revision: 'canary', namespace: 'mesh' })).toMatchObject({
    revision: 'canary', global: { istioNamespace: 'mesh', network: 'lan', multiCluster: { clusterName: 'east' } },
  });
});

test('proxies have their certificates signed by the istiod of their revision', () => {
  expect(sidecar({ revision: 'canary', namespace: 'mesh' })).toContain('istiod-canary.mesh.svc:15012');
});

test('an application waits for its proxy where it is told to', () => {
  expect(values({ proxy: { holdApplicationUntilProxyStarts: true } }).global.proxy.holdApplicationUntilProxyStarts).toBe(true);
});

test.each<[string, MeshProps['proxy'], string]>([
  ['addresses', { includeIpRanges: ['10.0.0.0/8', '172.16.0.0/12'] }, '10.0.0.0/8,172.16.0.0/12'],
  ['addresses left out', { excludeIpRanges: ['192.168.0.0/16'] }, '192.168.0.0/16'],
  ['inbound ports', { includeInboundPorts: [8081, 8082] }, '8081,8082'],
  ['inbound ports left out', { excludeInboundPorts: [9998, 9999] }, '9998,9999'],
  ['outbound ports', { includeOutboundPorts: [5432, 5433] }, '5432,5433'],
  ['outbound ports left out', { excludeOutboundPorts: [3306, 3307] }, '3306,3307'],
  ["Envoy's log level", { logLevel: ProxyLogLevel.CRITICAL }, 'critical'],
  ['log levels of components', { componentLogLevel: 'upstream:debug' }, 'upstream:debug'],
  ['resources', { resources: { requests: { cpu: '11m' } } }, '11m'],
  ['the status port', { statusPort: 15033 }, '15033'],
  ['the time between two probes', { readiness: { period: Duration.seconds(17) } }, '17'],
  ['the time to the first probe', { readiness: { initialDelay: Duration.seconds(41) } }, '41'],
  ['failures of a probe', { readiness: { failureThreshold: 19 } }, '19'],
  ['the rights to low ports', { capNetBindService: true }, '"sidecar.istio.io/capNetBindService" true'],
  ['the seccomp profile', { seccompProfile: SeccompProfile.localhost('mesh.json') }, 'localhostProfile: mesh.json'],
  ['hooks', { lifecycle: { preStop: { exec: { command: ['flush-all'] } } } }, 'flush-all'],
  ['the log of ejected endpoints', { outlierLogPath: '/dev/ejected' }, '--outlierLogPath=/dev/ejected'],
  ['the port for tokens', { stsPort: 15463 }, '--stsPort=15463'],
  ['rules of nftables', { nativeNftables: true }, '--native-nftables'],
  ['rules over rules', { forceApplyIptables: true }, '--force-apply'],
  ['the time to start', { readiness: { startupTimeout: Duration.seconds(77) } }, '77'],
])('the template has %s', (_, proxy, text) => {
  expect(sidecar()).not.toContain(text);
  expect(sidecar({ proxy })).toContain(text);
});

test('the startup probe can be left out', () => {
  expect(sidecar()).toContain('startupProbe');
  expect(sidecar({ proxy: { readiness: { startupTimeout: Duration.seconds(0) } } })).not.toContain('startupProbe');
});

test('sidecar and init container can be privileged', () => {
  expect(sidecar()).toContain('privileged: false');
  expect(sidecar({ proxy: { privileged: true } })).not.toContain('privileged: false');
});
