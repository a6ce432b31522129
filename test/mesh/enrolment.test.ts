import { ApiObject } from 'cdk8s';
import * as kplus28 from 'cdk8s-plus-28';
import * as kplus33 from 'cdk8s-plus-33';
import { Construct } from 'constructs';
import { Mesh } from '../../src/mesh/mesh';
import { Manifests, newChart } from './synth';

const namespace = (scope: Construct, labels: Record<string, string> = {}) => (
  new ApiObject(scope, 'shop', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } })
);

test('a namespace joins the default revision by istio-injection', () => {
  const chart = newChart();
  new Mesh(chart, 'mesh').enroll('shop');
  expect(new Manifests(chart).get('Namespace', 'shop').metadata.labels).toEqual({ 'istio-injection': 'enabled' });
});

test('a namespace joins a named revision by istio.io/rev, and has no other label', () => {
  const chart = newChart();
  new Mesh(chart, 'mesh', { revision: 'canary' }).enroll('shop');
  expect(new Manifests(chart).get('Namespace', 'shop').metadata.labels).toEqual({ 'istio.io/rev': 'canary' });
});

test('namespaces come before what runs in them', () => {
  const chart = newChart();
  new Mesh(chart, 'mesh').enroll('shop');
  const kinds = chart.toJson().map(({ kind }) => kind);
  expect(kinds.lastIndexOf('Namespace')).toBeLessThan(kinds.indexOf('ServiceAccount'));
});

test('a namespace takes further labels and annotations', () => {
  const chart = newChart();
  new Mesh(chart, 'mesh').enroll('shop', { labels: { team: 'shop' }, annotations: { note: 'x' } });
  expect(new Manifests(chart).get('Namespace', 'shop').metadata).toMatchObject({ labels: { team: 'shop' }, annotations: { note: 'x' } });
});

test('enroll returns the namespace that it made', () => {
  const made = new Mesh(newChart('elsewhere'), 'mesh').enroll('shop');
  expect(made.name).toBe('shop');
  expect(ApiObject.of(made)).toBe(made.apiObject);
});

test('a namespace made elsewhere gets the label', () => {
  const chart = newChart();
  const shop = namespace(chart, { team: 'shop' });
  new Mesh(chart, 'mesh', { revision: 'canary' }).enrollExisting(shop);
  expect(new Manifests(chart).get('Namespace', 'shop').metadata.labels).toEqual({ 'team': 'shop', 'istio.io/rev': 'canary' });
});

test.each([kplus28, kplus33])('a namespace of cdk8s-plus gets the label', ({ Namespace }) => {
  const chart = newChart();
  new Mesh(chart, 'mesh').enrollExisting(new Namespace(chart, 'shop', { metadata: { name: 'shop' } }));
  expect(new Manifests(chart).get('Namespace', 'shop').metadata.labels).toMatchObject({ 'istio-injection': 'enabled' });
});

test('a namespace that says it already may join', () => {
  const chart = newChart();
  const shop = namespace(chart, { 'istio-injection': 'enabled', 'istio.io/dataplane-mode': 'none' });
  expect(() => new Mesh(chart, 'mesh').enrollExisting(shop)).not.toThrow();
});

test.each<[string, string, Record<string, string>]>([
  ['', "istio-injection=disabled, which keeps this mesh's proxies away ('enabled' is allowed)", { 'istio-injection': 'disabled' }],
  ['', "istio.io/rev=canary, which keeps this mesh's proxies away (it must not have that label)", { 'istio.io/rev': 'canary' }],
  ['canary', "istio-injection=enabled, which keeps this mesh's proxies away (it must not have that label)", { 'istio-injection': 'enabled' }],
  ['canary', "istio.io/rev=other, which keeps this mesh's proxies away ('canary' is allowed)", { 'istio.io/rev': 'other' }],
  ['', "istio.io/dataplane-mode=ambient, which keeps this mesh's proxies away ('none' is allowed)", { 'istio.io/dataplane-mode': 'ambient' }],
])('revision %p refuses a namespace with the label %s', (revision, message, labels) => {
  const chart = newChart();
  const mesh = new Mesh(chart, 'mesh', { revision });
  expect(() => mesh.enrollExisting(namespace(chart, labels))).toThrow(
    `Mesh 'prod/mesh': namespace 'shop' has the label ${message}; remove the label, or leave the namespace out of this mesh`);
});

test('a contradicting label is refused for a namespace made here too', () => {
  const mesh = new Mesh(newChart(), 'mesh');
  expect(() => mesh.enroll('shop', { labels: { 'istio.io/rev': 'canary' } })).toThrow("namespace 'shop' has the label istio.io/rev=canary");
});

test('a namespace joins once', () => {
  const mesh = new Mesh(newChart(), 'mesh');
  mesh.enroll('shop');
  expect(() => mesh.enroll('shop')).toThrow(
    "Mesh 'prod/mesh': namespace 'shop' has joined already; enrol it once, and keep what enroll() returned");
});

test('a namespace has one writer of its label', () => {
  const chart = newChart();
  const mesh = new Mesh(chart, 'mesh');
  mesh.enroll('shop');
  expect(() => mesh.enrollExisting(namespace(chart))).toThrow(
    "ApiObject 'prod/shop': the Namespace 'shop' of chart 'prod' is written by MeshNamespace 'prod/mesh/Namespaces/shop' already, "
    + 'one writer is allowed; make or enrol it once');
});

test("istiod's own namespace cannot be made again", () => {
  expect(() => new Mesh(newChart(), 'mesh').enroll('istio-system')).toThrow("the Namespace 'istio-system' of chart 'prod' is written by SystemNamespace");
});

test('a namespace whose pods are never injected is refused', () => {
  expect(() => new Mesh(newChart(), 'mesh').enroll('kube-system')).toThrow(
    "namespace 'kube-system' cannot join the mesh, istiod injects no pod of 'kube-system', 'kube-public', 'kube-node-lease' or 'local-path-storage'; "
    + 'use another namespace');
});

test('the name of a namespace is a DNS label', () => {
  expect(() => new Mesh(newChart(), 'mesh').enroll('Shop')).toThrow("namespace 'Shop' is not a DNS label");
});

test('only a Namespace can be enrolled', () => {
  const chart = newChart();
  const service = new ApiObject(chart, 'cart', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart' } });
  expect(() => new Mesh(chart, 'mesh').enrollExisting(service)).toThrow("namespace 'prod/cart' is a Service, a Namespace is allowed");
});
