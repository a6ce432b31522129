import { ApiObject, App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { injectorConfig, InjectionSettings } from '../../src/mesh/control-plane/injection/injection';
import { StaticInjector } from '../../src/mesh/static-injection/static-injector';
import { differences } from './difference';
import { buildGoTools } from './go-tools';
import { admit, Installation, upstreamInstallation } from './injector';
import { Variant, VARIANTS } from './installations';
import { comparable } from './pod-form';

jest.setTimeout(20 * 60_000);

const tools = buildGoTools();

const DEBUGGER = {
  metadata: { labels: { debugged: 'yes' }, annotations: { note: 'a "quoted": {{ text }}' } },
  spec: {
    containers: [{ name: 'debugger', image: 'example.com/debugger:1' }, { name: 'istio-proxy', env: [{ name: 'DEBUG', value: '1' }] }],
    volumes: [{ name: 'dumps', emptyDir: {} }, { name: 'istio-data', emptyDir: { sizeLimit: '1Gi' } }],
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['debug.local'] }],
    priorityClassName: 'high',
  },
};
const { settings: DEFAULTS } = VARIANTS['the default'];
const asText = JSON.stringify(DEBUGGER).replace('{{ text }}', '{{ "{{ text }}" }}');

const LEFT_ALONE = { 'opted-out': 'leave out the label', 'host': 'leave out hostNetwork' };

/** Settings of injection that only istiod's webhook reads, and which pods are refused at synthesis. */
const OPTIONS: Record<string, Variant & { readonly refused: Record<string, string> }> = {
  'a template of its own': {
    settings: { ...DEFAULTS, templates: [{ name: 'debug', content: DEBUGGER }] },
    upstream: { values: { sidecarInjectorWebhook: { templates: { debug: asText } } } },
    refused: LEFT_ALONE,
  },
  'several default templates and annotations': {
    settings: { ...DEFAULTS, templates: [{ name: 'debug', content: DEBUGGER }], defaultTemplates: ['sidecar', 'debug'], injectedAnnotations: { 'injected': 'yes', 'istio.io/rev': 'x' } },
    upstream: {
      values: { sidecarInjectorWebhook: { templates: { debug: asText }, defaultTemplates: ['sidecar', 'debug'], injectedAnnotations: { 'injected': 'yes', 'istio.io/rev': 'x' } } },
    },
    refused: LEFT_ALONE,
  },
  'the text of a template': {
    settings: { ...DEFAULTS, templates: [{ name: 'debug', content: 'metadata: {annotations: {of: "{{ .DeploymentMeta.Name }}"}}' }] },
    upstream: { values: { sidecarInjectorWebhook: { templates: { debug: 'metadata: {annotations: {of: "{{ .DeploymentMeta.Name }}"}}' } } } },
    refused: { ...LEFT_ALONE, debugged: 'only istiod can read' },
  },
  'no injection without asking, and pods that always get it': {
    settings: { ...DEFAULTS, policy: 'disabled', alwaysInjectSelector: [{ matchLabels: { run: 'plain' } }] },
    upstream: { values: { global: { proxy: { autoInject: 'disabled' } }, sidecarInjectorWebhook: { alwaysInjectSelector: [{ matchLabels: { run: 'plain' } }] } } },
    refused: LEFT_ALONE,
  },
  'pods that never get it': {
    settings: { ...DEFAULTS, neverInjectSelector: [{ matchExpressions: [{ key: 'run', operator: 'In', values: ['plain', 'opted-in'] }] }] },
    upstream: { values: { sidecarInjectorWebhook: { neverInjectSelector: [{ matchExpressions: [{ key: 'run', operator: 'In', values: ['plain', 'opted-in'] }] }] } } },
    refused: { ...LEFT_ALONE, plain: 'leave out the injection' },
  },
};

const PODS = [
  pod('plain'), pod('other'), pod('debugged', {}, { 'inject.istio.io/templates': 'sidecar,debug' }),
  pod('opted-in', { 'sidecar.istio.io/inject': 'true' }), pod('opted-out', { 'sidecar.istio.io/inject': 'false' }), pod('host', {}, {}, { hostNetwork: true }),
];

function pod(name: string, labels: object = {}, annotations: object = {}, spec: object = {}): any {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop', labels: { run: name, ...labels }, annotations },
    spec: { ...spec, containers: [{ name: 'app', image: 'app:1' }], volumes: [{ name: 'own', emptyDir: {} }] },
  };
}

/** The pod as the program writes it, or why it does not. */
function outcomeOf(settings: InjectionSettings, mesh: string, each: any): object | string {
  const chart = new Chart(new App(), 'shop', { disableResourceNameHashes: true });
  const object = new ApiObject(chart, 'pod', each);
  new StaticInjector(chart, { settings, mesh: parse(mesh), native: false, compliancePolicy: '' }).injectInto(object);
  const [problem] = object.node.validate();
  return problem === undefined ? comparable(object.toJson()) : /leave out (the )?\w+|only istiod can read/.exec(problem)![0];
}

/** Templates that an installation does not have are refused by istiod. */
function podsFor({ templates = [] }: InjectionSettings): any[] {
  return PODS.filter(({ metadata }) => templates.length > 0 || !metadata.annotations['inject.istio.io/templates']);
}

function installed({ settings, upstream }: Variant): { ours: Installation; theirs: Installation } {
  const theirs = upstreamInstallation(tools, upstream);
  return { theirs, ours: { ...theirs, ...injectorConfig('Mesh', settings) } };
}

describe.each(Object.entries(OPTIONS))('with %s', (_, variant) => {
  const { ours, theirs } = installed(variant);
  const pods = podsFor(variant.settings);

  test('the webhook does what it does with the chart of upstream', () => {
    const upstream = admit(tools, theirs, false, pods).map(comparable);
    const found = admit(tools, ours, false, pods).flatMap((admitted, i) => differences(comparable(admitted), upstream[i], upstream[i].workload));
    expect(found).toEqual([]);
    expect(upstream.some(({ annotations }) => annotations.status)).toBe(true);
  });

  test('at synthesis the same pods come out, as far as a program can tell', () => {
    const { settings } = variant;
    const admitted = admit(tools, ours, false, pods).map(comparable);
    const outcomes = pods.map((each, i) => [each.metadata.name, outcomeOf(settings, theirs.mesh, each), admitted[i]]);
    const [injected, refused] = [true, false].map((whole) => outcomes.filter(([, outcome]) => (typeof outcome === 'object') === whole));
    expect(injected.flatMap(([name, ofProgram, webhook]) => (webhook.annotations.status ? differences(ofProgram, webhook, name) : []))).toEqual([]);
    expect(Object.fromEntries(refused.map(([name, why]) => [name, why]))).toEqual(variant.refused);
  });
});

test('an alias stands for its templates', () => {
  const { ours } = installed({ upstream: {}, settings: { ...DEFAULTS, templates: [{ name: 'debug', content: DEBUGGER }], aliases: { both: ['sidecar', 'debug'] } } });
  const [aliased, named] = admit(tools, ours, false, ['both', 'sidecar,debug'].map((templates) => pod('app', {}, { 'inject.istio.io/templates': templates })));
  expect(named.spec.containers).toHaveLength(3);
  expect(aliased.spec).toEqual(named.spec);
});
