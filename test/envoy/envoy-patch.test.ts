import { EnvoyConfig } from '../../src/envoy/envoy-config';
import { EnvoyPatch } from '../../src/envoy/envoy-patch';
import { EnvoyProxyMatch } from '../../src/envoy/envoy-proxy-match';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { PolicyScope } from '../../src/security/policy-scope';
import { bookinfoChart } from '../service/objects';
import { cart, ingress, lua, patch } from './synth';

const change = EnvoyConfig.inbound().httpFilters().beforeRouter(lua);
const anywhere = EnvoyConfig.any().httpFilters().beforeRouter(lua);
const outbound = EnvoyConfig.outbound().httpFilters().beforeRouter(lua);

test('a patch is an EnvoyFilter of its scope, with the reason where a person looks for it', () => {
  expect(patch([change, change])).toMatchObject({
    apiVersion: 'networking.istio.io/v1alpha3', kind: 'EnvoyFilter',
    metadata: { name: 'tuned', namespace: 'shop', annotations: { 'kubernetes.io/description': 'a bug of Envoy' } },
    spec: {
      workloadSelector: { labels: { app: 'cart' } }, priority: 10,
      configPatches: [{ applyTo: 'HTTP_FILTER', match: { context: 'SIDECAR_INBOUND' } }, { applyTo: 'HTTP_FILTER' }],
    },
  });
});

test('a namespace is covered without selector', () => {
  const { spec } = patch([change], { cover: PolicyScope.namespace('shop') });
  expect(spec).not.toHaveProperty('workloadSelector');
  expect(spec).not.toHaveProperty('targetRefs');
});

test('a Gateway of the Gateway API is covered by reference', () => {
  expect(patch([anywhere], { cover: ingress }).spec.targetRefs).toEqual([{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'ingress' }]);
});

test('a Service behind a waypoint is covered by reference', () => {
  const host = Hosts.named({ name: 'cart', namespace: 'shop', ports: [ServicePort.http(80)] });
  expect(patch([change], { cover: PolicyScope.service(host) })).toMatchObject({ metadata: { namespace: 'shop' }, spec: { targetRefs: [{ group: '', kind: 'Service', name: 'cart' }] } });
});

test('name and priority can be said', () => {
  expect(patch([change], { name: 'other', priority: -5 })).toMatchObject({ metadata: { name: 'other' }, spec: { priority: -5 } });
});

test('what is outbound can not be changed at a gateway', () => {
  expect(() => patch([outbound], { cover: ingress })).toThrow(
    `EnvoyPatch 'bookinfo/tuned': it changes what is OUTBOUND, the gateway shop/ingress has none; change what is GATEWAY, or INBOUND of a waypoint`);
});

test('a reason is demanded', () => {
  expect(() => patch([change], { reason: ' ' })).toThrow(
    `EnvoyPatch 'bookinfo/tuned': the reason is empty; say why Istio has no other way to do it: who upgrades the mesh has to know`);
});

test('a patch without changes is refused', () => {
  expect(() => patch([])).toThrow(`EnvoyPatch 'bookinfo/tuned': it has no changes, at least one is needed; say what is changed`);
});

test('priority 0 is refused, it leaves the order to chance', () => {
  expect(() => patch([change], { priority: 0 })).toThrow('priority is 0, the order among EnvoyFilters would be that in which they were made; give another number');
});

test('a priority beyond 32 bits is refused', () => {
  expect(() => patch([change], { priority: 2 ** 31 })).toThrow('priority is 2147483648, a whole number from -2147483648 to 2147483647 is allowed');
});

test('two patches of one name are refused', () => {
  const chart = bookinfoChart();
  const props = { cover: cart, reason: 'x', changes: [change] };
  new EnvoyPatch(chart, 'a', { ...props, name: 'same' });
  expect(() => new EnvoyPatch(chart, 'b', { ...props, name: 'same' })).toThrow(
    `EnvoyPatch 'bookinfo/b': the EnvoyFilter shop/same is written by EnvoyPatch 'bookinfo/a' already, one writer is allowed; give one of them another name`);
});

describe('proxies', () => {
  const proxyOf = (proxies: EnvoyProxyMatch) => patch([change], { proxies }).spec.configPatches[0].match.proxy;

  test('of a minor version only', () => {
    const { proxyVersion } = proxyOf({ istioMinor: '1.31' });
    expect(proxyVersion).toBe('^1\\.31([.-]|$)');
    expect(['1.31.1', '1.31-alpha.1', '1.3.1', '1.310.0'].map((version) => new RegExp(proxyVersion).test(version))).toEqual([true, true, false, false]);
  });

  test('by a regular expression and metadata', () => {
    expect(proxyOf({ versionRegex: '^1\\.3', metadata: { CLUSTER_ID: 'west' } })).toEqual({ proxyVersion: '^1\\.3', metadata: { CLUSTER_ID: 'west' } });
  });

  test.each([
    [{ istioMinor: '1.31', versionRegex: 'x' }, 'proxies are matched by istioMinor and versionRegex; say one of them'],
    [{ istioMinor: '1.31.1' }, `istioMinor is '1.31.1', two numbers are allowed; write e.g. '1.31'`],
    [{ versionRegex: '(?!1)' }, `the versionRegex '(?!1)' `],
  ])('%j is refused', (proxies, message) => {
    expect(() => proxyOf(proxies)).toThrow(message);
  });
});
