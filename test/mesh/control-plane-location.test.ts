import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { CertificateAuthority } from '../../src/ca/certificate-authority';
import { ConfigValidation } from '../../src/mesh/config-validation';
import { ControlPlaneLocation } from '../../src/mesh/control-plane-location';
import { DataPlane } from '../../src/mesh/data-plane';
import { Mesh } from '../../src/mesh/mesh';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Profile } from '../../src/mesh/profile';
import { RemoteReader } from '../../src/mesh/remote-reader';
import { RemoteWebhooks } from '../../src/mesh/remote-webhooks';
import { CA_PEM } from './ca-pem';
import { Manifests, newChart, refusal, synth } from './synth';

const { local, remote, external, localInjector } = ControlPlaneLocation;
const EAST = { clusterName: 'east', network: 'n1' };
const BUNDLE = Buffer.from(CA_PEM).toString('base64');
const remoteMesh = (controlPlane = remote('192.0.2.7'), more: MeshProps = {}) => synth({ ...EAST, controlPlane, ...more });
const clients = (manifests: Manifests, name = 'istio-sidecar-injector') => (
  [...new Map(manifests.get('MutatingWebhookConfiguration', name).webhooks.map(({ clientConfig }: any) => [JSON.stringify(clientConfig), clientConfig])).values()]
);
const namespaced = (manifests: Manifests) => manifests.all.filter(({ metadata }) => metadata.namespace).map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();

describe('a cluster whose control plane is in another one', () => {
  test('has no istiod, but what leads to it and what it may do', () => {
    const manifests = remoteMesh();
    expect(namespaced(manifests)).toEqual(['EndpointSlice istiod', 'Service istiod', 'ServiceAccount istio-reader-service-account']);
    expect(manifests.names('ClusterRole')).toEqual(['istio-reader-clusterrole-istio-system']);
    expect(manifests.names('ValidatingWebhookConfiguration')).toEqual([]);
  });

  test('reaches an IP address by a Service with its endpoint', () => {
    const manifests = remoteMesh();
    expect(manifests.get('Service', 'istiod').spec).toEqual({
      ipFamilies: ['IPv4'],
      ports: [{ name: 'tcp-istiod', port: 15012, protocol: 'TCP' }, { name: 'tcp-webhook', port: 443, targetPort: 15017, protocol: 'TCP' }],
    });
    expect(manifests.get('EndpointSlice', 'istiod')).toMatchObject({
      metadata: { labels: { 'kubernetes.io/service-name': 'istiod' } },
      addressType: 'IPv4', endpoints: [{ addresses: ['192.0.2.7'] }], ports: [{ port: 15012 }, { port: 15017 }],
    });
  });

  test('reaches an IPv6 address by addresses of that family', () => {
    const manifests = remoteMesh(remote('2001:db8::7'));
    expect(manifests.get('Service', 'istiod').spec.ipFamilies).toEqual(['IPv6']);
    expect(manifests.get('EndpointSlice', 'istiod').addressType).toBe('IPv6');
  });

  test('reaches a DNS name by a Service that stands for it', () => {
    const manifests = remoteMesh(remote('istiod.example.com'));
    expect(manifests.get('Service', 'istiod').spec).toMatchObject({ type: 'ExternalName', externalName: 'istiod.example.com' });
    expect(manifests.names('EndpointSlice')).toEqual([]);
  });

  test('tells istiod in the path of injection who it is', () => {
    expect(clients(remoteMesh())).toEqual([{ service: { name: 'istiod', namespace: 'istio-system', path: '/inject/cluster/east/net/n1', port: 443 } }]);
    expect(clients(synth({ clusterName: 'east', controlPlane: remote('192.0.2.7') }))).toMatchObject([{ service: { path: '/inject/cluster/east' } }]);
  });

  test('asks the webhooks of a DNS name at its port, as a Service would not', () => {
    expect(clients(remoteMesh(remote('istiod.example.com')))).toEqual([{ url: 'https://istiod.example.com:15017/inject/cluster/east/net/n1' }]);
  });

  test('can ask the webhooks as it is told', () => {
    expect(clients(remoteMesh(remote('192.0.2.7', { webhooks: RemoteWebhooks.url('https://istiod.example.com/', CA_PEM) }))))
      .toEqual([{ url: 'https://istiod.example.com/inject/cluster/east/net/n1', caBundle: BUNDLE }]);
    expect(clients(remoteMesh(remote('istiod.example.com', { webhooks: RemoteWebhooks.service(CA_PEM) }))))
      .toMatchObject([{ service: { name: 'istiod' }, caBundle: BUNDLE }]);
  });

  test('lets the istiods of other clusters write roots and the CA of webhooks', () => {
    const annotations = (manifests: Manifests) => manifests.get('Namespace', 'istio-system').metadata.annotations;
    expect(annotations(remoteMesh())).toEqual({ 'topology.istio.io/controlPlaneClusters': '*' });
    expect(annotations(remoteMesh(remote('192.0.2.7', { controlPlaneClusters: ['west', 'north'] })))).toEqual({ 'topology.istio.io/controlPlaneClusters': 'west,north' });
    expect(remoteMesh().get('ClusterRole', 'istio-reader-clusterrole-istio-system').rules).toContainEqual(
      { apiGroups: ['admissionregistration.k8s.io'], resources: ['mutatingwebhookconfigurations'], verbs: ['get', 'list', 'watch', 'update', 'patch'] });
  });

  test('has agents on its nodes that ask the Service', () => {
    const env = remoteMesh(undefined, { dataPlane: DataPlane.ambient() }).get('DaemonSet', 'ztunnel').spec.template.spec.containers[0].env;
    expect(env).toContainEqual({ name: 'XDS_ADDRESS', value: 'istiod.istio-system.svc:15012' });
    expect(env).toContainEqual({ name: 'CA_ADDRESS', value: 'istiod.istio-system.svc:15012' });
  });

  test('has tags, by which the same istiod is reached', () => {
    const chart = newChart();
    new Mesh(chart, 'mesh', { ...EAST, revision: 'canary', controlPlane: remote('192.0.2.7') }).addTag('prod');
    const manifests = new Manifests(chart);
    expect(clients(manifests, 'istio-revision-tag-prod')).toMatchObject([{ service: { name: 'istiod-canary', path: '/inject/cluster/east/net/n1' } }]);
    expect(manifests.get('Service', 'istiod-revision-tag-prod').spec.selector).toBeUndefined();
    expect(manifests.get('EndpointSlice', 'istiod-revision-tag-prod')).toMatchObject({
      metadata: { labels: { 'istio.io/tag': 'prod', 'kubernetes.io/service-name': 'istiod-revision-tag-prod' } }, endpoints: [{ addresses: ['192.0.2.7'] }],
    });
  });

  test('has validators if it is told who signed their certificate', () => {
    const validators = (validation: ConfigValidation) => remoteMesh(undefined, { validation }).get('ValidatingWebhookConfiguration', 'istiod-default-validator').webhooks;
    expect(validators(ConfigValidation.istiodSignedBy(CA_PEM))).toMatchObject([{ clientConfig: { service: { name: 'istiod', path: '/validate' }, caBundle: BUNDLE } }]);
  });

  test('has only those stable kinds refused that nobody reads there', () => {
    expect(remoteMesh(undefined, { stableValidationPolicy: true }).names('ValidatingAdmissionPolicy')).toEqual(['stable-channel-default-policy.istio.io']);
  });

  test('has no policy for the network of an istiod that is not there', () => {
    expect(remoteMesh(undefined, { networkPolicy: true }).names('NetworkPolicy')).toEqual([]);
  });
});

test.each<[string, ControlPlaneLocation, string]>([
  ['config cluster', remote('192.0.2.7', { configCluster: true }), 'istiod-canary.istio-system.svc:15012'],
  ['config cluster of an external control plane', external('istiod.example.com', { configCluster: true }), 'istiod.example.com:15012'],
])('a %s has the mesh config and the rights of istiod, and tells proxies where it is', (_, controlPlane, discoveryAddress) => {
  const manifests = remoteMesh(controlPlane, { revision: 'canary', config: { connectTimeout: '3s' } });
  const config = parse(manifests.get('ConfigMap', 'istio-canary').data.mesh);
  expect(config).toMatchObject({ connectTimeout: '3s', defaultConfig: { discoveryAddress } });
  expect(config.defaultProviders).toBeUndefined();
  expect(manifests.names('ClusterRole').sort()).toEqual(
    ['istio-reader-clusterrole-canary-istio-system', 'istiod-clusterrole-canary-istio-system', 'istiod-gateway-controller-canary-istio-system']);
  expect(manifests.names('ValidatingWebhookConfiguration')).toEqual(['istio-validator-canary-istio-system', 'istiod-default-validator']);
  expect(manifests.names('Deployment')).toEqual([]);
  expect(manifests.get('Namespace', 'istio-system').metadata.annotations).toBeUndefined();
});

describe('an external control plane', () => {
  test('is asked at its host, without a Service', () => {
    const manifests = remoteMesh(external('istiod.example.com', { configCluster: true }), { namespace: 'external-istiod' });
    expect(manifests.names('Service')).toEqual([]);
    expect(clients(manifests, 'istio-sidecar-injector-external-istiod')).toEqual([{ url: 'https://istiod.example.com:15017/inject/cluster/east/net/n1' }]);
    expect(manifests.get('ValidatingWebhookConfiguration', 'istiod-default-validator').webhooks).toMatchObject([{ clientConfig: { url: 'https://istiod.example.com:15017/validate' } }]);
  });

  test('is asked at its host by ztunnel too', () => {
    const env = remoteMesh(external('istiod.example.com'), { dataPlane: DataPlane.ambient() }).get('DaemonSet', 'ztunnel').spec.template.spec.containers[0].env;
    expect(env).toContainEqual({ name: 'XDS_ADDRESS', value: 'istiod.example.com:15012' });
  });

  test('has tags without a Service', () => {
    const chart = newChart();
    new Mesh(chart, 'mesh', { ...EAST, revision: 'canary', controlPlane: external('istiod.example.com') }).addTag('prod');
    expect(new Manifests(chart).names('Service')).toEqual([]);
  });
});

test('a local control plane can serve remote clusters, under further names', () => {
  const manifests = synth({ controlPlane: local({ servesRemoteClusters: true, hosts: ['istiod.example.com', 'istiod.internal'] }) });
  expect(manifests.env).toMatchObject({ EXTERNAL_ISTIOD: 'true', ISTIOD_CUSTOM_HOST: 'istiod.example.com,istiod.internal' });
  expect(synth({ controlPlane: local() }).all).toEqual(synth().all);
});

test('a local injector signs and injects, and another istiod configures', () => {
  const manifests = synth({ controlPlane: localInjector('192.0.2.7') });
  expect(parse(manifests.get('ConfigMap', 'istio').data.mesh).defaultConfig.discoveryAddress).toBe('istiod-remote.istio-system.svc:15012');
  expect(manifests.get('EndpointSlice', 'istiod-remote').endpoints).toEqual([{ addresses: ['192.0.2.7'] }]);
  expect(manifests.get('ConfigMap', 'istio-sidecar-injector').data.config).toContain('istiod.istio-system.svc:15012');
  expect(clients(manifests)).toMatchObject([{ service: { name: 'istiod', path: '/inject' } }]);
});

describe('refused', () => {
  const at = (controlPlane: ControlPlaneLocation, more: MeshProps = {}) => refusal({ ...EAST, controlPlane, ...more });
  const there = remote('192.0.2.7');

  test.each<[string, MeshProps, string]>([
    ['a profile without its place', { profile: Profile.REMOTE },
      "profile 'remote' is that of a cluster whose control plane is elsewhere, but controlPlane does not say where; give controlPlane, e.g. ControlPlaneLocation.remote('192.0.2.1')"],
    ['a profile with another place', { profile: Profile.REMOTE, controlPlane: local() }, 'but controlPlane does not say where'],
    ['a cluster without a name', { controlPlane: there },
      'the control plane is elsewhere, but the cluster has no clusterName, by which that tells it from its own; give it the name that its remote secret has there'],
  ])('%s', (_, props, message) => expect(refusal(props)).toThrow(message));

  test.each<[string, MeshProps, string]>([
    ['how istiod runs', { istiod: { logLevel: 'default:debug' } }, "'istiod'"],
    ['a CA', { ca: CertificateAuthority.pluggedIn() }, "'ca'"],
    ['settings of the mesh config', { config: { connectTimeout: '1s' }, metrics: false }, "'config' and 'metrics'"],
    ['what proxies get', { proxy: { concurrency: 2, nativeNftables: true }, injection: { defaultTemplates: ['sidecar'] } }, "'injection.defaultTemplates' and 'proxy.concurrency'"],
    ['a profile of istiod', { profile: Profile.PREVIEW }, "'proxy.dnsCapture'"],
  ])('%s where no istiod is', (_, props, names) => {
    expect(at(there, props)).toThrow(`Mesh 'prod/mesh': the control plane is elsewhere, so ${names} would have no effect; say it at the mesh that has the control plane`);
  });

  test.each<[string, () => void, string]>([
    ['an address', at(remote('https://istiod')), "address of the control plane 'https://istiod' is not a host"],
    ['a host', at(external('*.example.com')), "host of the control plane '*.example.com' is not a host"],
    ['a name of istiod', at(local({ hosts: ['a b'] })), "host of the control plane 'a b' is not a host"],
    ['the name of a cluster', at(remote('192.0.2.7', { controlPlaneClusters: ['a b'] })), "cluster of the control plane 'a b' is not a label value"],
    ['no cluster', at(remote('192.0.2.7', { controlPlaneClusters: [] })),
      "controlPlaneClusters is empty, so nobody would give the proxies their root certificate; name the control plane's cluster, or leave it out"],
    ['clusters for a config cluster', at(remote('192.0.2.7', { configCluster: true, controlPlaneClusters: ['a'] })),
      'controlPlaneClusters is given for a config cluster, to which istiod writes anyway; leave out one of them'],
    ['a path of webhooks', at(remote('192.0.2.7', { webhooks: RemoteWebhooks.url('https://istiod.example.com/inject') })),
      "address of webhooks 'https://istiod.example.com/inject' is none that the API server asks (https and a host, no user and no path); write it like 'https://istiod.example.com:15017'"],
    ['no address of webhooks', at(remote('192.0.2.7', { webhooks: RemoteWebhooks.url('istiod') })), "address of webhooks 'istiod' is none that the API server asks"],
    ['a CA of webhooks', at(remote('192.0.2.7', { webhooks: RemoteWebhooks.service('x') })), "the CA of webhooks has no PEM block 'CERTIFICATE'"],
    ['a Service that is not there', at(external('istiod.example.com', { webhooks: RemoteWebhooks.service() })),
      "the external control plane 'istiod.example.com' has RemoteWebhooks.service(), but no Service leads to it; take RemoteWebhooks.url(), or ControlPlaneLocation.remote()"],
    ['a revision beside a local injector', at(localInjector('192.0.2.7'), { revision: 'canary' }),
      "controlPlane is ControlPlaneLocation.localInjector() for 'istiod-canary', but the certificate of the other istiod has the name 'istiod-remote' only; "
      + 'leave out the revision, or take ControlPlaneLocation.remote()'],
    ['validators without a CA', at(there, { validation: ConfigValidation.istiod() }),
      'validation is ConfigValidation.istiod(), but the control plane is elsewhere and gives the validators of this cluster no CA; leave it out, or take ConfigValidation.istiodSignedBy()'],
    ['no reader', at(there, { remoteReader: RemoteReader.none() }),
      'remoteReader is RemoteReader.none(), but the control plane is elsewhere and has to read this cluster; leave it out'],
    ['the flag', refusal({ istiod: { env: { EXTERNAL_ISTIOD: 'true' } } }), 'istiod.env has EXTERNAL_ISTIOD, which property controlPlane sets; say it with controlPlane only'],
  ])('%s', (_, act, message) => expect(act).toThrow(message));

  test('static injection, for which nothing is known', () => {
    const mesh = new Mesh(new Chart(new App(), 'prod'), 'mesh', { ...EAST, controlPlane: there });
    expect(() => mesh.injectInto(mesh)).toThrow('the control plane is elsewhere, and with it the templates and the config of proxies; let the webhook inject them');
  });
});
