import { parse } from 'yaml';
import { injectorConfig, InjectionSettings } from '../../../../src/mesh/control-plane/injection/injection';
import { SETTINGS, withProxy } from './settings';

function configOf(settings: InjectionSettings): Record<string, any> {
  return parse(injectorConfig('Mesh', settings).config);
}

function templatesOf(settings: InjectionSettings): Record<string, string> {
  return configOf(settings).templates;
}

describe('config', () => {
  test('names the policy, the selectors and the default template', () => {
    const settings: InjectionSettings = {
      ...SETTINGS,
      policy: 'disabled',
      neverInjectSelector: [{ matchExpressions: [{ key: 'job', operator: 'Exists' }] }],
      alwaysInjectSelector: [{ matchLabels: { mesh: 'on' } }],
      injectedAnnotations: { 'example.com/injected': 'yes' },
    };
    expect(configOf(settings)).toMatchObject({
      policy: 'disabled',
      neverInjectSelector: [{ matchExpressions: [{ key: 'job', operator: 'Exists' }] }],
      alwaysInjectSelector: [{ matchLabels: { mesh: 'on' } }],
      injectedAnnotations: { 'example.com/injected': 'yes' },
      defaultTemplates: ['sidecar'],
    });
  });

  test('has the user\'s templates: fragments as text, texts as they are', () => {
    const settings: InjectionSettings = {
      ...SETTINGS,
      templates: [{ name: 'note', content: { metadata: { annotations: { note: '{{ .Name }}', on: 'on' } } } }, { name: 'text', content: 'spec: {{ .Spec }}' }],
      defaultTemplates: ['both'],
      aliases: { both: ['sidecar', 'note'] },
    };
    expect(configOf(settings)).toMatchObject({
      defaultTemplates: ['both'],
      aliases: { both: ['sidecar', 'note'] },
      templates: { note: 'metadata:\n  annotations:\n    note: {{ "{{ .Name }}" | quote }}\n    "on": "on"\n', text: 'spec: {{ .Spec }}' },
    });
  });

  test('injects enrolled pods by default', () => {
    expect(configOf(SETTINGS)).toMatchObject({ policy: 'enabled', neverInjectSelector: [], alwaysInjectSelector: [], injectedAnnotations: {} });
  });

  test('has the templates as readable blocks', () => {
    const { config } = injectorConfig('Mesh', SETTINGS);
    expect(Object.keys(templatesOf(SETTINGS))).toEqual(['sidecar', 'gateway', 'grpc-agent', 'waypoint', 'kube-gateway']);
    expect(config).toMatch(/^ {2}sidecar: \|$/m);
    expect(config).not.toMatch(/[ \t]$/m);
  });

  test('balances every block of the templates', () => {
    for (const template of Object.values(templatesOf({ ...SETTINGS, cni: true }))) {
      const opened = template.match(/\{\{-? (if|range|define) /g)?.length;
      expect(template.match(/\{\{-? end \}\}/g)?.length).toBe(opened);
    }
  });

  test('is the same text each time', () => {
    expect(injectorConfig('Mesh', SETTINGS)).toEqual(injectorConfig('Mesh', SETTINGS));
  });
});

describe('values', () => {
  const valuesOf = (settings: InjectionSettings) => JSON.parse(injectorConfig('Mesh', settings).values);

  test('say what istiod itself reads', () => {
    expect(valuesOf({ ...SETTINGS, revision: 'canary', network: 'network1', clusterName: 'cluster1', variant: 'distroless' })).toEqual({
      global: {
        hub: 'registry.istio.io/release', tag: '1.31.1', variant: 'distroless', istioNamespace: 'istio-system', network: 'network1',
        multiCluster: { clusterName: 'cluster1' },
        proxy: { image: 'proxyv2', holdApplicationUntilProxyStarts: false },
        proxy_init: { image: 'proxyv2' },
      },
      revision: 'canary',
      sidecarInjectorWebhook: { rewriteAppHTTPProbe: true, enableNamespacesByDefault: false },
    });
  });

  test('can leave the probes of applications alone', () => {
    expect(valuesOf({ ...SETTINGS, rewriteAppHTTPProbe: false })).toMatchObject({ sidecarInjectorWebhook: { rewriteAppHTTPProbe: false } });
  });

  test('order containers for applications that wait', () => {
    const values = valuesOf(withProxy({ holdApplicationUntilProxyStarts: true }));
    expect(values).toMatchObject({ global: { proxy: { holdApplicationUntilProxyStarts: true } } });
  });
});

describe('templates', () => {
  test('have the settings baked in, and read no values', () => {
    const { sidecar, gateway } = templatesOf({ ...SETTINGS, meshId: 'mesh1', network: 'network1', clusterName: 'cluster1' });
    for (const template of [sidecar, gateway]) {
      expect(template).toMatch(/- name: ISTIO_META_MESH_ID\n\s+value: mesh1\n/);
      expect(template).toMatch(/- name: ISTIO_META_NETWORK\n\s+value: network1\n/);
      expect(template).toMatch(/- name: ISTIO_META_CLUSTER_ID\n\s+value: cluster1\n/);
      expect(template).not.toContain('.Values');
    }
  });

  test('take the trust domain as mesh id, and no network, by default', () => {
    const { sidecar } = templatesOf({ ...SETTINGS, trustDomain: 'td.example.com' });
    expect(sidecar).toMatch(/- name: ISTIO_META_MESH_ID\n\s+value: td\.example\.com\n/);
    expect(sidecar).not.toContain('ISTIO_META_NETWORK');
  });

  test('put the redirection into istio-init, with rights on the network', () => {
    const { sidecar } = templatesOf(SETTINGS);
    expect(sidecar).toContain('- name: istio-init');
    expect(sidecar).toContain('- NET_RAW');
  });

  test('only check the redirection if the CNI plugin makes it', () => {
    const { sidecar } = templatesOf({ ...SETTINGS, cni: true });
    expect(sidecar).toContain('- name: istio-validation');
    expect(sidecar).toContain('- "--run-validation"');
    expect(sidecar).toContain('traffic.sidecar.istio.io/includeInboundPorts: ');
    expect(sidecar).not.toContain('NET_RAW');
  });

  test('mount the root of the mesh', () => {
    expect(templatesOf(SETTINGS).gateway).toContain('istio-ca-root-cert');
  });

  test('have no startup probe, if there is none to be', () => {
    expect(templatesOf(SETTINGS).sidecar).toContain('startupProbe:');
    expect(templatesOf(withProxy({ startup: undefined })).sidecar).not.toContain('startupProbe:');
  });

  test('name the pull secrets', () => {
    const { sidecar, gateway } = templatesOf({ ...SETTINGS, imagePullSecrets: ['registry'] });
    for (const template of [sidecar, gateway]) expect(template).toMatch(/imagePullSecrets:\n {4}- name: registry\n$/);
  });

  test('keep settings out of the template language', () => {
    const { sidecar } = templatesOf(withProxy({ lifecycle: { preStop: { exec: { command: ['sh', '-c', 'echo "{{ .Values }}" \\ #'] } } } }));
    expect(sidecar).toContain('- {{ "echo \\"{{ .Values }}\\" \\\\ #" | quote }}');
  });

  test('quote settings that YAML would read as something else', () => {
    const { sidecar } = templatesOf({ ...SETTINGS, meshId: 'on', network: '007', clusterName: 'a: b # c' });
    expect(sidecar).toContain('value: "on"');
    expect(sidecar).toContain('value: "007"');
    expect(sidecar).toContain('value: "a: b # c"');
  });
});

describe('the template grpc-agent', () => {
  const template = (settings = SETTINGS) => templatesOf(settings)['grpc-agent'];

  test('runs the agent without Envoy, whatever the proxy metadata say', () => {
    expect(template()).toMatch(/- name: ISTIO_META_GENERATOR\n\s+value: grpc\n/);
    expect(template()).toContain('range $key, $value := omit $.ProxyConfig.ProxyMetadata "ISTIO_META_DNS_CAPTURE" "DISABLE_ENVOY"');
    expect(template()).toMatch(/- name: DISABLE_ENVOY\n\s+value: "true"\n/);
  });

  test('tells each container of the application where its bootstrap is', () => {
    expect(template()).toMatch(/range \$key, \$value := \$containers \}\}\n\s+- name: \{\{ \$value \| quote \}\}\n\s+env:\n\s+- name: GRPC_XDS_EXPERIMENTAL_SECURITY_SUPPORT/);
    expect(template()).toContain('value: /etc/istio/proxy/grpc-bootstrap.json');
  });

  test('redirects nothing', () => {
    expect(template()).not.toContain('istio-init');
    expect(template()).toContain('sidecar.istio.io/rewriteAppHTTPProbers: "false"');
  });
});

describe('the templates of deployed gateways', () => {
  const kinds = ['ServiceAccount', 'Deployment', 'Service', 'HorizontalPodAutoscaler', 'PodDisruptionBudget'];

  test.each(['kube-gateway', 'waypoint'])('%s makes all objects that can be patched, each owned by its Gateway', (name) => {
    const template = templatesOf(SETTINGS)[name];
    expect(template.match(/^kind: \w+$/gm)).toEqual(kinds.map((kind) => `kind: ${kind}`));
    expect(template.match(/ownerReferences:/g)).toHaveLength(kinds.length);
  });

  test.each(['kube-gateway', 'waypoint'])('%s declares each variable once', (name) => {
    const declared = templatesOf(SETTINGS)[name].match(/^\{\{- \$\w+ :=/gm)!;
    expect(declared).toEqual([...new Set(declared)]);
  });

  test('a gateway routes, with what proxies of the mesh get', () => {
    const template = templatesOf(withProxy({ resources: { requests: { cpu: '77m' } } }))['kube-gateway'];
    expect(template).toMatch(/args:\n\s+- proxy\n\s+- router\n/);
    expect(template).toContain('cpu: "77m"');
    expect(template).toContain('net.ipv4.ip_unprivileged_port_start');
  });

  test('a waypoint has its own resources and place', () => {
    const { waypoint } = templatesOf({
      ...SETTINGS, waypoint: { resources: { limits: { memory: '77Mi' } }, nodeSelector: { disk: 'ssd' }, tolerations: [{ key: 'edge' }], affinity: { podAffinity: {} }, topologySpreadConstraints: [{ maxSkew: 2 }] },
    });
    expect(waypoint).toMatch(/args:\n\s+- proxy\n\s+- waypoint\n/);
    for (const text of ['memory: "77Mi"', 'disk: ssd', '- key: edge', 'podAffinity:', 'maxSkew: 2']) expect(waypoint).toContain(text);
    expect(waypoint).not.toContain('net.ipv4.ip_unprivileged_port_start');
  });

  test('both have the seccomp profile of gateways, unless their security context is given', () => {
    const settings = { ...SETTINGS, gatewaySeccompProfile: { type: 'RuntimeDefault' } };
    expect(templatesOf(settings)).toMatchObject({ 'kube-gateway': expect.stringContaining('type: RuntimeDefault'), 'waypoint': expect.stringContaining('type: RuntimeDefault') });
    const given = templatesOf({ ...settings, gatewaySecurityContext: { fsGroup: 1 } });
    expect(given['kube-gateway']).toContain('fsGroup: 1');
    expect(given['kube-gateway']).not.toContain('RuntimeDefault');
  });

  test('the network of a Gateway stands above the one of the cluster', () => {
    const { waypoint } = templatesOf({ ...SETTINGS, network: 'lan' });
    expect(waypoint).toContain('{{- $network := index $.InfrastructureLabels "topology.istio.io/network" | default "lan" }}');
  });
});

describe('certificates', () => {
  test.each([
    ['another audience of tokens', { tokenAudience: 'own-ca' }, 'audience: own-ca'],
    ['another ConfigMap of roots', { rootCertConfigMap: 'own-roots' }, 'name: own-roots'],
    ['a bundle of roots', { clusterTrustBundle: 'own:roots:1' }, 'name: "own:roots:1"'],
    ['another revocation list', { crlConfigMap: 'own-crl' }, 'name: own-crl'],
    ['another workload socket', { workloadSocket: { csi: { driver: 'csi.example.com' } } }, 'driver: csi.example.com'],
  ])('%s', (_, settings, text) => {
    expect(templatesOf({ ...SETTINGS, ...settings }).sidecar).toContain(text);
  });
});
