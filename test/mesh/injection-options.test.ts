import { App, Chart, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { InjectionOptions, InjectionPolicy, ReinvocationPolicy } from '../../src/mesh/injection-options';
import { InjectionTemplate } from '../../src/mesh/injection-template';
import { Mesh } from '../../src/mesh/mesh';
import { MeshProps } from '../../src/mesh/mesh-props';
import { SeccompProfile } from '../../src/workload/seccomp-profile';
import { newChart, refusal, synth } from './synth';

const injector = (props: MeshProps) => synth(props).all.find(({ kind, data }) => kind === 'ConfigMap' && data.config).data;
const config = (injection: InjectionOptions) => parse(injector({ injection }).config);
const values = (injection: InjectionOptions) => JSON.parse(injector({ injection }).values);
const webhooks = (props: MeshProps, name = 'istio-sidecar-injector') => synth(props).get('MutatingWebhookConfiguration', name).webhooks;

test.each<[string, InjectionOptions, object]>([
  ['the policy', { policy: InjectionPolicy.DISABLED }, { policy: 'disabled' }],
  ['pods that never get a proxy', { neverInject: [{ matchLabels: { job: 'yes' } }] }, { neverInjectSelector: [{ matchLabels: { job: 'yes' } }] }],
  ['pods that always get one', { alwaysInject: [{ matchLabels: { web: 'yes' } }] }, { alwaysInjectSelector: [{ matchLabels: { web: 'yes' } }] }],
  ['annotations', { injectedAnnotations: { 'example.com/injected': 'yes' } }, { injectedAnnotations: { 'example.com/injected': 'yes' } }],
  ['templates and their names', {
    templates: [InjectionTemplate.of('note', { metadata: { labels: { noted: 'yes' } } }), InjectionTemplate.fromText('text', 'spec: {}')], aliases: { all: ['sidecar', 'note'] }, defaultTemplates: ['all'],
  }, { templates: { note: 'metadata:\n  labels:\n    noted: "yes"\n', text: 'spec: {}' }, aliases: { all: ['sidecar', 'note'] }, defaultTemplates: ['all'] }],
])('the injector knows %s', (_, injection, expected) => {
  expect(config(injection)).toMatchObject(expected);
});

test('probes of applications can be left alone', () => {
  expect(values({ rewriteAppHttpProbe: false })).toMatchObject({ sidecarInjectorWebhook: { rewriteAppHTTPProbe: false } });
});

test.each<[string, InjectionOptions, string, string]>([
  ['gateways another security context', { gatewaySecurityContext: { fsGroup: 4711 } }, 'gateway', 'fsGroup: 4711'],
  ['deployed gateways a seccomp profile', { gatewaySeccompProfile: SeccompProfile.runtimeDefault() }, 'kube-gateway', 'type: RuntimeDefault'],
  ['waypoints their resources', { waypoint: { resources: { requests: { cpu: '11m' } } } }, 'waypoint', 'cpu: "11m"'],
  ['waypoints their nodes', { waypoint: { nodeSelector: { pool: 'edge' } } }, 'waypoint', 'pool: edge'],
])('templates give %s', (_, injection, template, text) => {
  expect(config({}).templates[template]).not.toContain(text);
  expect(config(injection).templates[template]).toContain(text);
});

test('limits of waypoints that are not given stay', () => {
  expect(config({ waypoint: { resources: { requests: { cpu: '11m' } } } }).templates.waypoint).toContain('memory: "1Gi"');
});

describe('webhooks', () => {
  test('can be asked again', () => {
    expect(new Set(webhooks({ injection: { reinvocationPolicy: ReinvocationPolicy.IF_NEEDED } }).map(({ reinvocationPolicy }: any) => reinvocationPolicy))).toEqual(new Set(['IfNeeded']));
  });

  test('can see pods of namespaces without any label', () => {
    const names = (props: MeshProps) => webhooks(props).map(({ name }: any) => name);
    expect(names({})).not.toContain('auto.sidecar-injector.istio.io');
    expect(webhooks({ injection: { enableNamespacesByDefault: true } })).toContainEqual(expect.objectContaining({
      name: 'auto.sidecar-injector.istio.io',
      namespaceSelector: {
        matchExpressions: [
          { key: 'istio-injection', operator: 'DoesNotExist' },
          { key: 'istio.io/rev', operator: 'DoesNotExist' },
          { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'] },
        ],
      },
      objectSelector: { matchExpressions: [{ key: 'sidecar.istio.io/inject', operator: 'DoesNotExist' }, { key: 'istio.io/rev', operator: 'DoesNotExist' }] },
    }));
    expect(values({ enableNamespacesByDefault: true })).toMatchObject({ sidecarInjectorWebhook: { enableNamespacesByDefault: true } });
  });

  test('only of the default revision do', () => {
    const props: MeshProps = { revision: 'canary', injection: { enableNamespacesByDefault: true } };
    const app = new App();
    const mesh = new Mesh(new Chart(app, 'prod'), 'mesh', props);
    expect(mesh.node.validate()).toEqual(["Mesh 'prod/mesh': injection.enableNamespacesByDefault is true for revision 'canary', the default one is allowed; "
      + "leave out the revision, add the tag 'default', or enrol namespaces"]);
    expect(() => app.synthYaml()).toThrow('injection.enableNamespacesByDefault is true');
    mesh.addTag('default');
    expect(mesh.node.validate()).toEqual([]);
  });
});

describe('the mesh config', () => {
  const defaultConfig = (props: MeshProps) => parse(synth(props).get('ConfigMap', 'istio').data.mesh).defaultConfig;

  test('has what of the proxy stands there', () => {
    expect(defaultConfig({ proxy: { concurrency: 0, dnsCapture: true } })).toMatchObject({ concurrency: 0, proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } });
    expect(defaultConfig({ proxy: { dnsCapture: false } })).toMatchObject({ proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'false' } });
    expect(defaultConfig({})).not.toHaveProperty('proxyMetadata');
  });

  test('keeps other proxy metadata', () => {
    expect(defaultConfig({ proxy: { dnsCapture: true }, config: { defaultConfig: { proxyMetadata: { OWN: '1' } } } }).proxyMetadata).toEqual({ ISTIO_META_DNS_CAPTURE: 'true', OWN: '1' });
  });
});

test('istiod and the agents can log JSON', () => {
  expect(synth().istiod.args).not.toContain('--log_as_json');
  expect(synth({ istiod: { logAsJson: true } }).istiod.args).toContain('--log_as_json');
  expect(parse(injector({ istiod: { logAsJson: true } }).config).templates.sidecar).toContain('--log_as_json');
});

test.each<[string, MeshProps, string]>([
  ['a template without a name', { injection: { templates: [InjectionTemplate.of('my template', { spec: {} })] } },
    "Mesh 'prod/mesh': injection template 'my template' has not the name of a template (letters, digits, '-', '_' and '.', first and last a letter or digit); rename it"],
  ['a template that is no pod', { injection: { templates: [InjectionTemplate.of('own', { containers: [] })] } },
    "injection template 'own' has 'containers', 'metadata' and 'spec' of a Pod are allowed; write it like { spec: { containers: [{ name: 'istio-proxy', ... }] } }"],
  ['a template of nothing', { injection: { templates: [InjectionTemplate.of('own', {})] } }, "injection template 'own' has nothing in it, 'metadata' and 'spec' of a Pod are allowed"],
  ['a container without a name', { injection: { templates: [InjectionTemplate.of('own', { spec: { initContainers: [{ image: 'x' }] } })] } },
    "injection template 'own' has initContainers without a name, by which they are merged into the pod; name each"],
  ['an empty text', { injection: { templates: [InjectionTemplate.fromText('own', ' \n')] } }, "injection template 'own' is empty; write what it adds to a pod, as YAML"],
  ['a default template that is none', { injection: { defaultTemplates: ['own'] } }, "injection.defaultTemplates has 'own', which is no template of pods"],
  ['a profile of seccomp outside of its folder', { proxy: { seccompProfile: SeccompProfile.localhost('/x') } }, "proxy.seccompProfile '/x'"],
  ['resources of waypoints that contradict', { injection: { waypoint: { resources: { requests: { cpu: '3' } } } } }, 'injection.waypoint.resources requests cpu 3 is more than the limit 2'],
  ['half a thread', { proxy: { concurrency: 0.5 } }, 'proxy.concurrency is 0.5, whole numbers from 0 on are allowed; give such a number'],
  ['threads said twice', { proxy: { concurrency: 2 }, config: { defaultConfig: { concurrency: 3 } } }, 'config.defaultConfig.concurrency is 3, but property proxy.concurrency makes this setting'],
  ['DNS said twice', { proxy: { dnsCapture: true }, config: { defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'false' } } } },
    'config.defaultConfig.proxyMetadata.ISTIO_META_DNS_CAPTURE is "false", but property proxy.dnsCapture makes this setting'],
])('%s is refused', (_, props, message) => {
  expect(refusal(props)).toThrow(message);
});

test('the output is the same each time', () => {
  const once = () => { const chart = newChart(); new Mesh(chart, 'mesh', { injection: { templates: [InjectionTemplate.of('b', { spec: {} })] } }); return Testing.synth(chart); };
  expect(once()).toEqual(once());
});
