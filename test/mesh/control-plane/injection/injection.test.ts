import { parse } from 'yaml';
import { injectorConfig, InjectionSettings } from '../../../../src/mesh/control-plane/injection/injection';
import { SETTINGS, withProxy } from './settings';

function configOf(settings: InjectionSettings): Record<string, any> {
  return parse(injectorConfig('Mesh', settings).config);
}

function templatesOf(settings: InjectionSettings): { sidecar: string; gateway: string } {
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

  test('injects enrolled pods by default', () => {
    expect(configOf(SETTINGS)).toMatchObject({ policy: 'enabled', neverInjectSelector: [], alwaysInjectSelector: [], injectedAnnotations: {} });
  });

  test('has the templates sidecar and gateway, as readable blocks', () => {
    const { config } = injectorConfig('Mesh', SETTINGS);
    expect(Object.keys(templatesOf(SETTINGS))).toEqual(['sidecar', 'gateway']);
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

  test('mount the mesh root only if istiod signs its own certificate', () => {
    expect(templatesOf(SETTINGS).gateway).toContain('istio-ca-root-cert');
    expect(templatesOf({ ...SETTINGS, certProvider: 'k8s.io/clusterissuers' }).gateway).not.toContain('istio-ca-root-cert');
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
