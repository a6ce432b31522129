import { ApiObject } from 'cdk8s';
import { InstalledMesh } from '../../src/mesh/installed-mesh';
import { Mesh } from '../../src/mesh/mesh';
import { Manifests, newChart } from './synth';

test("a mesh that somebody else installed has Istio's defaults", () => {
  expect(Mesh.fromRevision(newChart(), 'mesh').meshRef).toEqual({
    revision: '', namespace: 'istio-system', trustDomain: 'cluster.local', clusterDomain: 'cluster.local', ambient: false,
  });
});

test('the construct takes no options, too', () => {
  expect(new InstalledMesh(newChart(), 'mesh').meshRef.namespace).toBe('istio-system');
});

test('it makes nothing but the namespaces that join', () => {
  const chart = newChart();
  Mesh.fromRevision(chart, 'mesh', { revision: 'prod' }).enroll('shop');
  expect(new Manifests(chart).all).toEqual([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio.io/rev': 'prod' } } },
  ]);
});

test('it labels namespaces made elsewhere', () => {
  const chart = newChart();
  const shop = new ApiObject(chart, 'shop', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  Mesh.fromRevision(chart, 'mesh', { revision: 'default' }).enrollExisting(shop);
  expect(shop.toJson().metadata.labels).toEqual({ 'istio-injection': 'enabled' });
});

test.each([
  [{ revision: '1.31' }, "InstalledMesh 'prod/mesh': revision '1.31' is not a DNS label"],
  [{ namespace: 'A' }, "namespace 'A' is not a DNS label"],
  [{ trustDomain: 'A' }, "trustDomain 'A' is not a DNS name"],
  [{ clusterDomain: 'A' }, "clusterDomain 'A' is not a DNS name"],
])('bad input is refused: %p', (options, message) => {
  expect(() => Mesh.fromRevision(newChart(), 'mesh', options)).toThrow(message);
});
