import { IMeshRef } from '../../src/ground/mesh-ref';
import { Clients } from '../../src/host/clients';
import { MtlsMode } from '../../src/security/mtls-mode';
import { PolicyScope } from '../../src/security/policy-scope';
import { StrictMtls } from '../../src/security/strict-mtls';
import { bookinfoChart, object } from '../service/objects';

const mesh: IMeshRef = { meshRef: { namespace: 'istio-system', revision: '', trustDomain: 'cluster.local', clusterDomain: 'cluster.local' } };

function peerAuthentication(cover: PolicyScope, portModes?: { [port: string]: MtlsMode }, id = 'strict'): any {
  const chart = bookinfoChart();
  new StrictMtls(chart, id, { cover, portModes });
  return object(chart, 'PeerAuthentication');
}

test('the mesh is covered from its root namespace', () => {
  expect(peerAuthentication(PolicyScope.mesh(mesh))).toEqual({
    apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name: 'default', namespace: 'istio-system' }, spec: { mtls: { mode: 'STRICT' } },
  });
});

test('a namespace is covered', () => {
  expect(peerAuthentication(PolicyScope.namespace('shop'))).toMatchObject({ metadata: { name: 'default', namespace: 'shop' }, spec: { mtls: { mode: 'STRICT' } } });
});

test('a workload is covered, with other modes for single ports', () => {
  expect(peerAuthentication(PolicyScope.workload('shop', { app: 'reviews' }), { 8080: MtlsMode.PERMISSIVE, 9090: MtlsMode.DISABLE })).toMatchObject({
    metadata: { name: 'strict', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'reviews' } },
      mtls: { mode: 'STRICT' },
      portLevelMtls: { 8080: { mode: 'PERMISSIVE' }, 9090: { mode: 'DISABLE' } },
    },
  });
});

test('a second writer of a scope is refused', () => {
  const chart = bookinfoChart();
  new StrictMtls(chart, 'a', { cover: PolicyScope.namespace('istio-system') });
  expect(() => new StrictMtls(chart, 'b', { cover: PolicyScope.mesh(mesh) })).toThrow(
    `StrictMtls 'bookinfo/b': the PeerAuthentication istio-system/default is written by StrictMtls 'bookinfo/a' already, one writer is allowed; cover that scope once`);
});

test('a second writer of a workload is refused', () => {
  const chart = bookinfoChart();
  new StrictMtls(chart, 'a', { cover: PolicyScope.workload('shop', { app: 'x', tier: 'y' }) });
  expect(() => new StrictMtls(chart, 'b', { cover: PolicyScope.workload('shop', { tier: 'y', app: 'x' }) })).toThrow(
    `the PeerAuthentication of the workload app=x,tier=y of shop is written by StrictMtls 'bookinfo/a' already`);
});

test('modes of ports need a workload', () => {
  expect(() => peerAuthentication(PolicyScope.namespace('shop'), { 8080: MtlsMode.DISABLE })).toThrow(
    `StrictMtls 'bookinfo/strict': portModes (8080) can't be set for the namespace shop, Istio allows them for workloads; cover the workload that has the port`);
});

test.each<[PolicyScope, { [port: string]: MtlsMode } | undefined, string]>([
  [PolicyScope.namespace('My'), undefined, `namespace 'My' is not a DNS label`],
  [PolicyScope.workload('shop', {}), undefined, 'labels of the workload is empty, at least one label is needed'],
  [PolicyScope.workload('shop', { app: 'x' }), { web: MtlsMode.DISABLE }, 'port of portModes is NaN, a whole number from 1 to 65535 is allowed'],
])('bad input is refused', (cover, portModes, message) => {
  expect(() => peerAuthentication(cover, portModes)).toThrow(`StrictMtls 'bookinfo/strict': ${message}`);
});

test('the name of the policy of a workload is its id', () => {
  expect(() => peerAuthentication(PolicyScope.workload('shop', { app: 'x' }), undefined, 'Strict')).toThrow(`name 'Strict' is not a DNS name`);
});

test('a Gateway of the Gateway API can not be covered', () => {
  expect(() => peerAuthentication(PolicyScope.gateway('shop', 'ingress'))).toThrow(
    `StrictMtls 'bookinfo/strict': it can't cover the gateway shop/ingress, mutual TLS is demanded by mesh, namespace or workload; cover one of these`);
});

test('what a construct stands for is covered', () => {
  expect(peerAuthentication(PolicyScope.of(Clients.namespace('shop')))).toMatchObject({ metadata: { name: 'default', namespace: 'shop' } });
  expect(peerAuthentication(PolicyScope.of(Clients.workloads({ namespace: 'shop', labels: { app: 'cart' } })))).toMatchObject({
    metadata: { name: 'strict', namespace: 'shop' }, spec: { selector: { matchLabels: { app: 'cart' } } },
  });
});
