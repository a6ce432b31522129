import { ApiObject, Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-33';
import { Construct } from 'constructs';
import { CaCertificates } from '../../src/ca/ca-certificates';
import { CertificateAuthority } from '../../src/ca/certificate-authority';
import { Mesh } from '../../src/mesh/mesh';
import { Manifests, newChart } from '../mesh/synth';
import { days, make, NOW } from './make-certificates';

const KEYS = ['ca-cert.pem', 'ca-key.pem', 'cert-chain.pem', 'root-cert.pem'];

/** The Secret that istiod mounts when an object makes it. */
function secretOf(manifest: object, namespace: string | undefined = 'istio-system', source: (chart: Chart) => Construct = (chart) => object(chart, manifest, namespace)): string {
  const chart = newChart();
  new Mesh(chart, 'mesh', { ca: CertificateAuthority.pluggedInBy(source(chart)) });
  const { volumes } = new Manifests(chart).get('Deployment', 'istiod').spec.template.spec;
  return volumes.find(({ name }: any) => name === 'cacerts').secret.secretName;
}

const object = (chart: Chart, manifest: any, namespace?: string) => new ApiObject(chart, 'source', { metadata: { name: 'mesh-ca', namespace }, ...manifest });
const externalSecret = (spec: object) => ({ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', spec });
const sealedSecret = (keys: string[], template?: object) => (
  { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', spec: { encryptedData: Object.fromEntries(keys.map((key) => [key, 'x'])), template } }
);
const certificate = (spec: object) => ({ apiVersion: 'cert-manager.io/v1', kind: 'Certificate', spec: { secretName: 'made', ...spec } });
const entries = (keys: string[]) => keys.map((secretKey) => ({ secretKey, remoteRef: { key: 'mesh', property: secretKey } }));

test('an ExternalSecret makes the Secret of its target', () => {
  expect(secretOf(externalSecret({ target: { name: 'cacerts' }, data: entries(KEYS) }))).toBe('cacerts');
  expect(secretOf(externalSecret({ dataFrom: [{ extract: { key: 'mesh' } }] }))).toBe('mesh-ca');
  expect(secretOf(externalSecret({ target: { template: { data: {} } }, data: entries(['all']) }))).toBe('mesh-ca');
});

test('a SealedSecret makes the Secret of its template', () => {
  expect(secretOf(sealedSecret(KEYS))).toBe('mesh-ca');
  expect(secretOf(sealedSecret(['tls.crt', 'tls.key', 'ca.crt'], { metadata: { name: 'other' } }))).toBe('other');
});

test('a Certificate makes its Secret', () => {
  expect(secretOf(certificate({ isCA: true, usages: ['cert sign', 'crl sign'] }))).toBe('made');
  expect(secretOf(certificate({ isCA: true }))).toBe('made');
});

test('a Secret is taken as it is, also from cdk8s-plus', () => {
  expect(secretOf({ apiVersion: 'v1', kind: 'Secret', data: Object.fromEntries(KEYS.map((key) => [key, ''])) })).toBe('mesh-ca');
  const plus = (chart: Chart) => new Secret(chart, 'source', {
    metadata: { name: 'plus', namespace: 'istio-system' }, stringData: Object.fromEntries(KEYS.map((key) => [key, ''])),
  });
  expect(secretOf({}, undefined, plus)).toBe('plus');
});

test('what the Secret will hold is checked', async () => {
  const chart = newChart();
  const { pem } = await make({ name: 'Root', notAfter: days(-1) });
  const source = object(chart, sealedSecret(KEYS), 'istio-system');
  const ca = CertificateAuthority.pluggedInBy(source, { certificates: CaCertificates.pem({ rootCert: pem, caCert: pem }), validAt: NOW });
  expect(() => new Mesh(chart, 'mesh', { ca })).toThrow("certificate 'CN=Root' expires on");
});

test('it stands in the namespace of istiod', () => {
  expect(() => secretOf(sealedSecret(KEYS), 'shop')).toThrow(
    "Mesh 'prod/mesh': CA source 'prod/source' is in namespace 'shop', but istiod reads Secrets of 'istio-system'; set its namespace to 'istio-system'");
  expect(() => secretOf({}, undefined, (chart) => object(chart, sealedSecret(KEYS)))).toThrow("CA source 'prod/source' is in no given namespace");
});

test.each([
  [sealedSecret(['ca-cert.pem', 'ca-key.pem'])],
  [externalSecret({ data: entries(['ca-cert.pem', 'ca-key.pem']) })],
  [{ apiVersion: 'v1', kind: 'Secret', stringData: { 'ca-cert.pem': '', 'ca-key.pem': '' } }],
])('a Secret that lacks keys is refused: %j', (manifest) => {
  expect(() => secretOf(manifest)).toThrow(
    "the Secret of ApiObject 'prod/source' lacks 'root-cert.pem' and 'cert-chain.pem', without which istiod does not start; "
    + 'give it ca-cert.pem, ca-key.pem, root-cert.pem, cert-chain.pem, or tls.crt, tls.key, ca.crt');
});

test('a Secret of the type kubernetes.io/tls needs the root as well', () => {
  expect(() => secretOf(sealedSecret(['tls.crt', 'tls.key']))).toThrow("lacks 'ca.crt', without which istiod does not start");
});

test('a Certificate that is not a CA is refused', () => {
  expect(() => secretOf(certificate({}))).toThrow(
    "ApiObject 'prod/source': the Certificate is not that of a CA (spec.isCA), so istiod could not sign with it; set isCA to true");
  expect(() => secretOf(certificate({ isCA: true, usages: ['server auth', 'client auth'] }))).toThrow(
    "ApiObject 'prod/source': the Certificate is for 'server auth' or 'client auth', so istiod could not sign with it; add the usage 'cert sign'");
});

test('an object that makes no Secret is refused', () => {
  expect(() => secretOf({ apiVersion: 'v1', kind: 'ConfigMap' })).toThrow(
    "CA source 'prod/source' is a ConfigMap of v1, allowed are 'Secret', 'ExternalSecret', 'SealedSecret' or 'Certificate'; "
    + 'pass the construct that makes the Secret, or name the Secret with CertificateAuthority.pluggedIn()');
});
