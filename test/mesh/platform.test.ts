import { DataPlane } from '../../src/mesh/data-plane';
import { Platform } from '../../src/mesh/platform';
import { hostPaths, container } from '../ambient/agents';
import { refusal, synth } from './synth';

const CNI = 'istio-cni-node';
const directories = (platform?: Platform) => {
  const paths = hostPaths(synth({ platform, dataPlane: DataPlane.ambient() }), CNI);
  return [paths['/host/opt/cni/bin'], paths['/host/etc/cni/net.d'], paths['/host/var/run/netns']];
};

test.each<[string, Platform | undefined, string[]]>([
  ['a cluster of upstream Kubernetes', undefined, ['/opt/cni/bin', '/etc/cni/net.d', '/var/run/netns']],
  ['EKS', Platform.EKS, ['/opt/cni/bin', '/etc/cni/net.d', '/var/run/netns']],
  ['GKE', Platform.GKE, ['/home/kubernetes/bin', '/etc/cni/net.d', '/var/run/netns']],
  ['OpenShift', Platform.OPENSHIFT, ['/var/lib/cni/bin', '/etc/cni/multus/net.d', '/var/run/netns']],
  ['k3d', Platform.K3D, ['/bin', '/var/lib/rancher/k3s/agent/etc/cni/net.d', '/var/run/netns']],
  ['k3s', Platform.K3S, ['/var/lib/rancher/k3s/data/cni', '/var/lib/rancher/k3s/agent/etc/cni/net.d', '/var/run/netns']],
  ['MicroK8s', Platform.MICROK8S, ['/var/snap/microk8s/current/opt/cni/bin', '/var/snap/microk8s/current/args/cni-network', '/var/run/netns']],
  ['minikube', Platform.MINIKUBE, ['/opt/cni/bin', '/etc/cni/net.d', '/var/run/docker/netns']],
])('%s has its network plugins where it has them', (_, platform, expected) => {
  expect(directories(platform)).toEqual(expected);
});

test('what the platform says of directories, the user can say otherwise', () => {
  const manifests = synth({ platform: Platform.K3S, dataPlane: DataPlane.sidecarWithCni({ cni: { binDir: '/opt/cni/bin' } }) });
  expect(hostPaths(manifests, CNI)).toMatchObject({ '/host/opt/cni/bin': '/opt/cni/bin' });
});

test.each([[Platform.OPENSHIFT, 'openshift'], [Platform.GKE, 'gke'], [Platform.K3S, 'k3s']])('istiod is told of its platform: %#', (platform, name) => {
  expect(synth({ platform }).env.PLATFORM).toBe(name);
  expect(platform.name).toBe(name);
});

test.each([undefined, Platform.KUBERNETES, Platform.EKS])('istiod is told nothing where nothing differs', (platform) => {
  expect(synth({ platform }).env).not.toHaveProperty('PLATFORM');
});

test('on GKE the agents get a quota for pods of their priority', () => {
  const manifests = synth({ platform: Platform.GKE, dataPlane: DataPlane.ambient() });
  expect(manifests.names('ResourceQuota')).toEqual(['istio-cni-resource-quota', 'ztunnel']);
  expect(manifests.get('ResourceQuota', 'ztunnel').spec.hard).toEqual({ pods: '5000' });
  expect(synth({ dataPlane: DataPlane.ambient() }).names('ResourceQuota')).toEqual([]);
});

test('on OpenShift sidecars get their traffic from istio-cni, through Multus', () => {
  const manifests = synth({ platform: Platform.OPENSHIFT });
  expect(manifests.get('ConfigMap', 'istio-cni-config').data).toMatchObject({ CHAINED_CNI_PLUGIN: 'false', CNI_CONF_NAME: 'istio-cni.conf' });
  expect(manifests.names('NetworkAttachmentDefinition')).toEqual(['istio-cni']);
  const { config } = manifests.get('ConfigMap', 'istio-sidecar-injector').data;
  expect(config).toContain('istio-validation');
  expect(config).toContain('default/istio-cni');
});

test('on OpenShift the agents run in kube-system, and istiod trusts the ztunnel of there', () => {
  const manifests = synth({ platform: Platform.OPENSHIFT, dataPlane: DataPlane.ambient() });
  const places = ['istio-cni-node', 'ztunnel'].map((name) => manifests.get('DaemonSet', name).metadata.namespace);
  expect(places).toEqual(['kube-system', 'kube-system']);
  expect(manifests.env.CA_TRUSTED_NODE_ACCOUNTS).toBe('kube-system/ztunnel');
});

test('on OpenShift the agents may be what they are', () => {
  const manifests = synth({ platform: Platform.OPENSHIFT, dataPlane: DataPlane.ambient() });
  for (const [role, daemon] of [['istio-cni', CNI], ['ztunnel', 'ztunnel']]) {
    expect(manifests.get('ClusterRole', role).rules).toContainEqual({
      apiGroups: ['security.openshift.io'], resources: ['securitycontextconstraints'], resourceNames: ['privileged'], verbs: ['use'],
    });
    expect(container(manifests, daemon).securityContext.seLinuxOptions).toEqual({ type: 'spc_t' });
  }
});

test('elsewhere ztunnel has no rights in the cluster', () => {
  expect(synth({ dataPlane: DataPlane.ambient() }).names('ClusterRole')).not.toContain('ztunnel');
});

test("on OpenShift the end of istiod's log says why it ended", () => {
  expect(synth({ platform: Platform.OPENSHIFT }).istiod.terminationMessagePolicy).toBe('FallbackToLogsOnError');
  expect(synth().istiod).not.toHaveProperty('terminationMessagePolicy');
});

test('an init container that redirects traffic is refused on OpenShift', () => {
  expect(refusal({ platform: Platform.OPENSHIFT, dataPlane: DataPlane.sidecar() })).toThrow(
    "Mesh 'prod/mesh': dataPlane is DataPlane.sidecar() on platform 'openshift', but OpenShift's SecurityContextConstraints let no pod of an application "
    + 'redirect its own traffic; take DataPlane.sidecarWithCni() or DataPlane.ambient()');
});

test('the platform is said by its property only', () => {
  expect(refusal({ platform: Platform.OPENSHIFT, istiod: { env: { PLATFORM: 'gcp' } } })).toThrow(
    'istiod.env has PLATFORM, which property platform sets; say it with platform only');
});
