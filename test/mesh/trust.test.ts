import { DataPlane } from '../../src/mesh/data-plane';
import { TrustOptions } from '../../src/mesh/trust-options';
import { Manifests, refusal, synth } from './synth';

const everywhere = (trust: TrustOptions) => synth({ trust, dataPlane: DataPlane.ambient() });
const templates = (manifests: Manifests) => manifests.get('ConfigMap', 'istio-sidecar-injector').data.config;
const ztunnel = (manifests: Manifests) => JSON.stringify(manifests.get('DaemonSet', 'ztunnel').spec.template.spec.volumes);

test('root certificate and revocation list are looked for where istiod puts them', () => {
  const manifests = everywhere({ rootCertConfigMap: 'mesh-root', crlConfigMap: 'mesh-crl' });
  expect(manifests.env).toMatchObject({ PILOT_CA_CERT_CONFIGMAP: 'mesh-root', PILOT_CRL_CONFIGMAP: 'mesh-crl' });
  for (const text of [templates(manifests), ztunnel(manifests)]) {
    expect(text).toContain('mesh-root');
    expect(text).not.toContain('istio-ca-root-cert');
  }
  expect(templates(manifests)).toContain('mesh-crl');
  expect(templates(manifests)).not.toContain('istio-ca-crl"');
});

test('a bundle of the cluster has the root certificate, which istiod may write', () => {
  const manifests = everywhere({ clusterTrustBundle: true });
  expect(manifests.env.ENABLE_CLUSTER_TRUST_BUNDLE_API).toBe('true');
  expect(manifests.get('ClusterRole', 'istiod-clusterrole-istio-system').rules).toEqual(expect.arrayContaining([
    expect.objectContaining({ resources: ['clustertrustbundles'] }),
    { apiGroups: ['certificates.k8s.io'], resources: ['signers'], resourceNames: ['istio.io/istiod-ca'], verbs: ['attest'] },
  ]));
  for (const text of [templates(manifests), ztunnel(manifests)]) expect(text).toContain('istio.io:istiod-ca:root-cert');
});

test('tokens are meant for whom istiod, proxies and ztunnel say alike', () => {
  const manifests = everywhere({ tokenAudience: 'mesh-ca' });
  expect(manifests.env.TOKEN_AUDIENCES).toBe('mesh-ca');
  const { volumes } = manifests.get('Deployment', 'istiod').spec.template.spec;
  expect(volumes.find(({ name }: any) => name === 'istio-token').projected.sources[0].serviceAccountToken.audience).toBe('mesh-ca');
  for (const text of [templates(manifests), ztunnel(manifests)]) {
    expect(text).toContain('mesh-ca');
    expect(text).not.toMatch(/audience"?: "?istio-ca/);
  }
});

test.each<[TrustOptions, string]>([
  [{ clusterTrustBundle: true, rootCertConfigMap: 'x' },
    "trust has clusterTrustBundle and rootCertConfigMap 'x', one of them has the root certificate; leave out one of them"],
  [{ rootCertConfigMap: 'My Root' }, "trust.rootCertConfigMap 'My Root' is not a DNS name"],
  [{ rootCertConfigMap: '' }, "trust.rootCertConfigMap '' is not a DNS name"],
  [{ crlConfigMap: '' }, "trust.crlConfigMap '' is not a DNS name"],
  [{ crlConfigMap: 'My List' }, "trust.crlConfigMap 'My List' is not a DNS name"],
  [{ tokenAudience: 'a,b' }, "trust.tokenAudience 'a,b' is not an audience (text without blanks and commas); write e.g. 'istio-ca'"],
])('%p is refused', (trust, message) => {
  expect(refusal({ trust })).toThrow(message);
});

test('a variable alone is refused, as the proxies would not know of it', () => {
  expect(refusal({ istiod: { env: { ENABLE_CLUSTER_TRUST_BUNDLE_API: 'true' } } })).toThrow(
    'istiod.env has ENABLE_CLUSTER_TRUST_BUNDLE_API, which property trust.clusterTrustBundle sets; say it with trust.clusterTrustBundle only');
});
