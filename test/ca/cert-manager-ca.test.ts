import { Duration } from 'cdk8s';
import { CaKeyAlgorithm, CertManagerIssuerKind } from '../../src/ca/cert-manager-ca-options';
import { CertificateAuthority } from '../../src/ca/certificate-authority';
import { refusal, synth } from '../mesh/synth';

const withCa = (options: Partial<Parameters<typeof CertificateAuthority.certManager>[0]>) => (
  { ca: CertificateAuthority.certManager({ issuer: 'mesh-root', ...options }) }
);

test('cert-manager makes an intermediate CA in the namespace of istiod, which istiod plugs in', () => {
  const manifests = synth({ ...withCa({}), namespace: 'mesh', revision: 'canary' });
  expect(manifests.get('Certificate', 'cacerts')).toMatchObject({
    apiVersion: 'cert-manager.io/v1',
    metadata: { namespace: 'mesh' },
    spec: {
      isCA: true,
      secretName: 'cacerts',
      commonName: 'istiod-canary.mesh.svc',
      dnsNames: ['istiod-canary.mesh.svc'],
      duration: '7776000s',
      renewBefore: '2592000s',
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      usages: ['cert sign', 'crl sign', 'digital signature'],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'mesh-root' },
    },
  });
  const { volumes } = manifests.get('Deployment', 'istiod-canary').spec.template.spec;
  expect(volumes).toContainEqual({ name: 'cacerts', secret: { secretName: 'cacerts' } });
});

test('issuer, name, key and times can be chosen', () => {
  const options = withCa({
    issuerKind: CertManagerIssuerKind.ISSUER, commonName: 'Mesh CA', keyAlgorithm: CaKeyAlgorithm.RSA, secretName: 'mesh-ca',
    duration: Duration.days(10), renewBefore: Duration.days(1),
  });
  expect(synth(options).get('Certificate', 'mesh-ca').spec).toMatchObject({
    commonName: 'Mesh CA', privateKey: { algorithm: 'RSA', size: 4096 }, duration: '864000s', renewBefore: '86400s', issuerRef: { kind: 'Issuer' },
  });
});

test.each([
  [{ duration: Duration.minutes(59) }, 'duration of the CA is 3540 s, at least 3600 s are allowed; give an hour or more'],
  [{ duration: Duration.hours(1), renewBefore: Duration.hours(1) }, 'the CA of 3600 s is to be renewed 3600 s before its end, which is never; give less than its duration'],
  [{ commonName: 'x'.repeat(65) }, `common name '${'x'.repeat(65)}' of the CA has 65 characters, 1 to 64 are allowed (X.509); set a shorter commonName`],
  [{ issuer: 'Root CA' }, "issuer 'Root CA' is not a DNS name"],
  [{ secretName: 'istio-ca-secret' }, "CA secret 'istio-ca-secret' is the one that istiod writes itself"],
])('%j is refused', (options, problem) => {
  expect(refusal(withCa(options))).toThrow(problem);
});
