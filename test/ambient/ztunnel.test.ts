import { AmbientOptions } from '../../src/mesh/data-plane-options';
import { ambient, ambientRefusal, container, env, pod, withCni } from './agents';

test('a mesh with sidecars has no ztunnel', () => {
  expect(withCni().names('DaemonSet')).toEqual(['istio-cni-node']);
});

test('ztunnel asks the istiod of its mesh', () => {
  expect(env(ambient({}, { namespace: 'mesh', revision: 'canary' }), 'ztunnel')).toMatchObject({
    XDS_ADDRESS: 'istiod-canary.mesh.svc:15012', CA_ADDRESS: 'istiod-canary.mesh.svc:15012', INPOD_ENABLED: 'true', TERMINATION_GRACE_PERIOD_SECONDS: '30',
  });
});

test('ztunnel moves to another revision', () => {
  const manifests = ambient({ ztunnel: { revision: 'next' } }, { revision: 'old' });
  expect(env(manifests, 'ztunnel')).toMatchObject({ XDS_ADDRESS: 'istiod-next.istio-system.svc:15012', CA_ADDRESS: 'istiod-next.istio-system.svc:15012' });
  expect(manifests.get('DaemonSet', 'ztunnel')).toMatchObject({
    metadata: { annotations: { 'istio.io/rev': 'next' } }, spec: { template: { metadata: { annotations: { 'istio.io/rev': 'next' } } } },
  });
});

test('the revision default is the one without a name', () => {
  const manifests = ambient({ ztunnel: { revision: 'default' } }, { revision: 'old' });
  expect(env(manifests, 'ztunnel').XDS_ADDRESS).toBe('istiod.istio-system.svc:15012');
  expect(manifests.get('DaemonSet', 'ztunnel').metadata).not.toHaveProperty('annotations');
});

test('addresses can be said', () => {
  const ztunnel = { xdsAddress: 'istiod.example.com:15012', caAddress: 'ca.example.com:443' };
  expect(env(ambient({ ztunnel }), 'ztunnel')).toMatchObject({ XDS_ADDRESS: 'istiod.example.com:15012', CA_ADDRESS: 'ca.example.com:443' });
});

test('ztunnel knows cluster and network', () => {
  expect(env(ambient({}, { clusterName: 'east', network: 'vpc1' }), 'ztunnel')).toMatchObject({ ISTIO_META_CLUSTER_ID: 'east', NETWORK: 'vpc1' });
  expect(env(ambient(), 'ztunnel')).not.toHaveProperty('NETWORK');
});

test("ztunnel takes the proxies' metadata from the mesh's config, and its own variables over them", () => {
  const config = { defaultConfig: { proxyMetadata: { ISTIO_META_A: 'mesh', ISTIO_META_B: 'mesh' } } };
  const manifests = ambient({ ztunnel: { env: { ISTIO_META_B: 'ztunnel' } } }, { config });
  expect(env(manifests, 'ztunnel')).toMatchObject({ ISTIO_META_ENABLE_HBONE: 'true', ISTIO_META_A: 'mesh', ISTIO_META_B: 'ztunnel' });
  const names = container(manifests, 'ztunnel').env.map(({ name }: any) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('logs have the level and the form that are said', () => {
  expect(env(ambient({ ztunnel: { logLevel: 'info,access=debug' } }, { istiod: { logAsJson: true } }), 'ztunnel')).toMatchObject({
    RUST_LOG: 'info,access=debug', LOG_FORMAT: 'json',
  });
  expect(env(ambient(), 'ztunnel').RUST_LOG).toBe('info');
  expect(env(ambient(), 'ztunnel')).not.toHaveProperty('LOG_FORMAT');
});

test('ztunnel is told what processor time it asks for and may use', () => {
  const variables = env(ambient({ ztunnel: { resources: { requests: {}, limits: { cpu: '4' } } } }), 'ztunnel');
  expect(variables).toMatchObject({ ZTUNNEL_RESOURCE_CPU_LIMIT: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1' } } });
  expect(variables).not.toHaveProperty('ZTUNNEL_RESOURCE_CPU_REQUEST');
  expect(env(ambient(), 'ztunnel')).toMatchObject({ ZTUNNEL_RESOURCE_CPU_REQUEST: { resourceFieldRef: { resource: 'requests.cpu', divisor: '1' } } });
});

test("ztunnel trusts the mesh's root and identifies itself by a token for the CA", () => {
  expect(pod(ambient(), 'ztunnel').volumes).toEqual([
    { name: 'istiod-ca-cert', configMap: { name: 'istio-ca-root-cert' } },
    { name: 'istio-token', projected: { sources: [{ serviceAccountToken: { audience: 'istio-ca', expirationSeconds: 43200, path: 'istio-token' } }] } },
    { name: 'cni-ztunnel-sock-dir', hostPath: { path: '/var/run/ztunnel', type: 'DirectoryOrCreate' } },
    { name: 'tmp', emptyDir: {} },
  ]);
});

test('ztunnel looks up revoked certificates', () => {
  const manifests = ambient({ ztunnel: { peerCaCrl: true } });
  expect(env(manifests, 'ztunnel').CRL_PATH).toBe('/var/run/secrets/istio/crl/ca-crl.pem');
  expect(pod(manifests, 'ztunnel').volumes).toContainEqual({ name: 'crl-volume', configMap: { name: 'istio-ca-crl', optional: true } });
});

test('ztunnel takes volumes and name servers', () => {
  const manifests = ambient({
    ztunnel: { volumes: [{ name: 'extra', emptyDir: {} }], volumeMounts: [{ name: 'extra', mountPath: '/extra' }], dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.10'] } },
  });
  expect(pod(manifests, 'ztunnel')).toMatchObject({ dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.10'] } });
  expect(pod(manifests, 'ztunnel').volumes).toContainEqual({ name: 'extra', emptyDir: {} });
  expect(container(manifests, 'ztunnel').volumeMounts).toContainEqual({ name: 'extra', mountPath: '/extra' });
});

test('labels and annotations stand on all objects of ztunnel', () => {
  const manifests = ambient({ ztunnel: { labels: { cost: 'platform' }, annotations: { note: 'x' } } });
  for (const kind of ['DaemonSet', 'ServiceAccount']) {
    expect(manifests.get(kind, 'ztunnel').metadata).toMatchObject({ labels: { cost: 'platform' }, annotations: { note: 'x' } });
  }
});

test('a new pod of ztunnel starts beside the old one', () => {
  expect(ambient().get('DaemonSet', 'ztunnel').spec.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
});

test('a network policy lets in what ztunnel serves', () => {
  const { ingress } = ambient({}, { networkPolicy: true }).get('NetworkPolicy', 'ztunnel').spec;
  expect(ingress.flatMap(({ ports }: any) => ports.map(({ port, protocol }: any) => `${port}/${protocol}`))).toEqual([
    '15021/TCP', '15020/TCP', '15000/TCP', '15008/TCP', '15001/TCP', '15006/TCP', '15053/TCP', '15053/UDP',
  ]);
});

test.each<[string, AmbientOptions, string]>([
  ['an address without port', { ztunnel: { xdsAddress: 'istiod.istio-system.svc' } },
    "Mesh 'prod/mesh': ztunnel.xdsAddress is 'istiod.istio-system.svc', a host and a port are allowed; write it like 'istiod.istio-system.svc:15012'"],
  ['an address with scheme', { ztunnel: { caAddress: 'https://ca:443' } }, "ztunnel.caAddress is 'https://ca:443', a host and a port are allowed"],
  ['a level that is none', { ztunnel: { logLevel: 'warning' } },
    "ztunnel.logLevel is 'warning', a level (trace, debug, info, warn, error, off) or '<target>=<level>' joined by ',' is allowed; "
    + "write e.g. 'info' or 'info,access=debug'"],
  ['a volume of its own name', { ztunnel: { volumes: [{ name: 'tmp', emptyDir: {} }] } },
    "ztunnel.volumes has volume 'tmp', which the pod has already; take another one"],
  ['a mount of a volume that is not there', { ztunnel: { volumeMounts: [{ name: 'extra', mountPath: '/extra' }] } }, "ztunnel.volumeMounts names volume 'extra'"],
  ['a mount where another one is', { ztunnel: { volumes: [{ name: 'extra', emptyDir: {} }], volumeMounts: [{ name: 'extra', mountPath: '/tmp' }] } },
    "ztunnel.volumeMounts has mount path '/tmp', which the pod has already"],
  ['a revision with dots', { ztunnel: { revision: '1.31.0' } }, "ztunnel.revision '1.31.0' is not a DNS label"],
])('%s is refused', (_, options, message) => {
  expect(ambientRefusal(options)).toThrow(message);
});
