import { CniProvider } from '../../src/ambient/cni-provider';
import { CniRepair } from '../../src/ambient/cni-repair';
import { Platform } from '../../src/mesh/platform';
import { ambient, ambientRefusal, container, env, hostPaths, pod, withCni } from './agents';

const CNI = 'istio-cni-node';
const config = (manifests: ReturnType<typeof withCni>) => manifests.get('ConfigMap', 'istio-cni-config').data;
const checksum = (manifests: ReturnType<typeof withCni>) => (
  manifests.get('DaemonSet', CNI).spec.template.metadata.annotations['checksum/istio-cni-config']
);
const rights = (manifests: ReturnType<typeof withCni>, role: string) => (
  manifests.get('ClusterRole', role).rules.map(({ resources, verbs }: any) => `${resources.join(' ')}: ${verbs.join(' ')}`)
);

test('the agent runs on every node that has Linux, with the highest priority', () => {
  expect(pod(withCni(), CNI)).toMatchObject({
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    priorityClassName: 'system-node-critical',
    serviceAccountName: 'istio-cni',
    terminationGracePeriodSeconds: 30,
    tolerations: [{ effect: 'NoSchedule', operator: 'Exists' }, { key: 'CriticalAddonsOnly', operator: 'Exists' }, { effect: 'NoExecute', operator: 'Exists' }],
  });
});

test('the agent has what it needs on the node, short of a privileged container', () => {
  expect(container(withCni(), CNI).securityContext).toEqual({
    privileged: false, runAsUser: 0, runAsGroup: 0, runAsNonRoot: false,
    capabilities: { drop: ['ALL'], add: ['NET_ADMIN', 'NET_RAW', 'SYS_PTRACE', 'SYS_ADMIN', 'DAC_OVERRIDE'] },
    appArmorProfile: { type: 'Unconfined' },
  });
});

test('hub, tag, pull policy and secrets are those of the mesh', () => {
  const manifests = withCni({}, { hub: 'example.com/istio', tag: '1.31.0', imagePullSecrets: ['regcred'] });
  expect(container(manifests, CNI).image).toBe('example.com/istio/install-cni:1.31.0');
  expect(config(manifests).CURRENT_AGENT_VERSION).toBe('1.31.0');
  expect(manifests.get('ServiceAccount', 'istio-cni').imagePullSecrets).toEqual([{ name: 'regcred' }]);
});

test('the agent can stay behind in an upgrade', () => {
  const manifests = withCni({ cni: { tag: '1.30.3', hub: 'example.com/old' } });
  expect(container(manifests, CNI).image).toBe('example.com/old/install-cni:1.30.3');
  expect(manifests.get('DaemonSet', CNI).metadata.labels['app.kubernetes.io/version']).toBe('1.30.3');
});

test('another image has the tag, a whole reference stands as it is', () => {
  expect(container(withCni({ cni: { image: 'my-cni' } }), CNI).image).toBe('docker.io/istio/my-cni:1.31.1');
  expect(container(withCni({ cni: { image: 'example.com/cni@sha256:abc' } }), CNI).image).toBe('example.com/cni@sha256:abc');
});

test('the objects are found by name, revision and component', () => {
  expect(withCni({}, { revision: 'canary' }).get('DaemonSet', CNI).metadata.labels).toEqual({
    'app.kubernetes.io/name': 'istio-cni',
    'app.kubernetes.io/part-of': 'istio',
    'app.kubernetes.io/version': '1.31.1',
    'istio.io/rev': 'canary',
    'k8s-app': 'istio-cni-node',
    'operator.istio.io/component': 'Cni',
  });
});

test('another config makes other pods', () => {
  expect(checksum(withCni())).toMatch(/^[0-9a-f]{64}$/);
  expect(checksum(withCni())).toBe(checksum(withCni({ cni: { resources: { requests: { cpu: '1' } } } })));
  expect(checksum(withCni())).not.toBe(checksum(withCni({ cni: { excludeNamespaces: [] } })));
});

test('with sidecars the agent sees the directories of the plugins and the processes of the node', () => {
  expect(hostPaths(withCni(), CNI)).toEqual({
    '/host/opt/cni/bin': '/opt/cni/bin',
    '/host/etc/cni/net.d': '/etc/cni/net.d',
    '/var/run/istio-cni': '/var/run/istio-cni',
    '/host/proc': '/proc',
  });
});

test('in an ambient mesh also network namespaces and the socket of ztunnel', () => {
  expect(hostPaths(ambient(), CNI)).toMatchObject({ '/host/var/run/netns': '/var/run/netns', '/var/run/ztunnel': '/var/run/ztunnel' });
});

test('directories and file can be said', () => {
  const manifests = ambient({ cni: { binDir: '/bin', confDir: '/conf', netnsDir: '/netns', confFileName: '10-calico.conflist', chained: false } });
  expect(hostPaths(manifests, CNI)).toMatchObject({ '/host/opt/cni/bin': '/bin', '/host/etc/cni/net.d': '/conf', '/host/var/run/netns': '/netns' });
  expect(config(manifests)).toMatchObject({ CNI_CONF_NAME: '10-calico.conflist', CHAINED_CNI_PLUGIN: 'false' });
});

test('with sidecars nothing goes to ztunnel', () => {
  expect(config(withCni())).toMatchObject({ AMBIENT_ENABLED: 'false', CHAINED_CNI_PLUGIN: 'true', EXCLUDE_NAMESPACES: 'kube-system' });
  expect(config(withCni())).not.toHaveProperty('CNI_CONF_NAME');
});

test('in an ambient mesh pods are taken by the label istio.io/dataplane-mode', () => {
  expect(config(ambient())).toMatchObject({
    AMBIENT_ENABLED: 'true', AMBIENT_DNS_CAPTURE: 'true', AMBIENT_IPV6: 'true',
    AMBIENT_RECONCILE_POD_RULES_ON_STARTUP: 'true', ENABLE_AMBIENT_DETECTION_RETRY: 'false',
    AMBIENT_ENABLEMENT_SELECTOR: expect.stringMatching(/^- podSelector:\n {4}matchLabels:\n {6}istio.io\/dataplane-mode: ambient\n/),
  });
});

test('what is redirected in an ambient mesh can be said', () => {
  const cni = {
    enablementSelectors: [{ namespaceSelector: { matchLabels: { mesh: 'yes' } } }],
    dnsCapture: false, ipv6: false, reconcileIptablesOnStartup: false, enableAmbientDetectionRetry: true, excludeNamespaces: ['kube-system', 'legacy'],
  };
  expect(config(ambient({ cni }))).toMatchObject({
    AMBIENT_ENABLEMENT_SELECTOR: '- namespaceSelector:\n    matchLabels:\n      mesh: "yes"\n',
    AMBIENT_DNS_CAPTURE: 'false', AMBIENT_IPV6: 'false', AMBIENT_RECONCILE_POD_RULES_ON_STARTUP: 'false', ENABLE_AMBIENT_DETECTION_RETRY: 'true',
    EXCLUDE_NAMESPACES: 'kube-system,legacy',
  });
});

test('the agent can run in the network of its node, and need not enter it then', () => {
  const manifests = ambient({ cni: { shareHostNetworkNamespace: true } });
  expect(pod(manifests, CNI)).toMatchObject({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' });
  expect(env(manifests, CNI)).not.toHaveProperty('ALLOW_SWITCH_TO_HOST_NS');
  expect(env(ambient(), CNI)).toMatchObject({ ALLOW_SWITCH_TO_HOST_NS: 'true' });
});

test('a configuration of its own is a copy of the one that is named', () => {
  expect(config(ambient({ cni: { confFileName: '10-calico.conflist', istioOwnedCniConfig: '02-istio-cni.conflist' } }))).toMatchObject({
    CNI_CONF_NAME: '10-calico.conflist', ISTIO_OWNED_CNI_CONFIG: 'true', ISTIO_OWNED_CNI_CONF_FILENAME: '02-istio-cni.conflist',
  });
});

test('broken pods are repaired in place, without rights in the cluster', () => {
  const manifests = withCni();
  expect(config(manifests)).toMatchObject({
    REPAIR_ENABLED: 'true', REPAIR_REPAIR_PODS: 'true', REPAIR_DELETE_PODS: 'false', REPAIR_LABEL_PODS: 'false',
    REPAIR_INIT_CONTAINER_NAME: 'istio-validation',
  });
  expect(rights(manifests, 'istio-cni-repair-role')).toEqual(['events: create patch', 'pods: get list watch']);
});

test.each<[string, CniRepair, Record<string, string>, string[]]>([
  ['deleted', CniRepair.deletePods({ initContainerName: 'my-check' }),
    { REPAIR_DELETE_PODS: 'true', REPAIR_REPAIR_PODS: 'false', REPAIR_INIT_CONTAINER_NAME: 'my-check' }, ['pods: delete']],
  ['labelled', CniRepair.labelPods({ key: 'broken', value: 'yes' }),
    { REPAIR_LABEL_PODS: 'true', REPAIR_REPAIR_PODS: 'false', REPAIR_BROKEN_POD_LABEL_KEY: 'broken', REPAIR_BROKEN_POD_LABEL_VALUE: 'yes' },
    ['pods/status: patch update']],
])('broken pods can be %s, which takes a right', (_, repair, keys, more) => {
  const manifests = withCni({ cni: { repair } });
  expect(config(manifests)).toMatchObject({ REPAIR_ENABLED: 'true', ...keys });
  expect(rights(manifests, 'istio-cni-repair-role')).toEqual(['events: create patch', 'pods: get list watch', ...more]);
  expect(hostPaths(manifests, CNI)).not.toHaveProperty('/host/proc');
});

test('broken pods can be left alone', () => {
  const manifests = withCni({ cni: { repair: CniRepair.none() } });
  expect(config(manifests)).toMatchObject({ REPAIR_ENABLED: 'false', REPAIR_REPAIR_PODS: 'false' });
  expect(manifests.names('ClusterRole')).not.toContain('istio-cni-repair-role');
});

test('in an ambient mesh the agent may mark pods, and look whether it is being updated', () => {
  expect(rights(ambient(), 'istio-cni-ambient')).toEqual(['pods/status: patch update', 'daemonsets: get']);
  expect(withCni().names('ClusterRole')).not.toContain('istio-cni-ambient');
});

test('roles are bound to the account in its namespace', () => {
  expect(withCni({ cniNamespace: 'kube-system' }).get('ClusterRoleBinding', 'istio-cni-repair-rolebinding')).toMatchObject({
    roleRef: { name: 'istio-cni-repair-role' }, subjects: [{ kind: 'ServiceAccount', name: 'istio-cni', namespace: 'kube-system' }],
  });
});

test('Multus is told by an attachment of the network', () => {
  const manifests = withCni({ cniProvider: CniProvider.MULTUS });
  expect(manifests.get('NetworkAttachmentDefinition', 'istio-cni')).toMatchObject({ apiVersion: 'k8s.cni.cncf.io/v1', metadata: { namespace: 'default' } });
  expect(withCni().names('NetworkAttachmentDefinition')).toEqual([]);
});

test('logs have the level and the form that are said', () => {
  expect(container(withCni(), CNI).args).toEqual(['--log_output_level=info']);
  expect(container(withCni({ cni: { logLevel: 'default:info,cni-plugin:debug' } }, { istiod: { logAsJson: true } }), CNI).args).toEqual([
    '--log_output_level=default:info,cni-plugin:debug', '--log_as_json',
  ]);
});

test('AppArmor and seccomp are said in the way that the cluster knows', () => {
  const annotation = 'container.apparmor.security.beta.kubernetes.io/install-cni';
  expect(withCni().get('DaemonSet', CNI).spec.template.metadata.annotations).not.toHaveProperty([annotation]);
  const manifests = withCni({ cni: { appArmorAnnotation: true, seccompProfile: { type: 'RuntimeDefault' } } });
  expect(manifests.get('DaemonSet', CNI).spec.template.metadata.annotations).toMatchObject({ [annotation]: 'unconfined' });
  expect(container(manifests, CNI).securityContext).toMatchObject({ seccompProfile: { type: 'RuntimeDefault' } });
  expect(container(manifests, CNI).securityContext).not.toHaveProperty('appArmorProfile');
});

test('nftables holds for sidecars and agents', () => {
  expect(config(withCni({}, { proxy: { nativeNftables: true } })).NATIVE_NFTABLES).toBe('true');
  expect(config(withCni()).NATIVE_NFTABLES).toBe('false');
});

test('a network policy lets in metrics and probes', () => {
  const manifests = withCni({}, { networkPolicy: true, revision: 'canary' });
  expect(manifests.get('NetworkPolicy', 'istio-cni-canary').spec).toEqual({
    podSelector: { matchLabels: { 'k8s-app': 'istio-cni-node' } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ ports: [{ protocol: 'TCP', port: 15014 }] }, { ports: [{ protocol: 'TCP', port: 8000 }] }],
    egress: [{}],
  });
});

test.each<[string, Parameters<typeof ambientRefusal>[0], string]>([
  ['a relative directory', { cni: { binDir: 'opt/cni/bin' } },
    "Mesh 'prod/mesh': cni.binDir is 'opt/cni/bin', an absolute path of the nodes is allowed; write it like '/opt/cni/bin'"],
  ['a file with a path', { cni: { confFileName: '/etc/10-calico.conflist' } },
    "cni.confFileName is '/etc/10-calico.conflist', the name of a file that ends in '.conf' or '.conflist' is allowed; write it like '10-calico.conflist'"],
  ['a file of its own that is none', { cni: { confFileName: 'a.conf', istioOwnedCniConfig: 'istio' } },
    "cni.istioOwnedCniConfig is 'istio', the name of a file that ends in '.conf' or '.conflist' is allowed"],
  ['a copy of nothing', { cni: { istioOwnedCniConfig: '02-istio-cni.conflist' } },
    "cni.istioOwnedCniConfig is '02-istio-cni.conflist', but nothing says which configuration it is a copy of; name that file with cni.confFileName"],
  ['a copy where nothing is chained', { cni: { istioOwnedCniConfig: '02-istio-cni.conflist', chained: false } },
    "cni.istioOwnedCniConfig is '02-istio-cni.conflist', but istio-cni is not chained and has a file of its own anyway; say its name with cni.confFileName"],
  ['an excluded namespace that is none', { cni: { excludeNamespaces: ['Kube'] } }, "cni.excludeNamespaces 'Kube' is not a DNS label"],
  ['a label without key', { cni: { repair: CniRepair.labelPods({ key: '' }) } },
    "cni.repair has an empty label key, a label's key is needed; leave it out for 'cni.istio.io/uninitialized'"],
  ['a level that is none', { cni: { logLevel: 'verbose' } },
    "cni.logLevel is 'verbose', a level (debug, info, warn, error, fatal, none) or '<scope>:<level>' joined by ',' is allowed; "
    + "write e.g. 'info' or 'default:info,cni-plugin:debug'"],
])('%s is refused', (_, options, message) => {
  expect(ambientRefusal(options)).toThrow(message);
});

test('a copy where the platform chains nothing is refused', () => {
  expect(ambientRefusal({ cni: { istioOwnedCniConfig: '02-istio-cni.conflist' } }, { platform: Platform.OPENSHIFT })).toThrow('is not chained');
});
