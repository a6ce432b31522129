import { Construct } from 'constructs';
import { CertificateAuthority } from '../../src/ca/certificate-authority';
import { synth } from '../mesh/synth';

const place = new Construct(undefined as any, '');

test('istiod with its own CA mounts no CA, not even one that stands in its namespace', () => {
  expect(CertificateAuthority.selfSigned()._mounts(place)).toEqual({ volumes: [], volumeMounts: [] });
});

test('istiod waits for the Secret of a plugged-in CA: the volume is not optional', () => {
  const { spec } = synth({ ca: CertificateAuthority.pluggedIn() }).get('Deployment', 'istiod').spec.template;
  expect(spec.volumes).toContainEqual({ name: 'cacerts', secret: { secretName: 'cacerts' } });
  expect(spec.containers[0].volumeMounts).toContainEqual({ name: 'cacerts', mountPath: '/etc/cacerts', readOnly: true });
});

test('a plugged-in CA may stand in a Secret of any name', () => {
  const { volumes } = CertificateAuthority.pluggedIn('mesh-intermediate')._mounts(place);
  expect(volumes).toEqual([{ name: 'cacerts', secret: { secretName: 'mesh-intermediate' } }]);
});

test("istiod's own Secret is refused as a plugged-in CA", () => {
  expect(() => CertificateAuthority.pluggedIn('istio-ca-secret')._mounts(place)).toThrow(
    "CA secret 'istio-ca-secret' is the one that istiod writes itself, any other name is allowed; "
    + "put the CA into a Secret 'cacerts', or take CertificateAuthority.selfSigned()");
});

test('the name of the CA secret is a DNS name', () => {
  expect(() => CertificateAuthority.pluggedIn('My_CA')._mounts(place)).toThrow("CA secret 'My_CA' is not a DNS name");
});
