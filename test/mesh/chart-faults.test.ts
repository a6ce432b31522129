import { ApiObject, App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { CertificateAuthority } from '../../src/ca/certificate-authority';
import { GatewayAccount } from '../../src/gateway/gateway-account';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { phaseNumber, phaseOf } from '../../src/ground/phase';
import { ControlPlaneLocation } from '../../src/mesh/control-plane-location';
import { CrdSet } from '../../src/mesh/crd-set';
import { DataPlane } from '../../src/mesh/data-plane';
import { Mesh } from '../../src/mesh/mesh';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Profile } from '../../src/mesh/profile';
import { ResourceScope } from '../../src/mesh/resource-scope';
import { DisruptionBudget } from '../../src/workload/disruption-budget';
import { Scaling } from '../../src/workload/scaling';
import { Manifests, newChart, refusal, synth } from './synth';

// What Istio's charts do wrong silently, and cannot happen here: one test a fault.

function gatewayObjects(props: object): any[] {
  const chart = new Chart(new App(), 'edge', { namespace: 'edge' });
  new IngressGateway(chart, 'edge', props).addListener('http', Listener.http({ hosts: ['*'] }));
  return chart.toJson();
}

test('unknown properties do not compile', () => {
  // @ts-expect-error there is no such property
  const props: MeshProps = { autoscaleEnabled: false };
  // @ts-expect-error there is no such option
  const nested: MeshProps = { istiod: { replicas: 3 } };
  expect([props, nested]).toHaveLength(2);
});

test('an unknown setting of the mesh config is refused, with a suggestion', () => {
  expect(refusal({ config: { defaultConfig: { concurency: 2 } } as any })).toThrow("config.defaultConfig has no setting 'concurency'; did you mean 'concurrency'?");
});

test('what the user says wins over a profile', () => {
  const istiod = { scaling: Scaling.automatic(), resources: { requests: { cpu: '2', memory: '4Gi' } } };
  const manifests = synth({ profile: Profile.DEMO, istiod });
  expect(manifests.names('HorizontalPodAutoscaler')).toEqual(['istiod']);
  expect(manifests.istiod.resources).toEqual({ requests: { cpu: '2', memory: '4Gi' } });
});

test("revision 'default' is the default revision, with its names", () => {
  expect(synth({ revision: 'default' }).all).toEqual(synth().all);
});

test.each(['1.31.0', 'Canary', 'a'.repeat(57)])("revision '%s', of which no Service can be named, is refused", (revision) => {
  expect(refusal({ revision })).toThrow(/revision '.*' (is not a DNS label|has 57 characters)/);
});

test.each(['1.31.0', 'a'.repeat(44)])("tag '%s', of which no Service can be named, is refused", (tag) => {
  expect(() => new Mesh(newChart(), 'mesh', { revision: 'canary' }).addTag(tag)).toThrow(/tag '.*' (is not a DNS label|has 44 characters)/);
});

test('proxies look for istiod where its Service is, whatever the revision', () => {
  const manifests = synth({ revision: 'canary', namespace: 'mesh' });
  const { discoveryAddress } = parse(manifests.get('ConfigMap', 'istio-canary').data.mesh).defaultConfig;
  expect(discoveryAddress).toBe(`${manifests.get('Service', 'istiod-canary').metadata.name}.mesh.svc:15012`);
  expect(refusal({ config: { defaultConfig: { discoveryAddress: 'istiod.mesh.svc:15012' } } })).toThrow('property namespace, revision or controlPlane makes this setting');
});

test('proxies look for a remote istiod where its Service is, whatever the revision', () => {
  const controlPlane = ControlPlaneLocation.remote('192.0.2.7', { configCluster: true });
  const manifests = synth({ revision: 'canary', namespace: 'mesh', clusterName: 'east', controlPlane, dataPlane: DataPlane.ambient() });
  const [service] = manifests.names('Service');
  const { discoveryAddress } = parse(manifests.get('ConfigMap', 'istio-canary').data.mesh).defaultConfig;
  expect(discoveryAddress).toBe(`${service}.mesh.svc:15012`);
  expect(manifests.get('EndpointSlice', service).metadata.labels).toMatchObject({ 'kubernetes.io/service-name': service });
  expect(manifests.get('DaemonSet', 'ztunnel').spec.template.spec.containers[0].env).toContainEqual({ name: 'XDS_ADDRESS', value: discoveryAddress });
  const webhooks: any[] = manifests.get('MutatingWebhookConfiguration', 'istio-sidecar-injector-canary-mesh').webhooks;
  expect(new Set(webhooks.map(({ clientConfig }) => clientConfig.service.name))).toEqual(new Set([service]));
});

test('no setting is without effect where the control plane is elsewhere', () => {
  const controlPlane = ControlPlaneLocation.remote('192.0.2.7');
  expect(refusal({ controlPlane, clusterName: 'east', istiod: { scaling: Scaling.fixed(2) } })).toThrow("so 'istiod' would have no effect");
});

test('an API server is not sent to a port of a DNS name on which nobody listens', () => {
  const { webhooks } = synth({ controlPlane: ControlPlaneLocation.remote('istiod.example.com'), clusterName: 'east' }).get('MutatingWebhookConfiguration', 'istio-sidecar-injector');
  expect(webhooks[0].clientConfig.url).toBe('https://istiod.example.com:15017/inject/cluster/east');
});

test('all objects are in one namespace, and refer to it', () => {
  const { all } = synth({ namespace: 'mesh' });
  expect([...new Set(all.map(({ metadata }) => metadata.namespace).filter(Boolean))]).toEqual(['mesh']);
  expect(JSON.stringify(all)).not.toContain('istio-system');
});

test.each([Profile.DEFAULT, Profile.MINIMAL])('profile $name is known', (profile) => {
  expect(synth({ profile }).names('Deployment')).toEqual(['istiod']);
});

test('CRDs can be left to somebody else, all or some', () => {
  expect(synth({ crds: CrdSet.none() }).names('CustomResourceDefinition')).toEqual([]);
  expect(refusal({ crds: CrdSet.without('virtualservices') })).toThrow("crds leaves out 'virtualservices', which Istio does not have");
});

test.each([
  [ResourceScope.NAMESPACE, (namespace?: string) => namespace !== undefined],
  [ResourceScope.CLUSTER, (namespace?: string) => namespace === undefined],
])("resource scope '%s' has no object of the other one", (resourceScope, belongs) => {
  const { all } = synth({ resourceScope, stableValidationPolicy: true, networkPolicy: true, dataPlane: DataPlane.ambient() });
  expect(all.filter(({ metadata }) => !belongs(metadata.namespace))).toEqual([]);
});

test('resources of ztunnel reach ztunnel', () => {
  const resources = { requests: { cpu: '10m', memory: '40Mi' } };
  const { spec } = synth({ profile: Profile.AMBIENT, dataPlane: DataPlane.ambient({ ztunnel: { resources } }) }).get('DaemonSet', 'ztunnel').spec.template;
  expect(spec.containers[0].resources).toMatchObject(resources);
});

test("a revocation list's name and a token's audience are the same for istiod, proxies and ztunnel", () => {
  const manifests = synth({ trust: { crlConfigMap: 'revoked', tokenAudience: 'mesh' }, dataPlane: DataPlane.ambient() });
  expect(manifests.env).toMatchObject({ PILOT_CRL_CONFIGMAP: 'revoked', TOKEN_AUDIENCES: 'mesh' });
  const injector = manifests.get('ConfigMap', 'istio-sidecar-injector').data.config;
  expect(injector).toContain('revoked');
  expect(injector + JSON.stringify(manifests.get('DaemonSet', 'ztunnel'))).not.toMatch(/configMap:\s+name: "?istio-ca-crl|audience\W+istio-ca\b/);
});

test('the flag for bundles of trust is not a text that breaks the output', () => {
  expect(synth({ trust: { clusterTrustBundle: true } }).env.ENABLE_CLUSTER_TRUST_BUNDLE_API).toBe('true');
  expect(refusal({ istiod: { env: { ENABLE_CLUSTER_TRUST_BUNDLE_API: 'true' } } })).toThrow('say it with trust.clusterTrustBundle only');
});

test('istiod approves for no signer that is not named', () => {
  expect(refusal({ ca: CertificateAuthority.kubernetesCsr({ signers: [] }) })).toThrow(/signer/);
  expect(refusal({ istiod: { env: { EXTERNAL_CA: 'ISTIOD_RA_KUBERNETES_API' } } })).toThrow('istiod.env has EXTERNAL_CA, which property ca sets');
});

test('a budget for maintenance says one thing, and one that can be kept', () => {
  const budget = gatewayObjects({ scaling: Scaling.fixed(2), disruptionBudget: DisruptionBudget.minAvailable(1) }).find(({ kind }) => kind === 'PodDisruptionBudget');
  expect(budget.spec).toEqual({ minAvailable: 1, selector: expect.anything() });
  expect(() => gatewayObjects({ disruptionBudget: DisruptionBudget.minAvailable(1) })).toThrow('their nodes could never be drained');
});

test('only the account of a gateway may read Secrets', () => {
  const objects = gatewayObjects({ account: GatewayAccount.existing('edge-proxy') });
  expect(objects.find(({ kind }) => kind === 'RoleBinding').subjects).toEqual([{ kind: 'ServiceAccount', name: 'edge-proxy', namespace: 'edge' }]);
});

test('no traces are no traces', () => {
  expect(synth({ istiod: { traceSampling: 0 } }).env.PILOT_TRACE_SAMPLING).toBe('0');
});

test("the tag 'default' beside the default revision is refused", () => {
  expect(() => new Mesh(newChart(), 'mesh').addTag('default')).toThrow("'default'");
});

test('the validator of objects without revision is made once', () => {
  const chart = newChart();
  new Mesh(chart, 'stable', { revision: 'stable' });
  new Mesh(chart, 'next', { revision: 'next', clusterWide: false }).addTag('default');
  const validator = new Manifests(chart).get('ValidatingWebhookConfiguration', 'istiod-default-validator');
  expect(validator.webhooks[0].clientConfig.service.name).toBe('istiod-next');
});

test('what istiod writes into webhooks at run time is not in the output', () => {
  const webhooks = synth().all.filter(({ kind }) => kind.endsWith('WebhookConfiguration')).flatMap((object) => object.webhooks);
  expect(webhooks.filter(({ clientConfig }) => 'caBundle' in clientConfig)).toEqual([]);
  expect(webhooks.filter(({ name, failurePolicy }) => name.endsWith('validation.istio.io') && failurePolicy !== undefined)).toEqual([]);
});

test('a gateway, whose image is filled in by the injector, comes after the control plane', () => {
  const chart = newChart('edge');
  const mesh = new Mesh(chart, 'mesh');
  new IngressGateway(chart, 'edge', { mesh }).addListener('http', Listener.http({ hosts: ['*'] }));
  const order = chart.node.findAll().filter(ApiObject.isApiObject).filter(({ kind }) => ['Deployment', 'MutatingWebhookConfiguration'].includes(kind));
  const phases = Object.fromEntries(order.map((object) => [object.name, phaseNumber(phaseOf(object))]));
  expect(phases.edge).toBeGreaterThan(phases.istiod);
  expect(phases.edge).toBeGreaterThan(phases['istio-sidecar-injector']);
});

test('no pod is sent to two revisions', () => {
  const chart = newChart();
  new Mesh(chart, 'stable');
  new Mesh(chart, 'next', { revision: 'next', clusterWide: false });
  const injectors = new Manifests(chart).all.filter(({ kind }) => kind === 'MutatingWebhookConfiguration');
  const selectors = injectors.flatMap(({ webhooks }) => webhooks).map(({ namespaceSelector: namespaces, objectSelector: pods }) => (
    JSON.stringify({ namespaces, pods })
  ));
  expect(new Set(selectors).size).toBe(selectors.length);
  expect(() => new Mesh(chart, 'again', { revision: 'next', clusterWide: false })).toThrow("revision or tag 'next'");
});
