import { DataPlane } from '../../src/model/data-plane';
import { spiffeId } from '../../src/model/workload-identity';
import { modelOf } from './model-of';

const TEMPLATE = '{ metadata: { labels: { app: a } }, spec: { serviceAccountName: sa, containers: [{ name: c, ports: [{ name: web, containerPort: 8080 }] }] } }';

const workload = (apiVersion: string, kind: string, spec: string) => `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: a, namespace: shop }, spec: ${spec} }`;

describe('A workload', () => {
  test.each([
    ['apps/v1', 'Deployment'], ['apps/v1', 'StatefulSet'], ['apps/v1', 'DaemonSet'], ['apps/v1', 'ReplicaSet'], ['batch/v1', 'Job'], ['argoproj.io/v1alpha1', 'Rollout'],
  ])('is derived from the template of a %s %s', (apiVersion, kind) => {
    expect(modelOf(workload(apiVersion, kind, `{ template: ${TEMPLATE} }`)).workloads.all).toMatchObject([{
      namespace: 'shop', labels: { app: 'a' }, serviceAccount: 'sa', ports: [{ name: 'web', number: 8080 }], path: ['spec', 'template'], resource: { kind },
    }]);
  });

  test('is derived from the template of a CronJob', () => {
    expect(modelOf(workload('batch/v1', 'CronJob', `{ jobTemplate: { spec: { template: ${TEMPLATE} } } }`)).workloads.all).toMatchObject([{ labels: { app: 'a' } }]);
  });

  test('is a Pod, but not one that a workload owns', () => {
    const pod = (owner: string) => `{ apiVersion: v1, kind: Pod, metadata: { name: p, namespace: shop, labels: { app: p }, ownerReferences: [${owner}] }, spec: {} }`;
    const owner = '{ apiVersion: apps/v1, kind: ReplicaSet, name: a }';
    const set = workload('apps/v1', 'ReplicaSet', `{ template: ${TEMPLATE} }`);
    expect(modelOf(pod(owner)).workloads.all).toMatchObject([{ labels: { app: 'p' }, serviceAccount: 'default' }]);
    expect(modelOf(`${set}\n---\n${pod(owner)}`).workloads.all).toMatchObject([{ resource: { kind: 'ReplicaSet' } }]);
  });

  test('is not a Rollout that takes the Pods of a Deployment', () => {
    expect(modelOf(workload('argoproj.io/v1alpha1', 'Rollout', '{ workloadRef: { kind: Deployment, name: a } }')).workloads.all).toEqual([]);
  });

  test('is a WorkloadEntry', () => {
    expect(modelOf(workload('networking.istio.io/v1', 'WorkloadEntry', '{ address: 10.0.0.1, labels: { app: vm }, serviceAccount: vm, ports: { http: 80 } }')).workloads.all)
      .toMatchObject([{ labels: { app: 'vm' }, serviceAccount: 'vm', ports: [{ name: 'http', number: 80 }], dataPlane: DataPlane.SIDECAR }]);
  });

  test('is a WorkloadGroup', () => {
    expect(modelOf(workload('networking.istio.io/v1', 'WorkloadGroup', '{ metadata: { labels: { app: vm } }, template: { serviceAccount: vm } }')).workloads.all)
      .toMatchObject([{ labels: { app: 'vm' }, serviceAccount: 'vm', path: ['spec', 'template'] }]);
  });

  test('has an identity', () => {
    const model = modelOf(workload('apps/v1', 'Deployment', `{ template: ${TEMPLATE} }`), { trustDomain: 'td' });
    expect(model.principalOf(model.workloads.all[0])).toBe('td/ns/shop/sa/sa');
    expect(spiffeId(model.workloads.all[0], 'td')).toBe('spiffe://td/ns/shop/sa/sa');
  });
});

describe('The data plane of a Pod', () => {
  const pod = (labels: string, spec = '{}') => `{ apiVersion: v1, kind: Pod, metadata: { name: p, namespace: shop, labels: ${labels} }, spec: ${spec} }`;
  const namespace = (labels: string) => `---\n{ apiVersion: v1, kind: Namespace, metadata: { name: shop, labels: ${labels} } }`;

  test.each([
    ['{}', '{}', '{ istio-injection: enabled }', DataPlane.SIDECAR],
    ['{}', '{}', '{ istio.io/rev: canary }', DataPlane.SIDECAR],
    ['{}', '{}', '{ istio-injection: disabled, istio.io/rev: canary }', DataPlane.NONE],
    ['{ sidecar.istio.io/inject: "false" }', '{}', '{ istio-injection: enabled }', DataPlane.NONE],
    ['{ sidecar.istio.io/inject: "true" }', '{}', '{}', DataPlane.SIDECAR],
    ['{ sidecar.istio.io/inject: "true" }', '{}', '{ istio-injection: disabled }', DataPlane.NONE],
    ['{}', '{ hostNetwork: true }', '{ istio-injection: enabled }', DataPlane.NONE],
    ['{}', '{}', '{ istio.io/dataplane-mode: ambient }', DataPlane.AMBIENT],
    ['{ istio.io/dataplane-mode: none }', '{}', '{ istio.io/dataplane-mode: ambient }', DataPlane.NONE],
    ['{ istio.io/dataplane-mode: ambient }', '{}', '{}', DataPlane.AMBIENT],
    ['{}', '{ containers: [{ name: istio-proxy }] }', '{}', DataPlane.SIDECAR],
    ['{}', '{}', '{}', DataPlane.NONE],
  ])('with labels %s and spec %s in a namespace with %s is %s', (labels, spec, ofNamespace, dataPlane) => {
    expect(modelOf(`${pod(labels, spec)}\n${namespace(ofNamespace)}`).workloads.all).toMatchObject([{ dataPlane }]);
  });

  test('of a namespace that is not given is unknown, unless the Pod says it', () => {
    const of = (labels: string) => modelOf(pod(labels)).workloads.all[0].dataPlane;
    expect(['{}', '{ sidecar.istio.io/inject: "true" }'].map(of)).toEqual([DataPlane.UNKNOWN, DataPlane.SIDECAR]);
  });
});

describe('A selector', () => {
  const pod = (name: string, ns: string, labels: string) => `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, namespace: ${ns}, labels: ${labels} } }\n---\n`;
  const service = (spec: string) => `{ apiVersion: v1, kind: Service, metadata: { name: s, namespace: shop }, spec: ${spec} }\n---\n`;
  const pods = pod('a1', 'shop', '{ app: a, version: v1 }') + pod('a2', 'shop', '{ app: a, version: v2 }') + pod('b', 'shop', '{ app: b }') + pod('a', 'bank', '{ app: a, version: v1 }');
  const { workloads } = modelOf(pods);
  const names = (found: readonly { resource: { fullName: string } }[]) => found.map(({ resource }) => resource.fullName);

  test('finds what carries all of its labels in a namespace', () => {
    expect(names(workloads.select({ app: 'a', version: 'v1' }, 'shop'))).toEqual(['shop/a1']);
  });

  test('finds it in all namespaces', () => {
    expect(names(workloads.select({ version: 'v1', app: 'a' }))).toEqual(['shop/a1', 'bank/a']);
  });

  test('without labels finds all', () => {
    expect([workloads.select({}, 'shop').length, workloads.select({}).length]).toEqual([3, 4]);
  });

  test('of a Service finds its Pods, and without one finds none', () => {
    const of = (spec: string) => {
      const model = modelOf(pods + service(spec));
      return names(model.workloads.of(model.hosts.find('s', 'shop')!));
    };
    expect(['{ selector: { app: a } }', '{}'].map(of)).toEqual([['shop/a1', 'shop/a2'], []]);
  });

  test('of a policy in the root namespace finds the workloads of all', () => {
    expect([workloads.underPolicy({ app: 'a' }, 'istio-system').length, workloads.underPolicy({ app: 'a' }, 'shop').length]).toEqual([3, 2]);
  });
});
