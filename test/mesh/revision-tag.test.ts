import { ApiObject } from 'cdk8s';
import { Mesh } from '../../src/mesh/mesh';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Manifests, newChart } from './synth';

function tagged(tag: string, props: MeshProps = {}): Manifests {
  const chart = newChart();
  new Mesh(chart, 'mesh', props).addTag(tag);
  return new Manifests(chart);
}

const injector = (manifests: Manifests, tag: string) => manifests.get('MutatingWebhookConfiguration', `istio-revision-tag-${tag}`);
const validator = (manifests: Manifests) => manifests.get('ValidatingWebhookConfiguration', 'istiod-default-validator');

test('a tag selects by its own name and asks the istiod of its control plane', () => {
  const { webhooks } = injector(tagged('prod', { revision: '1-31' }), 'prod');
  expect(webhooks.map(({ name }: any) => name)).toEqual(['rev.namespace.sidecar-injector.istio.io', 'rev.object.sidecar-injector.istio.io']);
  expect(webhooks[0].namespaceSelector.matchExpressions).toContainEqual({ key: 'istio.io/rev', operator: 'In', values: ['prod'] });
  expect(webhooks[1].objectSelector.matchExpressions).toContainEqual({ key: 'istio.io/rev', operator: 'In', values: ['prod'] });
  for (const { clientConfig } of webhooks) {
    expect(clientConfig).toEqual({ service: { name: 'istiod-1-31', namespace: 'istio-system', path: '/inject', port: 443 } });
  }
});

test("a tag's objects tell istiod its name and its revision", () => {
  const manifests = tagged('prod', { revision: '1-31' });
  for (const { metadata } of [injector(manifests, 'prod'), manifests.get('Service', 'istiod-revision-tag-prod')]) {
    expect(metadata.labels).toMatchObject({ 'istio.io/tag': 'prod', 'istio.io/rev': '1-31' });
  }
});

test('of a control plane without a revision it is `default`', () => {
  expect(injector(tagged('prod'), 'prod').metadata.labels).toMatchObject({ 'istio.io/tag': 'prod', 'istio.io/rev': 'default' });
});

test("a tag's Service has istiod's ports and selects the pods of its control plane", () => {
  const manifests = tagged('prod', { revision: '1-31' });
  expect(manifests.get('Service', 'istiod-revision-tag-prod').spec).toEqual(manifests.get('Service', 'istiod-1-31').spec);
});

test('a namespace joins by the tag', () => {
  const chart = newChart();
  const tag = new Mesh(chart, 'mesh', { revision: '1-31' }).addTag('prod');
  tag.enroll('shop', { labels: { team: 'shop' } });
  expect(new Manifests(chart).get('Namespace', 'shop').metadata.labels).toEqual({ 'team': 'shop', 'istio.io/rev': 'prod' });
  expect(tag.meshRef).toMatchObject({ revision: 'prod', namespace: 'istio-system', trustDomain: 'cluster.local', clusterDomain: 'cluster.local' });
});

test('namespaces that join by a tag come before what runs in them', () => {
  const chart = newChart();
  new Mesh(chart, 'mesh').addTag('prod').enroll('shop');
  const kinds = chart.toJson().map(({ kind }) => kind);
  expect(kinds.lastIndexOf('Namespace')).toBeLessThan(kinds.indexOf('ServiceAccount'));
});

test('a namespace made elsewhere joins by the tag', () => {
  const chart = newChart();
  const shop = new ApiObject(chart, 'shop', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  new Mesh(chart, 'mesh').addTag('prod').enrollExisting(shop);
  expect(new Manifests(chart).get('Namespace', 'shop').metadata.labels).toEqual({ 'istio.io/rev': 'prod' });
});

test('a namespace joins one tag only', () => {
  const chart = newChart();
  const mesh = new Mesh(chart, 'mesh');
  mesh.addTag('prod').enroll('shop');
  expect(() => mesh.addTag('canary').enroll('shop')).toThrow("RevisionTag 'prod/mesh/Tags/canary': namespace 'shop' has joined already");
});

test('outside of istio-system the injector of a tag has a name of its own', () => {
  const chart = newChart();
  new Mesh(chart, 'mesh', { revision: '1-31', namespace: 'mesh' }).addTag('prod');
  const manifests = new Manifests(chart);
  expect(manifests.names('MutatingWebhookConfiguration')).toContain('istio-revision-tag-prod-mesh');
  expect(manifests.get('Service', 'istiod-revision-tag-prod').metadata.namespace).toBe('mesh');
});

describe('the tag default', () => {
  const manifests = tagged('default', { revision: '1-31' });

  test('also takes namespaces and pods that ask for injection without a revision', () => {
    const { webhooks } = injector(manifests, 'default');
    expect(webhooks.map(({ name }: any) => name.split('.sidecar')[0])).toEqual(['rev.namespace', 'rev.object', 'namespace', 'object']);
    expect(webhooks[2].namespaceSelector.matchExpressions).toEqual([{ key: 'istio-injection', operator: 'In', values: ['enabled'] }]);
  });

  test('is joined by istio-injection', () => {
    const chart = newChart();
    new Mesh(chart, 'mesh', { revision: '1-31' }).addTag('default').enroll('shop');
    expect(new Manifests(chart).get('Namespace', 'shop').metadata.labels).toEqual({ 'istio-injection': 'enabled' });
  });

  test('keeps the name that istiod looks for in every namespace', () => {
    expect(tagged('default', { revision: '1-31', namespace: 'mesh' }).names('MutatingWebhookConfiguration')).toContain('istio-revision-tag-default');
  });
});

describe('objects without a revision are checked', () => {
  const checkedBy = (manifests: Manifests) => {
    const { metadata, webhooks } = validator(manifests);
    return [metadata.labels['istio.io/rev'], webhooks[0].clientConfig.service.name];
  };

  test('by the only control plane', () => {
    expect(checkedBy(tagged('prod', { revision: '1-31' }))).toEqual(['1-31', 'istiod-1-31']);
  });

  test.each([true, false])('by the default revision, cluster-wide or not (%s)', (clusterWide) => {
    const chart = newChart();
    new Mesh(chart, 'next', { revision: '1-31', clusterWide: !clusterWide });
    new Mesh(chart, 'mesh', { clusterWide });
    expect(checkedBy(new Manifests(chart))).toEqual(['default', 'istiod']);
  });

  test.each([true, false])('by the one with the tag default, cluster-wide or not (%s)', (clusterWide) => {
    const chart = newChart();
    new Mesh(chart, 'next', { revision: '1-31', tag: '1.31.2', clusterWide }).addTag('default');
    new Mesh(chart, 'stable', { revision: '1-30', clusterWide: !clusterWide });
    const manifests = new Manifests(chart);
    expect(checkedBy(manifests)).toEqual(['1-31', 'istiod-1-31']);
    expect(validator(manifests).metadata.labels).toMatchObject({ 'istio.io/tag': 'default', 'app.kubernetes.io/version': '1.31.2' });
  });

  test('by one validator, whatever the tags', () => {
    expect(tagged('default', { revision: '1-31' }).names('ValidatingWebhookConfiguration')).toEqual(['istio-validator-1-31-istio-system', 'istiod-default-validator']);
  });
});

describe('refused is', () => {
  const two = () => {
    const chart = newChart();
    return { chart, stable: new Mesh(chart, 'stable', { revision: 'a' }), next: new Mesh(chart, 'next', { revision: 'b', clusterWide: false }) };
  };

  test('a tag with the name of a revision', () => {
    const { stable } = two();
    expect(() => stable.addTag('b')).toThrow("Mesh 'prod/stable': the revision or tag 'b' in chart 'prod' is written by Mesh 'prod/next' already, "
      + 'one writer is allowed; give each control plane and each tag a name of its own');
  });

  test('a revision with the name of a tag', () => {
    const { chart, stable } = two();
    stable.addTag('c');
    expect(() => new Mesh(chart, 'third', { revision: 'c', clusterWide: false })).toThrow(
      "Mesh 'prod/third': the revision or tag 'c' in chart 'prod' is written by Mesh 'prod/stable' already");
  });

  test('a tag of two control planes', () => {
    const { stable, next } = two();
    stable.addTag('prod');
    expect(() => next.addTag('prod')).toThrow("Mesh 'prod/next': the revision or tag 'prod' in chart 'prod' is written by Mesh 'prod/stable' already");
    expect(() => stable.addTag('prod')).toThrow("Mesh 'prod/stable': the revision or tag 'prod'");
  });

  test('a second default', () => {
    const { stable, next } = two();
    stable.addTag('default');
    expect(() => next.addTag('default')).toThrow("the revision or tag 'default' in chart 'prod' is written by Mesh 'prod/stable' already");
  });

  test('the tag default on a control plane without a revision', () => {
    expect(() => new Mesh(newChart(), 'mesh').addTag('default')).toThrow(
      "Mesh 'prod/mesh': the revision or tag 'default' in chart 'prod' is written by Mesh 'prod/mesh' already, one writer is allowed; "
      + 'a control plane without a revision is the default one: leave out the tag, or first remove that control plane');
  });

  test('the tag default beside a control plane without a revision', () => {
    const chart = newChart();
    new Mesh(chart, 'mesh');
    expect(() => new Mesh(chart, 'next', { revision: 'b', clusterWide: false }).addTag('default')).toThrow(
      "Mesh 'prod/next': the revision or tag 'default' in chart 'prod' is written by Mesh 'prod/mesh' already");
  });

  test.each([
    ['1.31', "Mesh 'prod/mesh': tag '1.31' is not a DNS label (lower case letters, digits and '-', first and last a letter or digit); rename it, e.g. '1-31'"],
    ['', "Mesh 'prod/mesh': tag '' is not a DNS label"],
    ['t'.repeat(44), `tag '${'t'.repeat(44)}' has 44 characters, at most 43 are allowed (its Service is called 'istiod-revision-tag-${'t'.repeat(44)}'); shorten it`],
  ])('the tag %p', (tag, message) => {
    expect(() => new Mesh(newChart(), 'mesh').addTag(tag)).toThrow(message);
  });
});
