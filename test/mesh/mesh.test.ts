import { App, Chart } from 'cdk8s';
import { Mesh } from '../../src/mesh/mesh';
import { Manifests, newChart, synth } from './synth';

test('a default install has exactly these objects, in the order of their installation', () => {
  const objects = synth().all.filter(({ kind }) => kind !== 'CustomResourceDefinition').map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(objects).toEqual([
    'Namespace istio-system',
    'ServiceAccount istiod',
    'ServiceAccount istio-reader-service-account',
    'ClusterRole istiod-clusterrole-istio-system',
    'ClusterRoleBinding istiod-clusterrole-istio-system',
    'ClusterRole istiod-gateway-controller-istio-system',
    'ClusterRoleBinding istiod-gateway-controller-istio-system',
    'ClusterRole istio-reader-clusterrole-istio-system',
    'ClusterRoleBinding istio-reader-clusterrole-istio-system',
    'Role istiod',
    'RoleBinding istiod',
    'ConfigMap istio',
    'ConfigMap istio-sidecar-injector',
    'Deployment istiod',
    'Service istiod',
    'HorizontalPodAutoscaler istiod',
    'MutatingWebhookConfiguration istio-sidecar-injector',
    'ValidatingWebhookConfiguration istio-validator-istio-system',
    'ValidatingWebhookConfiguration istiod-default-validator',
  ]);
});

test('the CRDs come first', () => {
  const kinds = synth().all.map(({ kind }) => kind);
  expect(kinds.slice(0, 15)).toEqual(Array(15).fill('CustomResourceDefinition'));
});

test('a revision gives its objects names of their own', () => {
  const manifests = synth({ revision: 'canary' });
  expect(manifests.names('Deployment')).toEqual(['istiod-canary']);
  expect(manifests.names('ConfigMap')).toEqual(['istio-canary', 'istio-sidecar-injector-canary']);
  expect(manifests.names('ClusterRole')).toEqual([
    'istiod-clusterrole-canary-istio-system', 'istiod-gateway-controller-canary-istio-system', 'istio-reader-clusterrole-canary-istio-system',
  ]);
  expect(manifests.names('ValidatingWebhookConfiguration')).toEqual(['istio-validator-canary-istio-system', 'istiod-default-validator']);
});

test("the revision 'default' is the one without suffix", () => {
  expect(synth({ revision: 'default' }).all).toEqual(synth().all);
});

test('an empty revision is the default one', () => {
  const mesh = new Mesh(newChart(), 'mesh', { revision: '' });
  expect(mesh.meshRef.revision).toBe('');
});

test('all objects of a namespace stand in the given one', () => {
  const namespaces = synth({ namespace: 'mesh' }).all.map(({ metadata }) => metadata.namespace).filter(Boolean);
  expect(new Set(namespaces)).toEqual(new Set(['mesh']));
});

test('objects of the cluster do not take the namespace of their chart', () => {
  const chart = newChart('elsewhere');
  new Mesh(chart, 'mesh');
  const { metadata } = new Manifests(chart).get('ClusterRole', 'istiod-clusterrole-istio-system');
  expect(metadata.namespace).toBeUndefined();
});

test("the network is told to istiod by its namespace's label", () => {
  expect(synth({ network: 'east' }).get('Namespace', 'istio-system').metadata.labels).toMatchObject({ 'topology.istio.io/network': 'east' });
});

test('a second control plane leaves what the cluster has once to the first', () => {
  const chart = newChart();
  new Mesh(chart, 'canary', { revision: 'canary', clusterWide: false });
  const manifests = new Manifests(chart);
  expect(manifests.names('CustomResourceDefinition')).toEqual([]);
  expect(manifests.names('Namespace')).toEqual([]);
  expect(manifests.names('ServiceAccount')).toEqual(['istiod-canary']);
  expect(manifests.names('ValidatingWebhookConfiguration')).toEqual(['istio-validator-canary-istio-system']);
});

test('two control planes of one revision in a chart are refused', () => {
  const chart = newChart();
  new Mesh(chart, 'mesh');
  expect(() => new Mesh(chart, 'again', { clusterWide: false })).toThrow(
    "Mesh 'prod/again': the revision or tag 'default' in chart 'prod' is written by Mesh 'prod/mesh' already, one writer is allowed; "
    + 'give each control plane a revision of its own');
});

test('two owners of the cluster-wide objects in a chart are refused', () => {
  const chart = newChart();
  new Mesh(chart, 'mesh');
  expect(() => new Mesh(chart, 'canary', { revision: 'canary' })).toThrow(
    "Mesh 'prod/canary': the set of CRDs and other cluster-wide objects in chart 'prod' is written by Mesh 'prod/mesh' already, one writer is allowed; "
    + 'set clusterWide to false for all control planes but one');
});

test('each chart is a cluster of its own', () => {
  const app = new App();
  new Mesh(new Chart(app, 'east'), 'mesh');
  expect(() => new Mesh(new Chart(app, 'west'), 'mesh')).not.toThrow();
});

test('a mesh tells others where it is and whom it trusts', () => {
  const mesh = new Mesh(newChart(), 'mesh', { revision: 'canary', namespace: 'mesh', trustDomain: 'example.org', clusterDomain: 'corp.local' });
  expect(mesh.meshRef).toEqual({
    revision: 'canary', namespace: 'mesh', trustDomain: 'example.org', clusterDomain: 'corp.local', ambient: false,
  });
});

test('labels say what an object belongs to, and nothing of Helm', () => {
  const { labels } = synth({ tag: '1.31.2' }).get('Service', 'istiod').metadata;
  expect(labels).toEqual({
    'app': 'istiod',
    'app.kubernetes.io/name': 'istiod',
    'app.kubernetes.io/part-of': 'istio',
    'app.kubernetes.io/version': '1.31.2',
    'istio': 'pilot',
    'istio.io/rev': 'default',
    'operator.istio.io/component': 'Pilot',
  });
});
