import { CaCertificates } from '../../src/ca/ca-certificates';
import { CertificateUse, checkCertificates } from '../../src/ca/check-certificates';
import { days, DIGITAL_SIGNATURE, Made, make, nameConstraints, NOW, Wish } from './make-certificates';

const USE: CertificateUse = { place: 'Mesh', validAt: NOW, names: { trustDomain: 'example.org', istiod: 'istiod.istio-system.svc' } };
const check = (rootCert: string, caCert: string, certChain?: string, use = USE) => () => (
  checkCertificates(use, CaCertificates.pem({ rootCert, caCert, certChain }))
);

let root: Made;
let middle: Made;
let ca: Made;
/** A CA right below the root. */
const below = (wish: Partial<Wish>) => make({ name: 'CA', issuer: root, ...wish });

beforeAll(async () => {
  root = await make({ name: 'Root' });
  middle = await make({ name: 'Middle', issuer: root });
  ca = await make({ name: 'CA', issuer: middle, basicConstraints: { ca: true, pathLength: 0 } });
});

describe('in order are', () => {
  test('a chain up to the root, with the root or without', () => {
    expect(check(root.pem, ca.pem, ca.pem + middle.pem + root.pem)).not.toThrow();
    expect(check(root.pem, ca.pem, ca.pem + middle.pem)).not.toThrow();
  });

  test('a CA that the root issued, without a chain', async () => {
    expect(check(root.pem, (await below({})).pem)).not.toThrow();
  });

  test('a root that signs by itself', () => {
    expect(check(root.pem, root.pem)).not.toThrow();
  });

  test('several roots, of which one issued the CA', async () => {
    const other = await make({ name: 'Other root' });
    const { roots } = check(other.pem + root.pem, ca.pem, ca.pem + middle.pem)();
    expect(roots.map(({ subject }) => subject)).toEqual(['CN=Other root', 'CN=Root']);
  });

  test('a CA of a root that has a successor of the same name', async () => {
    const successor = await make({ name: 'Root' });
    expect(check(successor.pem + root.pem, ca.pem, ca.pem + middle.pem)).not.toThrow();
  });

  test('text around the certificates', () => {
    expect(check(`Root of the mesh\n${root.pem}`, `${ca.pem}\n`, `CA:\n${ca.pem}its issuer:\n${middle.pem}`)).not.toThrow();
  });
});

describe('the chain', () => {
  test('of another root is broken', async () => {
    const other = await make({ name: 'Other root' });
    expect(check(other.pem, ca.pem, ca.pem + middle.pem)).toThrow(
      "Mesh: certificate chain ends at 'CN=Middle', which is issued by 'CN=Root', but the root is 'CN=Other root'; "
      + 'give the root that issued it, or the certificates between both');
  });

  test('of another root of the same name is broken', async () => {
    const other = await make({ name: 'Root' });
    expect(check(other.pem, ca.pem, ca.pem + middle.pem)).toThrow(
      "Mesh: certificate 'CN=Middle' is not signed by the key of 'CN=Root', whose name it has as its issuer's; "
      + 'give the certificate with which it was issued: one of the same name, but with another key, is another one');
  });

  test('with another issuer of the same name is broken', async () => {
    const other = await make({ name: 'Middle', issuer: root });
    expect(check(root.pem, ca.pem, ca.pem + other.pem)).toThrow("certificate 'CN=CA' is not signed by the key of 'CN=Middle', whose name it has as its issuer's");
  });

  test('without a certificate between CA and root is broken', () => {
    expect(check(root.pem, ca.pem)).toThrow("certificate chain ends at 'CN=CA', which is issued by 'CN=Middle', but the root is 'CN=Root'");
    expect(check(root.pem, ca.pem, ca.pem + root.pem)).toThrow(
      "certificate chain is broken: number 1, 'CN=CA', is issued by 'CN=Middle', which is not in the chain, but number 2 is 'CN=Root'; "
      + 'give after each certificate the one that issued it');
  });

  test('begins with the CA certificate', () => {
    expect(check(root.pem, ca.pem, root.pem + middle.pem + ca.pem)).toThrow(
      "certificate chain must begin with the CA certificate 'CN=CA', but begins with 'CN=Root' and has it as number 3; "
      + 'put the CA certificate first, then its issuer, and so on up to the root');
    expect(check(root.pem, ca.pem, middle.pem)).toThrow("but begins with 'CN=Middle' and does not have it");
  });

  test('goes on in order', () => {
    expect(check(root.pem, ca.pem, ca.pem + root.pem + middle.pem)).toThrow(
      "certificate chain is broken: number 1, 'CN=CA', is issued by 'CN=Middle', which is number 3, but number 2 is 'CN=Root'");
  });
});

describe('every certificate', () => {
  test('is one of a CA', async () => {
    const leaf = await below({ basicConstraints: { ca: false } });
    expect(check(root.pem, leaf.pem)).toThrow("certificate 'CN=CA' is not a CA's (its basic constraints do not say CA:TRUE); have it issued as a CA certificate");
  });

  test('may sign certificates', async () => {
    const mute = await below({ usages: DIGITAL_SIGNATURE });
    expect(check(root.pem, mute.pem)).toThrow("certificate 'CN=CA' may not sign certificates (its key usage lacks keyCertSign); have it issued with that usage");
  });

  test('allows the CAs below it', async () => {
    const short = await make({ name: 'Short root', basicConstraints: { ca: true, pathLength: 0 } });
    const { pem } = await below({ issuer: short });
    expect(check(short.pem, pem)).toThrow(
      "certificate 'CN=Short root' allows 0 CA certificates below it (pathlen), but 1 are there; have it issued with a longer path, or the CA certificate issued higher up");
  });

  test('may be used for both sides of mutual TLS', async () => {
    const clients = await below({ extendedUsages: ['1.3.6.1.5.5.7.3.2'] });
    expect(check(root.pem, clients.pem)).toThrow(
      "certificate 'CN=CA' has extended key usages without serverAuth, so what it signs cannot be used for mutual TLS; "
      + 'have it issued without extended key usages, or with serverAuth and clientAuth');
    const both = await below({ extendedUsages: ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1'] });
    const any = await below({ extendedUsages: ['2.5.29.37.0'] });
    for (const { pem } of [both, any]) expect(check(root.pem, pem)).not.toThrow();
  });

  test('is signed with an algorithm that Go believes', async () => {
    const old = await make({ name: 'Old root', hash: 'SHA-1' });
    const { pem } = await below({ issuer: old });
    expect(check(old.pem, pem)).toThrow("certificate 'CN=CA' is signed with SHA-1 or older, which istiod and proxies refuse; have it issued with SHA-256 or newer");
    expect(check(old.pem, old.pem)).not.toThrow();
  });

  test('is valid', async () => {
    const expired = await below({ notAfter: days(-1) });
    expect(check(root.pem, expired.pem)).toThrow("certificate 'CN=CA' expires on 2030-05-31T00:00:00Z, it must be valid on 2030-06-01T00:00:00Z; renew it");
    const early = await below({ notBefore: days(1) });
    expect(check(root.pem, early.pem)).toThrow(
      "certificate 'CN=CA' is valid from 2030-06-02T00:00:00Z on, it must be valid on 2030-06-01T00:00:00Z; wait until then, or have it issued anew");
    const oldRoot = await make({ name: 'Old root', notAfter: days(-1) });
    expect(check(oldRoot.pem, (await below({ issuer: oldRoot })).pem)).toThrow("certificate 'CN=Old root' expires on");
  });
});

describe('names', () => {
  const constrained = (kind: 'permitted' | 'excluded', names: { dns?: string[]; uri?: string[] }) => below({ nameConstraints: nameConstraints(kind, names) });

  test('a CA that may not sign for istiod is refused', async () => {
    const problem = "certificate 'CN=CA' does not allow the DNS name 'istiod.istio-system.svc' (name constraints), under which proxies know istiod; "
      + 'have it issued with that domain permitted';
    expect(check(root.pem, (await constrained('permitted', { dns: ['corp.example.com'] })).pem)).toThrow(problem);
    expect(check(root.pem, (await constrained('excluded', { dns: ['svc'] })).pem)).toThrow(problem);
  });

  test('a CA that may not sign identities of the trust domain is refused', async () => {
    const problem = "certificate 'CN=CA' does not allow URIs of 'example.org' (name constraints), so workloads cannot have their identities; "
      + 'have it issued with that domain permitted';
    expect(check(root.pem, (await constrained('permitted', { uri: ['.example.org'] })).pem)).toThrow(problem);
  });

  test('constraints that permit both are in order', async () => {
    const { pem } = await constrained('permitted', { dns: ['corp.example.com', 'istio-system.svc'], uri: ['example.org'] });
    expect(check(root.pem, pem)).not.toThrow();
    expect(check(root.pem, (await constrained('excluded', { dns: ['.istiod.istio-system.svc'], uri: ['ample.org'] })).pem)).not.toThrow();
  });

  test('a CA with the identity of another trust domain is refused', async () => {
    const other = await below({ spiffeId: 'spiffe://other.org' });
    expect(check(root.pem, other.pem)).toThrow(
      "certificate 'CN=CA' is that of 'spiffe://other.org' (its subject alternative name), but the trust domain of the mesh is 'example.org'; "
      + 'give the CA of this mesh, or set trustDomain');
    expect(check(root.pem, (await below({ spiffeId: 'spiffe://example.org' })).pem)).not.toThrow();
  });

  test('outside of a mesh no name is checked', async () => {
    const other = await below({ spiffeId: 'spiffe://other.org', nameConstraints: nameConstraints('permitted', { dns: ['corp.example.com'] }) });
    expect(check(root.pem, other.pem, undefined, { place: 'x', validAt: NOW })).not.toThrow();
  });
});

describe('texts', () => {
  test('the root is issued by itself', () => {
    expect(check(middle.pem, ca.pem)).toThrow(
      "root certificate 'CN=Middle' is issued by 'CN=Root', only one that is issued by itself is a root; give the certificate at the end of the chain of issuers");
  });

  test('there is one CA certificate', () => {
    expect(check(root.pem, ca.pem + middle.pem)).toThrow(
      'CA certificate has 2 certificates, one is allowed; put the issuers of the CA certificate into the certificate chain');
  });

  test('a text without certificates is refused', () => {
    expect(check('', ca.pem)).toThrow("root certificate has no PEM block 'CERTIFICATE'; give the certificate's text from '-----BEGIN CERTIFICATE-----' on");
  });

  test('a private key among certificates is refused, and not repeated', () => {
    const refused = check(root.pem, ca.pem + ca.key);
    expect(refused).toThrow("CA certificate has a PEM block 'PRIVATE KEY', only 'CERTIFICATE' is allowed; keep the private key out of it");
    expect(refused).toThrow(expect.objectContaining({ message: expect.not.stringContaining(ca.key.split('\n')[1]) }));
  });

  test('other PEM blocks are refused', () => {
    expect(check('-----BEGIN X509 CRL-----\nMA==\n-----END X509 CRL-----', ca.pem)).toThrow(
      "root certificate has a PEM block 'X509 CRL', only 'CERTIFICATE' is allowed; give certificates only");
  });

  test('a certificate that is damaged is refused', () => {
    expect(check(root.pem, ca.pem, `${ca.pem}-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n`)).toThrow(
      /certificate 2 of certificate chain is not an X.509 certificate \(.+\); give the text as it was written by the CA/);
  });
});
