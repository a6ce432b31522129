import { parse } from 'yaml';
import { CertificateAuthority } from '../../src/ca/certificate-authority';
import { KubernetesSigner } from '../../src/ca/kubernetes-csr-options';
import { refusal, synth } from '../mesh/synth';
import { days, make, NOW } from './make-certificates';

let root: string;
let expired: string;
beforeAll(async () => {
  root = (await make({ name: 'Root' })).pem;
  expired = (await make({ name: 'Old root', notAfter: days(-1) })).pem;
});

const MESH = 'clusterissuers.cert-manager.io/mesh';
const SHOP = 'clusterissuers.cert-manager.io/shop';
const withSigners = (...signers: KubernetesSigner[]) => ({ ca: CertificateAuthority.kubernetesCsr({ signers, validAt: NOW }) });

test('istiod has requests signed in the domain of the signers, its own by the first', () => {
  const { env } = synth(withSigners({ name: MESH, rootCert: root }, { name: SHOP, rootCert: root }));
  expect(env).toMatchObject({
    EXTERNAL_CA: 'ISTIOD_RA_KUBERNETES_API',
    CERT_SIGNER_DOMAIN: 'clusterissuers.cert-manager.io',
    PILOT_CERT_PROVIDER: `k8s.io/${MESH}`,
  });
});

test('istiod may approve requests for these signers, and for no other', () => {
  const { rules } = synth(withSigners({ name: MESH, rootCert: root }, { name: SHOP, rootCert: root })).get('ClusterRole', 'istiod-clusterrole-istio-system');
  expect(rules.filter(({ apiGroups }: any) => apiGroups.includes('certificates.k8s.io'))).toEqual([
    {
      apiGroups: ['certificates.k8s.io'],
      resources: ['certificatesigningrequests', 'certificatesigningrequests/approval', 'certificatesigningrequests/status'],
      verbs: ['update', 'create', 'get', 'delete', 'watch'],
    },
    { apiGroups: ['certificates.k8s.io'], resources: ['signers'], resourceNames: [MESH, SHOP], verbs: ['approve'] },
  ]);
});

test('other CAs give no rights on requests', () => {
  const { rules } = synth().get('ClusterRole', 'istiod-clusterrole-istio-system');
  expect(rules.filter(({ apiGroups }: any) => apiGroups.includes('certificates.k8s.io'))).toEqual([]);
});

test('the mesh knows the root of each signer, and proxies ask for the first', () => {
  const config = parse(synth(withSigners({ name: MESH, rootCert: root }, { name: SHOP, rootCert: root })).get('ConfigMap', 'istio').data.mesh);
  expect(config).toMatchObject({
    caCertificates: [{ pem: root, certSigners: [MESH] }, { pem: root, certSigners: [SHOP] }],
    defaultConfig: { proxyMetadata: { ISTIO_META_CERT_SIGNER: 'mesh' } },
  });
});

test('proxies still trust istiod by the root that it distributes', () => {
  expect(synth(withSigners({ name: MESH, rootCert: root })).get('ConfigMap', 'istio-sidecar-injector').data.config).toContain('istio-ca-root-cert');
});

test('what the CA says in the mesh config, nobody else says', () => {
  const config = { defaultConfig: { proxyMetadata: { ISTIO_META_CERT_SIGNER: 'shop' } } };
  expect(refusal({ ...withSigners({ name: MESH, rootCert: root }), config })).toThrow(
    'config.defaultConfig.proxyMetadata.ISTIO_META_CERT_SIGNER is "shop", but property ca makes this setting; say it with ca only');
});

test('without signers istiod could approve any request', () => {
  expect(refusal(withSigners())).toThrow(
    "kubernetesCsr has no signers, so istiod could approve requests for any of the cluster; name one, e.g. 'clusterissuers.cert-manager.io/mesh'");
});

test.each(['mesh', 'clusterissuers.cert-manager.io/', 'Issuers/mesh', 'a/b/c'])("'%s' is not the name of a signer", (name) => {
  expect(refusal(withSigners({ name, rootCert: root }))).toThrow(`signer '${name}' is not '<domain>/<name>' of lower case letters, digits, '-' and '.'`);
});

test('signers of two domains are refused', () => {
  expect(refusal(withSigners({ name: MESH, rootCert: root }, { name: 'example.com/mesh', rootCert: root }))).toThrow(
    `signer 'example.com/mesh' is not of the domain 'clusterissuers.cert-manager.io' of '${MESH}', istiod knows one domain; use signers of one domain`);
});

test('an expired root of a signer is refused', () => {
  expect(refusal(withSigners({ name: MESH, rootCert: expired }))).toThrow(
    "certificate 'CN=Old root' expires on 2030-05-31T00:00:00Z, it must be valid on 2030-06-01T00:00:00Z; renew it");
});
