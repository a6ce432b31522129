import { ApiObject } from 'cdk8s';
import { parse } from 'yaml';
import { CniProvider } from '../../src/ambient/cni-provider';
import { DataPlane } from '../../src/mesh/data-plane';
import { DataPlaneMode } from '../../src/mesh/data-plane-mode';
import { Mesh } from '../../src/mesh/mesh';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Manifests, newChart, refusal, synth } from './synth';

const meshConfig = (manifests: Manifests) => parse(manifests.get('ConfigMap', 'istio').data.mesh);
const injector = (props: MeshProps) => synth(props).get('ConfigMap', 'istio-sidecar-injector').data.config;
const enrolled = (props: MeshProps, join: (mesh: Mesh) => unknown) => {
  const chart = newChart();
  join(new Mesh(chart, 'mesh', props));
  return new Manifests(chart).get('Namespace', 'shop').metadata.labels;
};

test.each<[string, MeshProps, string[]]>([
  ['without a word', {}, []],
  ['with sidecars', { dataPlane: DataPlane.sidecar() }, []],
  ['with sidecars and istio-cni', { dataPlane: DataPlane.sidecarWithCni() }, ['istio-cni-node']],
  ['of ambient', { dataPlane: DataPlane.ambient() }, ['istio-cni-node', 'ztunnel']],
  ['of ambient beside another one', { dataPlane: DataPlane.ambient(), clusterWide: false, revision: 'next' }, []],
  ['of ambient whose agents somebody else installs', { dataPlane: DataPlane.ambient({ installed: true }) }, []],
])('a mesh %s makes the agents that it needs', (_, props, agents) => {
  expect(synth(props).names('DaemonSet')).toEqual(agents);
});

test('with istio-cni the init container only checks', () => {
  expect(injector({})).toContain('istio-init');
  for (const dataPlane of [DataPlane.sidecarWithCni(), DataPlane.ambient()]) {
    expect(injector({ dataPlane })).toContain('istio-validation');
    expect(injector({ dataPlane })).not.toContain('istio-init');
  }
});

test('with Multus pods name the attachment', () => {
  expect(injector({ dataPlane: DataPlane.sidecarWithCni({ cniProvider: CniProvider.MULTUS }) })).toContain('default/istio-cni');
  expect(injector({ dataPlane: DataPlane.sidecarWithCni() })).not.toContain('default/istio-cni');
});

test('agents that another program makes decide on the injection nevertheless', () => {
  expect(injector({ dataPlane: DataPlane.sidecarWithCni({ installed: true }) })).toContain('istio-validation');
});

test('an ambient mesh is one for istiod and for the proxies', () => {
  const manifests = synth({ dataPlane: DataPlane.ambient() });
  expect(manifests.env.PILOT_ENABLE_AMBIENT).toBe('true');
  expect(meshConfig(manifests)).toMatchObject({
    defaultConfig: { proxyMetadata: { ISTIO_META_ENABLE_HBONE: 'true' } },
    serviceScopeConfigs: [{ servicesSelector: { matchExpressions: [{ key: 'istio.io/global', operator: 'In', values: ['true'] }] }, scope: 'GLOBAL' }],
  });
});

test('a mesh with sidecars is none', () => {
  const manifests = synth({ dataPlane: DataPlane.sidecarWithCni() });
  expect(manifests.env).not.toHaveProperty('PILOT_ENABLE_AMBIENT');
  expect(meshConfig(manifests)).not.toHaveProperty('serviceScopeConfigs');
  expect(meshConfig(manifests).defaultConfig).not.toHaveProperty('proxyMetadata');
});

test('which services are global can be said otherwise, and metadata be added', () => {
  const config = { serviceScopeConfigs: [], defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } } };
  expect(meshConfig(synth({ dataPlane: DataPlane.ambient(), config }))).toMatchObject({
    serviceScopeConfigs: [], defaultConfig: { proxyMetadata: { ISTIO_META_ENABLE_HBONE: 'true', ISTIO_META_DNS_CAPTURE: 'true' } },
  });
});

test('istiod trusts the account as which ztunnel runs', () => {
  const manifests = synth({ dataPlane: DataPlane.ambient({ ztunnelNamespace: 'kube-system', ztunnelName: 'node-proxy' }) });
  const { metadata, spec } = manifests.get('DaemonSet', 'node-proxy');
  expect(manifests.env.CA_TRUSTED_NODE_ACCOUNTS).toBe(`${metadata.namespace}/${spec.template.spec.serviceAccountName}`);
  expect(manifests.get('ServiceAccount', 'node-proxy').metadata.namespace).toBe('kube-system');
  expect(manifests.env.CA_TRUSTED_NODE_ACCOUNTS).toBe('kube-system/node-proxy');
});

test('a control plane beside another one trusts the same ztunnel', () => {
  const next: MeshProps = { clusterWide: false, revision: 'next', dataPlane: DataPlane.ambient({ ztunnelNamespace: 'kube-system' }) };
  expect(synth(next).env.CA_TRUSTED_NODE_ACCOUNTS).toBe('kube-system/ztunnel');
});

test('istio-cni runs in the namespace that is said', () => {
  const manifests = synth({ dataPlane: DataPlane.sidecarWithCni({ cniNamespace: 'kube-system' }) });
  expect(manifests.get('DaemonSet', 'istio-cni-node').metadata.namespace).toBe('kube-system');
});

test('a namespace joins an ambient mesh by istio.io/dataplane-mode, whatever the revision', () => {
  expect(enrolled({ dataPlane: DataPlane.ambient(), revision: 'canary' }, (mesh) => mesh.enroll('shop'))).toEqual({ 'istio.io/dataplane-mode': 'ambient' });
});

test('a namespace of an ambient mesh can have sidecars', () => {
  const labels = enrolled({ dataPlane: DataPlane.ambient() }, (mesh) => mesh.enroll('shop', { mode: DataPlaneMode.SIDECAR }));
  expect(labels).toEqual({ 'istio-injection': 'enabled' });
});

test('a namespace made elsewhere joins in the mode that is said', () => {
  const join = (mode?: DataPlaneMode) => enrolled({ dataPlane: DataPlane.ambient() }, (mesh) => {
    mesh.enrollExisting(new ApiObject(mesh, 'shop', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }), mode);
  });
  expect(join()).toEqual({ 'istio.io/dataplane-mode': 'ambient' });
  expect(join(DataPlaneMode.SIDECAR)).toEqual({ 'istio-injection': 'enabled' });
});

test('a namespace joins the tag of an ambient mesh, and one that somebody else installed', () => {
  expect(enrolled({ dataPlane: DataPlane.ambient(), revision: 'v1' }, (mesh) => mesh.addTag('prod').enroll('shop'))).toEqual({ 'istio.io/dataplane-mode': 'ambient' });
  const chart = newChart();
  Mesh.fromRevision(chart, 'mesh', { ambient: true }).enroll('shop');
  expect(new Manifests(chart).get('Namespace', 'shop').metadata.labels).toEqual({ 'istio.io/dataplane-mode': 'ambient' });
});

test.each<[string, Record<string, string>, string]>([
  ['injection', { 'istio-injection': 'enabled' }, "label istio-injection=enabled, which keeps this mesh's proxies away ('disabled' is allowed)"],
  ['a revision, by which its pods would get sidecars', { 'istio.io/rev': 'canary' }, 'label istio.io/rev=canary, which'],
  ['no data plane', { 'istio.io/dataplane-mode': 'none' }, "label istio.io/dataplane-mode=none, which keeps this mesh's proxies away ('ambient' is allowed)"],
])('a namespace with %s is refused by an ambient mesh', (_, labels, message) => {
  expect(() => new Mesh(newChart(), 'mesh', { dataPlane: DataPlane.ambient() }).enroll('shop', { labels })).toThrow(message);
});

test('a namespace that istio-cni leaves alone is refused', () => {
  expect(() => new Mesh(newChart(), 'mesh', { dataPlane: DataPlane.ambient() }).enroll('kube-system')).toThrow(
    "namespace 'kube-system' cannot join the mesh, istio-cni redirects no pod of 'kube-system'; use another namespace");
});

test('ambient without ztunnel is refused', () => {
  expect(() => new Mesh(newChart(), 'mesh').enroll('shop', { mode: DataPlaneMode.AMBIENT })).toThrow(
    "namespace 'shop' cannot join in mode 'ambient', the mesh has no ztunnel; give the mesh DataPlane.ambient(), or leave out the mode");
});

test.each<[string, MeshProps, string]>([
  ['options of agents at a mesh that makes none', { clusterWide: false, revision: 'next', dataPlane: DataPlane.ambient({ cni: {}, ztunnel: {} }) },
    "Mesh 'prod/mesh': dataPlane has cni and ztunnel, but a mesh that is not clusterWide makes no node agents; "
    + 'say it at the mesh that is clusterWide'],
  ['options of agents that somebody else installs', { dataPlane: DataPlane.sidecarWithCni({ installed: true, cni: {} }) },
    'dataPlane has cni, but somebody else installs the node agents; leave it out, or leave out installed'],
  ['a namespace that is none', { dataPlane: DataPlane.ambient({ cniNamespace: 'Kube' }) }, "dataPlane.cniNamespace 'Kube' is not a DNS label"],
  ['a namespace of ztunnel that is none', { dataPlane: DataPlane.ambient({ ztunnelNamespace: 'Kube' }) }, "dataPlane.ztunnelNamespace 'Kube' is not a DNS label"],
  ['a name of ztunnel that is none', { dataPlane: DataPlane.ambient({ ztunnelName: 'Z' }) }, "dataPlane.ztunnelName 'Z' is not a DNS name"],
  ['ambient by a flag', { istiod: { env: { PILOT_ENABLE_AMBIENT: 'true' } } }, 'istiod.env has PILOT_ENABLE_AMBIENT, which property dataPlane sets'],
  ['another ztunnel than the one of the mesh', { dataPlane: DataPlane.ambient(), istiod: { env: { CA_TRUSTED_NODE_ACCOUNTS: 'a/b' } } },
    'istiod.env has CA_TRUSTED_NODE_ACCOUNTS, which property dataPlane sets; say it with dataPlane only'],
  ['no tunnels in an ambient mesh',
    { dataPlane: DataPlane.ambient(), config: { defaultConfig: { proxyMetadata: { ISTIO_META_ENABLE_HBONE: 'false' } } } },
    'config.defaultConfig.proxyMetadata.ISTIO_META_ENABLE_HBONE is "false", but property dataPlane makes this setting; say it with dataPlane only'],
])('%s is refused', (_, props, message) => {
  expect(refusal(props)).toThrow(message);
});
