import { parse } from 'yaml';
import { mesh } from '../../src/api';
import { CompatibilityVersion } from '../../src/mesh/compatibility-version';
import { CrdSet } from '../../src/mesh/crd-set';
import { DataPlane } from '../../src/mesh/data-plane';
import { IstioVersion } from '../../src/mesh/istio-version';
import { Mesh } from '../../src/mesh/mesh';
import { MeshProps } from '../../src/mesh/mesh-props';
import { RemoteReader } from '../../src/mesh/remote-reader';
import { ResourceScope } from '../../src/mesh/resource-scope';
import { Manifests, newChart, refusal, synth } from './synth';

const meshConfig = (props: MeshProps) => parse(synth(props).get('ConfigMap', 'istio').data.mesh);

describe('CRDs', () => {
  test('some can be left out', () => {
    const names = synth({ crds: CrdSet.without('wasmplugins.extensions.istio.io', 'proxyconfigs.networking.istio.io') }).names('CustomResourceDefinition');
    expect(names).toHaveLength(13);
    expect(names).not.toContain('wasmplugins.extensions.istio.io');
  });

  test('all can be left out', () => {
    expect(synth({ crds: CrdSet.none() }).names('CustomResourceDefinition')).toEqual([]);
  });

  test('one that does not exist cannot', () => {
    expect(refusal({ crds: CrdSet.without('wasmplugin.extensions.istio.io') })).toThrow(
      /crds leaves out 'wasmplugin.extensions.istio.io', which Istio does not have; choose from '.*'wasmplugins.extensions.istio.io'/);
  });
});

describe('the reader of other clusters', () => {
  const READER = 'istio-reader-clusterrole-istio-system';

  test('is an account that exists', () => {
    const manifests = synth({ remoteReader: RemoteReader.account('reader', 'central') });
    expect(manifests.names('ServiceAccount')).toEqual(['istiod']);
    expect(manifests.get('ClusterRoleBinding', READER).subjects).toEqual([{ kind: 'ServiceAccount', name: 'reader', namespace: 'central' }]);
  });

  test("is one in istiod's namespace where no other is named", () => {
    const { subjects } = synth({ namespace: 'mesh', remoteReader: RemoteReader.account('reader') }).get('ClusterRoleBinding', 'istio-reader-clusterrole-mesh');
    expect(subjects).toEqual([{ kind: 'ServiceAccount', name: 'reader', namespace: 'mesh' }]);
  });

  test('may be nobody', () => {
    const manifests = synth({ remoteReader: RemoteReader.none() });
    expect(manifests.names('ServiceAccount')).toEqual(['istiod']);
    expect(manifests.names('ClusterRole')).not.toContain(READER);
    expect(manifests.names('ClusterRoleBinding')).not.toContain(READER);
  });
});

describe('the resource scope', () => {
  const installed = (resourceScope: ResourceScope) => {
    const chart = newChart();
    const made = new Mesh(chart, 'mesh', { resourceScope, stableValidationPolicy: true, networkPolicy: true });
    made.enroll('shop');
    made.addTag('prod').enroll('orders');
    return new Manifests(chart).all;
  };
  const [cluster, namespace, all] = [ResourceScope.CLUSTER, ResourceScope.NAMESPACE, ResourceScope.ALL].map(installed);

  test('cluster has no object of a namespace, namespace only those', () => {
    expect(cluster.filter(({ metadata }) => metadata.namespace !== undefined)).toEqual([]);
    expect(namespace.filter(({ metadata }) => metadata.namespace !== 'istio-system')).toEqual([]);
  });

  test('both together are all', () => {
    const names = (objects: any[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
    expect(names([...cluster, ...namespace])).toEqual(names(all));
  });

  test('what joins later is divided, too', () => {
    const names = (objects: any[], kind: string) => objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);
    expect(names(cluster, 'Namespace')).toEqual(['istio-system', 'shop', 'orders']);
    expect(names(cluster, 'MutatingWebhookConfiguration')).toContain('istio-revision-tag-prod');
    expect(names(namespace, 'Service')).toContain('istiod-revision-tag-prod');
  });
});

test('who reaches istiod is limited to what it serves', () => {
  const { spec } = synth({ revision: 'canary', networkPolicy: true }).get('NetworkPolicy', 'istiod-canary');
  expect(spec).toMatchObject({ podSelector: { matchLabels: { 'app': 'istiod', 'istio.io/rev': 'canary' } }, egress: [{}] });
  expect(spec.ingress.flatMap(({ ports }: any) => ports.map(({ port }: any) => port)).sort()).toEqual([15010, 15012, 15014, 15017, 8080]);
});

test('the defaults of a gateway class are patches of what istiod deploys', () => {
  const service = { spec: { type: 'ClusterIP' } };
  const manifests = synth({ gatewayClasses: { istio: { service, horizontalPodAutoscaler: { spec: { minReplicas: 2 } } } } });
  const { metadata, data } = manifests.get('ConfigMap', 'istio-default-gatewayclass-istio');
  expect(metadata.labels).toMatchObject({ 'gateway.istio.io/defaults-for-class': 'istio', 'istio.io/rev': 'default' });
  expect(Object.keys(data).sort()).toEqual(['horizontalPodAutoscaler', 'service']);
  expect(parse(data.service)).toEqual(service);
});

test('both address families are served', () => {
  const manifests = synth({ dualStack: true });
  expect(manifests.env.ISTIO_DUAL_STACK).toBe('true');
  expect(parse(manifests.get('ConfigMap', 'istio').data.mesh).defaultConfig.proxyMetadata).toEqual({ ISTIO_DUAL_STACK: 'true' });
  expect(manifests.get('Service', 'istiod').spec.ipFamilyPolicy).toBe('RequireDualStack');
});

test('istiod reads the selected namespaces and its own', () => {
  const selected = { matchLabels: { mesh: 'on' } };
  expect(meshConfig({ discoverySelectors: [selected] }).discoverySelectors).toEqual([
    selected, { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } },
  ]);
});

test('networks are known beforehand', () => {
  const meshNetworks: mesh.MeshNetworks = {
    networks: { west: { endpoints: [{ fromRegistry: 'cluster-west' }], gateways: [{ address: '192.0.2.1', port: 15443 }] } },
  };
  expect(parse(synth({ meshNetworks }).get('ConfigMap', 'istio').data.meshNetworks)).toEqual(meshNetworks);
});

describe('compatibility', () => {
  test('keeps the behaviour of an older version', () => {
    expect(synth({ compatibility: CompatibilityVersion.V1_29 }).env).toMatchObject({
      PILOT_SIDECAR_PICK_BEST_SERVICE_NAMESPACE: 'false', PILOT_ENABLE_STRICT_GATEWAY_MERGING: 'false', PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS: 'false',
    });
  });

  test('leaves what changed before it', () => {
    expect(synth({ compatibility: CompatibilityVersion.V1_29 }).env).not.toHaveProperty('DISABLE_TRACK_REMAINING_CB_METRICS');
  });

  test('has no flags that the version does not know yet', () => {
    const { env } = synth({ version: IstioVersion.V1_30, compatibility: CompatibilityVersion.V1_29 });
    expect(env).toHaveProperty('PILOT_SIDECAR_PICK_BEST_SERVICE_NAMESPACE');
    expect(env).not.toHaveProperty('PILOT_ENABLE_STRICT_GATEWAY_MERGING');
  });

  test.each([
    [CompatibilityVersion.V1_28, 'false'],
    [CompatibilityVersion.V1_29, 'true'],
  ])('decides whether istio-cni looks after pods that run already', (compatibility, expected) => {
    const { data } = synth({ compatibility, dataPlane: DataPlane.ambient() }).get('ConfigMap', 'istio-cni-config');
    expect(data.AMBIENT_RECONCILE_POD_RULES_ON_STARTUP).toBe(expected);
  });

  test('loses against what is said', () => {
    const { env } = synth({
      compatibility: CompatibilityVersion.V1_25, istiod: { env: { PILOT_ENABLE_STRICT_GATEWAY_MERGING: 'true' } }, proxy: { nativeSidecars: true },
    });
    expect(env).toMatchObject({ PILOT_ENABLE_STRICT_GATEWAY_MERGING: 'true', ENABLE_NATIVE_SIDECARS: 'true', DISABLE_SHADOW_HOST_SUFFIX: 'false' });
  });
});

test.each<[string, MeshProps, string]>([
  ['an own version as the older one', { version: IstioVersion.V1_30, compatibility: CompatibilityVersion.V1_30 },
    'compatibility is that of Istio 1.30, and version is 1.30, an older one is allowed; leave it out, it is the behaviour of the version'],
  ['a reader that is none', { remoteReader: RemoteReader.account('My Reader') }, "name of the remote reader 'My Reader' is not a DNS name"],
  ['a reader nowhere', { remoteReader: RemoteReader.account('reader', 'a.b') }, "namespace of the remote reader 'a.b' is not a DNS label"],
  ['an empty patch of a class', { gatewayClasses: { istio: {} } }, 'gatewayClasses.istio is empty, it has to patch something; leave it out'],
  ['a class with a bad name', { gatewayClasses: { My: { service: {} } } }, "name of a GatewayClass 'My' is not a DNS name"],
  ['classes of gateways that nobody deploys', { istiod: { gatewayDeployments: false }, gatewayClasses: { istio: { service: {} } } },
    'gatewayClasses is given, but istiod.gatewayDeployments is false, so istiod deploys no gateways; leave out one of them'],
  ['no discovery selector', { discoverySelectors: [] }, 'discoverySelectors is an empty list, which is no limit; leave it out to read all namespaces'],
  ['a discovery selector of everything', { discoverySelectors: [{}] },
    'discoverySelectors[0] has no condition, so it selects all namespaces; add one, or leave out discoverySelectors'],
  ['an operator that is none', { discoverySelectors: [{ matchExpressions: [{ key: 'a', operator: 'Is', values: ['b'] }] }] },
    "discoverySelectors[0] has operator 'Is' for 'a', 'In', 'NotIn', 'Exists' or 'DoesNotExist' is allowed; choose one of them"],
  ['an operator without its values', { discoverySelectors: [{ matchExpressions: [{ key: 'a', operator: 'In' }] }] },
    "discoverySelectors[0] has operator 'In' for 'a' without values; give at least one value"],
  ['an operator with values that it has not', { discoverySelectors: [{ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] }] },
    "discoverySelectors[0] has operator 'Exists' for 'a' with values; leave out the values"],
  ['discovery selectors said twice', { discoverySelectors: [{ matchLabels: { a: 'b' } }], config: { discoverySelectors: [] } },
    'config.discoverySelectors is [], but property discoverySelectors makes this setting'],
  ['half of dual stack', { config: { defaultConfig: { proxyMetadata: { ISTIO_DUAL_STACK: 'true' } } } },
    'config.defaultConfig.proxyMetadata.ISTIO_DUAL_STACK is "true", but property dualStack makes this setting; say it with dualStack only'],
  ['a misspelt network', { meshNetworks: { network: {} } as any }, "meshNetworks has no setting 'network'; did you mean 'networks'?"],
])('%s is refused', (_, props, message) => {
  expect(refusal(props)).toThrow(message);
});
