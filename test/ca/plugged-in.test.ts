import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { CaCertificates } from '../../src/ca/ca-certificates';
import { CertificateAuthority } from '../../src/ca/certificate-authority';
import { PluggedInOptions } from '../../src/ca/plugged-in-options';
import { refusal, synth } from '../mesh/synth';
import { days, Made, make, NOW } from './make-certificates';

let root: Made;
let ca: Made;
let other: Made;
let certificates: CaCertificates;
beforeAll(async () => {
  root = await make({ name: 'Root', notAfter: days(200) });
  ca = await make({ name: 'CA', issuer: root });
  other = await make({ name: 'Other', issuer: root });
  certificates = CaCertificates.pem({ rootCert: root.pem, caCert: ca.pem });
});

const pluggedIn = (options: PluggedInOptions) => ({ ca: CertificateAuthority.pluggedIn('cacerts', { validAt: NOW, ...options }) });
const annotation = (options: PluggedInOptions) => synth(pluggedIn(options)).get('Deployment', 'istiod').spec.template.metadata.annotations['checksum/cacerts'];

test('istiod starts anew when the certificates change', async () => {
  const renewed = await make({ name: 'CA', issuer: root });
  expect(annotation({ certificates })).toMatch(/^[0-9a-f]{64}$/);
  expect(annotation({ certificates })).toBe(annotation({ certificates }));
  expect(annotation({ certificates: CaCertificates.pem({ rootCert: root.pem, caCert: renewed.pem }) })).not.toBe(annotation({ certificates }));
});

test('the moment of the check is not in the output', () => {
  expect(synth(pluggedIn({ certificates })).all).toEqual(synth(pluggedIn({ certificates, validAt: days(50) })).all);
});

test('without certificates nothing is checked', () => {
  expect(annotation({})).toBeUndefined();
});

test('certificates are checked for the moment of synthesis where no other is given', () => {
  jest.useFakeTimers({ now: days(101) });
  expect(refusal({ ca: CertificateAuthority.pluggedIn('cacerts', { certificates }) })).toThrow("Mesh 'prod/mesh': certificate 'CN=CA' expires on 2030-09-09T00:00:00Z");
  jest.setSystemTime(NOW);
  expect(refusal({ ca: CertificateAuthority.pluggedIn('cacerts', { certificates }) })).not.toThrow();
  jest.useRealTimers();
});

test('certificates can be asked to hold for a while', () => {
  expect(refusal(pluggedIn({ certificates, validFor: Duration.days(101) }))).toThrow("certificate 'CN=CA' expires on 2030-09-09T00:00:00Z, it must be valid on 2030-09-10T00:00:00Z");
});

test('the trust domain and the name of istiod are those of the mesh', async () => {
  const spiffe = await make({ name: 'CA', issuer: root, spiffeId: 'spiffe://example.org' });
  const options = pluggedIn({ certificates: CaCertificates.pem({ rootCert: root.pem, caCert: spiffe.pem }) });
  expect(refusal({ ...options, trustDomain: 'example.org' })).not.toThrow();
  expect(refusal(options)).toThrow("is that of 'spiffe://example.org' (its subject alternative name), but the trust domain of the mesh is 'cluster.local'");
});

describe('a folder of certificates', () => {
  const folder = (files: Record<string, string>) => {
    const path = mkdtempSync(join(tmpdir(), 'ca-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
    return path;
  };

  test('is read without the key', () => {
    const path = folder({ 'root-cert.pem': root.pem, 'ca-cert.pem': ca.pem, 'cert-chain.pem': ca.pem + root.pem, 'ca-key.pem': 'not read' });
    expect(annotation({ certificates: CaCertificates.folder(path) })).toBe(annotation({ certificates }));
  });

  test('needs no chain where the root issued the CA', () => {
    expect(annotation({ certificates: CaCertificates.folder(folder({ 'root-cert.pem': root.pem, 'ca-cert.pem': ca.pem })) })).toBeDefined();
  });

  test('without certificates is refused', () => {
    const path = folder({ 'root-cert.pem': root.pem });
    expect(() => CaCertificates.folder(path)).toThrow(
      `CA certificates of '${path}': the folder has no ca-cert.pem; give a folder that 'istos ca intermediate' wrote`);
  });
});

describe('a private key', () => {
  test('that is right is not in the output', () => {
    const text = JSON.stringify(synth(pluggedIn({ certificates, privateKey: ca.key })).all);
    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toContain(Buffer.from(ca.key).toString('base64').slice(100, 140));
  });

  test('of another certificate is refused', () => {
    expect(refusal(pluggedIn({ certificates, privateKey: other.key }))).toThrow(
      "Mesh 'prod/mesh': private key is not that of the CA certificate 'CN=CA'; give the key with which this certificate was requested");
  });

  test('is checked against certificates only', () => {
    expect(refusal(pluggedIn({ privateKey: ca.key }))).toThrow('the private key of the CA is given without its certificates; give certificates as well');
  });

  test('is PEM', () => {
    expect(refusal(pluggedIn({ certificates, privateKey: 'secret' }))).toThrow("private key of the CA is not PEM; give the key's text from '-----BEGIN PRIVATE KEY-----' on");
  });

  test('is not encrypted', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const encrypted = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }) as string;
    const sec1 = privateKey.export({ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }) as string;
    for (const key of [encrypted, sec1]) {
      expect(refusal(pluggedIn({ certificates, privateKey: key }))).toThrow(
        "private key of the CA is encrypted, which istiod cannot read; write it as PKCS #8 without password: 'openssl pkcs8 -topk8 -nodes'");
    }
  });

  test('is of a form that istiod reads', () => {
    const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nMA==\n-----END OPENSSH PRIVATE KEY-----';
    expect(refusal(pluggedIn({ certificates, privateKey: key }))).toThrow("private key of the CA is a PEM block 'OPENSSH PRIVATE KEY', which istiod cannot read");
  });

  test('that is damaged is refused, and not repeated', () => {
    const refused = refusal(pluggedIn({ certificates, privateKey: ca.key.replace(/\n.{20}/, '\nAAAA') }));
    expect(refused).toThrow(/private key of the CA cannot be read \([^)]*\); give it as it was made/);
    expect(refused).toThrow(expect.objectContaining({ message: expect.not.stringContaining(ca.key.slice(60, 80)) }));
  });

  test('is not too short', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    expect(refusal(pluggedIn({ certificates, privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }) as string }))).toThrow(
      'private key of the CA has 1024 bits, at least 2048 are allowed; make a longer one');
  });
});

describe('a Secret in the output', () => {
  test('has certificates and key, where that is asked for', () => {
    const { metadata, type, data } = synth({ ...pluggedIn({ certificates, privateKey: ca.key, secretInOutput: true }), namespace: 'mesh' }).get('Secret', 'cacerts');
    expect({ metadata, type }).toMatchObject({ metadata: { namespace: 'mesh' }, type: 'Opaque' });
    expect(Object.fromEntries(Object.entries<string>(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]))).toEqual({
      'ca-cert.pem': ca.pem, 'ca-key.pem': ca.key, 'cert-chain.pem': ca.pem, 'root-cert.pem': root.pem,
    });
  });

  test('is not made without asking', () => {
    expect(synth(pluggedIn({ certificates, privateKey: ca.key })).names('Secret')).toEqual([]);
  });

  test('needs certificates and key', () => {
    expect(refusal(pluggedIn({ certificates, secretInOutput: true }))).toThrow(
      'secretInOutput needs the certificates and the private key of the CA; give both, or leave secretInOutput out and make the Secret elsewhere');
  });
});
