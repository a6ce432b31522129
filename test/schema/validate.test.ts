import { KINDS, validatorOf } from './schemas';
import { validateMessage, validateObject } from './validate';

const route = (spec: object) => ({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'reviews', namespace: 'shop' }, spec });
const httpRoute = (spec: object) => ({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'reviews' }, spec });
const deployment = (container: object, template: object = {}) => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'reviews', namespace: 'shop', labels: { app: 'reviews' } },
  spec: {
    selector: { matchLabels: { app: 'reviews' } },
    template: { metadata: { labels: { app: 'reviews' }, ...template }, spec: { containers: [{ name: 'app', image: 'reviews:1', ...container }] } },
  },
});
const crd = (schema: object) => ({
  apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'things.example.com' },
  spec: {
    group: 'example.com', scope: 'Namespaced', names: { kind: 'Thing', plural: 'things' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
  },
});
const configMap = (data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio' }, ...data });
const mesh = (config: object) => validateMessage('istio.mesh.v1alpha1.MeshConfig', config);

test.each(KINDS)('the schema of %s compiles', (kind) => {
  expect(validatorOf(kind)).toBeInstanceOf(Function);
});

describe('Istio', () => {
  test('a right object has no mistakes', () => {
    expect(validateObject(route({ hosts: ['reviews'], http: [{ timeout: '5s', route: [{ destination: { host: 'reviews', subset: 'v1' }, weight: 90 }] }] }))).toEqual([]);
  });

  test('every served version has a schema', () => {
    expect(validateObject({ ...route({ hosts: ['reviews'] }), apiVersion: 'networking.istio.io/v1beta1' })).toEqual([]);
  });

  test('a typo deep in the spec is named with kind, name and path', () => {
    expect(validateObject(route({ hosts: ['reviews'], http: [{ rout: [] }] }))).toEqual(["VirtualService 'shop/reviews': spec.http[0].rout is not a known field"]);
  });

  test('a typo beside the spec is a mistake', () => {
    expect(validateObject({ ...route({ hosts: ['reviews'] }), specs: {} })).toEqual(["VirtualService 'shop/reviews': specs is not a known field"]);
  });

  test('a typo in the metadata is a mistake', () => {
    expect(validateObject({ ...route({}), metadata: { name: 'reviews', label: {} } })).toContain("VirtualService 'reviews': metadata.label is not a known field");
  });

  test('a missing field, a wrong type and a wrong value are mistakes', () => {
    expect(validateObject(route({ hosts: 'reviews', http: [{ route: [{ weight: 1 }] }] }))).toEqual(expect.arrayContaining([
      "VirtualService 'shop/reviews': spec.hosts must be array", "VirtualService 'shop/reviews': spec.http[0].route[0].destination is missing",
    ]));
    const peer = { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name: 'default' }, spec: { mtls: { mode: 'STRIKT' } } };
    expect(validateObject(peer)).toEqual(["PeerAuthentication 'default': spec.mtls.mode must be one of UNSET, DISABLE, PERMISSIVE, STRICT"]);
  });

  test('fields that exclude each other are a mistake', () => {
    const both = route({ hosts: ['a'], http: [{ match: [{ uri: { exact: '/', prefix: '/' } }] }] });
    expect(validateObject(both).join()).toContain('spec.http[0].match[0].uri must match exactly one schema in oneOf');
  });

  test('free-form objects take anything', () => {
    const filter = { configPatches: [{ applyTo: 'CLUSTER', patch: { operation: 'MERGE', value: { any: { thing: [1] } } } }] };
    expect(validateObject({ apiVersion: 'networking.istio.io/v1alpha3', kind: 'EnvoyFilter', metadata: { name: 'patch' }, spec: filter })).toEqual([]);
  });
});

describe('Gateway API', () => {
  test('a right object has no mistakes', () => {
    expect(validateObject(httpRoute({ parentRefs: [{ name: 'gateway' }], rules: [{ backendRefs: [{ name: 'reviews', port: 9080 }] }] }))).toEqual([]);
  });

  test('a typo is a mistake', () => {
    expect(validateObject(httpRoute({ rules: [{ backendRefs: [{ name: 'reviews', wait: 1 }] }] }))).toEqual([
      "HTTPRoute 'reviews': spec.rules[0].backendRefs[0].wait is not a known field",
    ]);
  });

  test('a value out of range is a mistake', () => {
    expect(validateObject(httpRoute({ rules: [{ backendRefs: [{ name: 'reviews', port: 70000 }] }] }))).toEqual([
      "HTTPRoute 'reviews': spec.rules[0].backendRefs[0].port must be <= 65535",
    ]);
  });

  test('defaults of the schema count, and the object stays as it is', () => {
    const spec = { gatewayClassName: 'istio', addresses: [{ value: '10.0.0.1' }], listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] };
    expect(validateObject({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'edge' }, spec })).toEqual([]);
    expect(spec.addresses).toEqual([{ value: '10.0.0.1' }]);
  });

  test('a version that is not served has no schema', () => {
    expect(validateObject({ ...httpRoute({}), apiVersion: 'gateway.networking.k8s.io/v1alpha2' })).toHaveLength(1);
  });
});

describe('Kubernetes', () => {
  test('a right object has no mistakes', () => {
    const probes = { readinessProbe: { httpGet: { port: 'http' } }, livenessProbe: { tcpSocket: { port: 80 } } };
    expect(validateObject(deployment({ resources: { requests: { cpu: '10m', memory: '40Mi' } }, ...probes }))).toEqual([]);
  });

  test('a typo in a container is a mistake', () => {
    expect(validateObject(deployment({ imagePullPolicies: 'Always' }))).toEqual([
      "Deployment 'shop/reviews': spec.template.spec.containers[0].imagePullPolicies is not a known field",
    ]);
  });

  test('a typo in the metadata of a pod template is a mistake', () => {
    expect(validateObject(deployment({}, { annotation: {} }))).toEqual(["Deployment 'shop/reviews': spec.template.metadata.annotation is not a known field"]);
  });

  test('a quantity must be one', () => {
    expect(validateObject(deployment({ resources: { limits: { cpu: 2, memory: '40 megs' } } })).join())
      .toContain('spec.template.spec.containers[0].resources.limits.memory must match format "quantity"');
  });

  test('an int-or-string takes both and nothing else', () => {
    expect(validateObject(deployment({ readinessProbe: { httpGet: { port: true } } })).join()).toContain('httpGet.port must be integer');
  });

  test('values of labels and of ConfigMaps are texts, Secret data is base64', () => {
    expect(validateObject(configMap({ data: { mesh: 1 } }))).toEqual(["ConfigMap 'istio': data.mesh must be string"]);
    expect(validateObject({ ...configMap({ data: { key: 'no base64!' } }), kind: 'Secret' })).toEqual(["Secret 'istio': data.key must match format \"byte\""]);
    expect(validateObject({ ...configMap({}), metadata: { name: 'istio', labels: { on: true } } })).toEqual(["ConfigMap 'istio': metadata.labels.on must be string"]);
  });

  test('an object needs a name', () => {
    expect(validateObject({ ...configMap({}), metadata: {} })).toContain("ConfigMap '': metadata.name is missing");
  });

  test('a CRD is checked down into its schema', () => {
    expect(validateObject(crd({ type: 'object', properties: { spec: { type: 'array', items: { type: 'string' } } } }))).toEqual([]);
    expect(validateObject(crd({ type: 'object', propertys: {} }))).toEqual([
      "CustomResourceDefinition 'things.example.com': spec.versions[0].schema.openAPIV3Schema.propertys is not a known field",
    ]);
    expect(validateObject(crd({ type: 'array', items: { typ: 'string' } })).join()).toContain('openAPIV3Schema.items.typ is not a known field');
  });
});

describe('the mesh config', () => {
  test('a right config has no mistakes', () => {
    const extensionProviders = [{ name: 'otel', opentelemetry: { service: 'otel', port: 4317 } }];
    expect(mesh({ accessLogFile: '/dev/stdout', connectTimeout: '10s', defaultConfig: { proxyMetadata: { A: 'b' }, concurrency: 2 }, extensionProviders })).toEqual([]);
  });

  test('a typo is a mistake', () => {
    expect(mesh({ defaultConfig: { discoveryAdress: 'istiod:15012' } })).toEqual(['MeshConfig: defaultConfig.discoveryAdress is not a known field']);
  });

  test('a wrong value, a wrong duration and two of one group are mistakes', () => {
    expect(mesh({ outboundTrafficPolicy: { mode: 'ANY' } }).join()).toContain('outboundTrafficPolicy.mode must be one of');
    expect(mesh({ connectTimeout: '10' })).toEqual(['MeshConfig: connectTimeout must match format "duration"']);
    const two = { name: 'two', prometheus: {}, zipkin: { service: 'z', port: 1 } };
    expect(mesh({ extensionProviders: [two] })).toEqual(['MeshConfig: extensionProviders[0] must NOT be valid']);
  });
});

test('a kind without a schema is a mistake, not a skip', () => {
  expect(validateObject({ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'x' } })).toEqual([
    "Thing 'x': there is no schema for the kind Thing of example.com/v1; add it to tools/imports",
  ]);
});

test.each([[undefined], [null], ['text'], [{}]])('%p is no object', (manifest) => {
  expect(validateObject(manifest)).toHaveLength(1);
});
