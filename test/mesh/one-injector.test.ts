import { Mesh } from '../../src/mesh/mesh';
import { Manifests, newChart } from './synth';

type Labels = Record<string, string>;

const INJECTION = ['enabled', 'disabled'].map((value) => ({ 'istio-injection': value }));
const ASKED = ['true', 'false'].map((value) => ({ 'sidecar.istio.io/inject': value }));
const REVISIONS = ['default', 'stable', 'next', 'prod', 'canary'].map((value) => ({ 'istio.io/rev': value }));
const NAMESPACES: Labels[] = [{}, ...INJECTION, ...REVISIONS, ...INJECTION.flatMap((one) => REVISIONS.map((other) => ({ ...one, ...other })))];
const PODS: Labels[] = [{}, ...ASKED, ...REVISIONS, ...ASKED.flatMap((one) => REVISIONS.map((other) => ({ ...one, ...other })))];

const OPERATORS: Record<string, (value: string | undefined, values: string[]) => boolean> = {
  In: (value, values) => value !== undefined && values.includes(value),
  NotIn: (value, values) => value === undefined || !values.includes(value),
  DoesNotExist: (value) => value === undefined,
};

const matches = (labels: Labels, { matchExpressions }: any) => (
  matchExpressions.every(({ key, operator, values }: any) => OPERATORS[operator](labels[key], values))
);

/** The webhooks that a new pod goes to, each by the object that has it. */
function asked(manifests: Manifests, namespace: Labels, pod: Labels): string[] {
  return manifests.all.filter(({ kind }) => kind === 'MutatingWebhookConfiguration').flatMap(({ metadata, webhooks }) => webhooks
    .filter(({ namespaceSelector, objectSelector }: any) => matches(namespace, namespaceSelector) && matches(pod, objectSelector))
    .map(() => metadata.name));
}

/** Stable and next with a tag each; one of them is the default, by its own name or by a tag. */
function sideBySide(defaultByTag: boolean): Manifests {
  const chart = newChart();
  const stable = new Mesh(chart, 'stable', { revision: defaultByTag ? 'stable' : undefined });
  const next = new Mesh(chart, 'next', { revision: 'next', clusterWide: false });
  stable.addTag('prod');
  next.addTag('canary');
  if (defaultByTag) stable.addTag('default');
  return new Manifests(chart);
}

describe.each([[true], [false]])('with the default revision by tag: %s', (byTag) => {
  const manifests = sideBySide(byTag);

  test('no pod is sent to two istiods, nor twice to one', () => {
    const twice = NAMESPACES.flatMap((namespace) => PODS.map((pod) => ({ namespace, pod, asked: asked(manifests, namespace, pod) })))
      .filter(({ asked: { length } }) => length > 1);
    expect(twice).toEqual([]);
    expect(NAMESPACES.length * PODS.length).toBeGreaterThan(300);
  });

  test.each([
    [{ 'istio-injection': 'enabled' }, byTag ? 'istio-revision-tag-default' : 'istio-sidecar-injector'],
    [{ 'istio.io/rev': 'default' }, byTag ? 'istio-revision-tag-default' : 'istio-sidecar-injector'],
    [{ 'istio.io/rev': 'prod' }, 'istio-revision-tag-prod'],
    [{ 'istio.io/rev': 'canary' }, 'istio-revision-tag-canary'],
    [{ 'istio.io/rev': 'next' }, 'istio-sidecar-injector-next'],
  ])('pods of a namespace with %p go to %s', (namespace, injector) => {
    expect(asked(manifests, namespace as unknown as Labels, {})).toEqual([injector]);
    expect(asked(manifests, {}, namespace as unknown as Labels)).toEqual('istio.io/rev' in namespace ? [injector] : []);
  });
});
