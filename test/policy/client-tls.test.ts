import { ClientTls } from '../../src/policy/client-tls';
import { DestinationPolicy } from '../../src/policy/destination-policy';
import { silent, warnings } from '../ground/warnings';
import { policyOf, TestRule } from './rule';

silent();

const tlsOf = (tls: ClientTls) => policyOf(DestinationPolicy.tls(tls)).tls;

test.each([
  [ClientTls.disable(), { mode: 'DISABLE' }],
  [ClientTls.istioMutual(), { mode: 'ISTIO_MUTUAL' }],
  [ClientTls.istioMutual({ sni: 'a.b', subjectAltNames: ['spiffe://cluster.local/ns/data/sa/ratings'] }),
    { mode: 'ISTIO_MUTUAL', sni: 'a.b', subjectAltNames: ['spiffe://cluster.local/ns/data/sa/ratings'] }],
  [ClientTls.simple(), { mode: 'SIMPLE' }],
  [ClientTls.simple({ caCertificates: '/etc/ca.pem', caCrl: '/etc/crl.pem', sni: 'ratings.example.com', subjectAltNames: ['ratings.example.com'] }),
    { mode: 'SIMPLE', caCertificates: '/etc/ca.pem', caCrl: '/etc/crl.pem', sni: 'ratings.example.com', subjectAltNames: ['ratings.example.com'] }],
  [ClientTls.simple({ insecureSkipVerify: true }), { mode: 'SIMPLE', insecureSkipVerify: true }],
  [ClientTls.simple({ caConfigMap: 'ratings-ca' }), { mode: 'SIMPLE', credentialName: 'configmap://data/ratings-ca' }],
  [ClientTls.mutual({ clientCertificate: '/etc/cert.pem', privateKey: '/etc/key.pem', caCertificates: '/etc/ca.pem' }),
    { mode: 'MUTUAL', clientCertificate: '/etc/cert.pem', privateKey: '/etc/key.pem', caCertificates: '/etc/ca.pem' }],
  [ClientTls.mutual({ credentialName: 'ratings-client' }), { mode: 'MUTUAL', credentialName: 'ratings-client' }],
  [ClientTls.mutual({ credentialName: 'ratings-client', insecureSkipVerify: true }),
    { mode: 'MUTUAL', credentialName: 'ratings-client', insecureSkipVerify: true }],
])('client TLS %#', (tls, spec) => {
  expect(tlsOf(tls)).toEqual(spec);
});

test.each([
  [ClientTls.mutual({}), 'mutual client TLS has no certificate of the client; give credentialName, the Secret that has it, or clientCertificate and '
    + 'privateKey, files in the proxy'],
  [ClientTls.mutual({ clientCertificate: '/etc/cert.pem' }), 'mutual client TLS has no private key of the client'],
  [ClientTls.mutual({ caConfigMap: 'ratings-ca' }), 'mutual client TLS has no certificate of the client'],
  [ClientTls.simple({ credentialName: 'ca', caCertificates: '/etc/ca.pem', caCrl: '/etc/crl.pem' }),
    'client TLS takes certificates of credentialName and caCertificates, caCrl, one source is allowed; keep all of them in the Secret of credentialName'],
  [ClientTls.simple({ credentialName: 'ca', caConfigMap: 'ca' }), 'client TLS takes certificates of credentialName and caConfigMap, one source is allowed'],
  [ClientTls.simple({ insecureSkipVerify: true, caCertificates: '/etc/ca.pem' }),
    'insecureSkipVerify contradicts caCertificates, by which the certificate of the server is verified; leave out insecureSkipVerify to verify it'],
  [ClientTls.simple({ insecureSkipVerify: true, subjectAltNames: ['a.b'] }), 'insecureSkipVerify contradicts subjectAltNames'],
  [ClientTls.simple({ insecureSkipVerify: true, credentialName: 'ca' }), 'insecureSkipVerify contradicts credentialName'],
  [ClientTls.simple({ caCertificates: 'ca.pem' }), `caCertificates is 'ca.pem', the path of a file in the proxy's container is allowed; begin it with '/'`],
  [ClientTls.simple({ credentialName: 'shop/ca' }), `credentialName 'shop/ca' is not a DNS name`],
  [ClientTls.simple({ caConfigMap: '' }), `caConfigMap '' is not a DNS name`],
  [ClientTls.simple({ sni: '*.example.com' }), `sni '*.example.com' is not a DNS name`],
  [ClientTls.simple({ subjectAltNames: [] }), 'subjectAltNames is empty or has an empty name, which no certificate has; name what the certificate says'],
])('bad client TLS is refused %#', (tls, message) => {
  expect(() => tlsOf(tls)).toThrow(`Chart 'bookinfo': ${message}`);
});

describe('the Secret that sidecars do not read', () => {
  const warned = (tls: ClientTls) => warnings(new TestRule().add(DestinationPolicy.tls(tls)).chart);

  test('is said aloud', () => {
    expect(warned(ClientTls.simple({ credentialName: 'ca' }))).toEqual([
      `Chart 'bookinfo': sidecars do not read the Secret 'ca', they send plain text to ratings.data.svc.cluster.local; only gateways use it; `
      + 'say forGateways: true if only gateways call, use caConfigMap or files, or select the sidecars by a ClientPolicy with clients',
    ]);
  });

  test.each([
    ClientTls.simple({ credentialName: 'ca', forGateways: true }), ClientTls.mutual({ credentialName: 'ca' })._atGateways,
    ClientTls.simple({ caConfigMap: 'ca' }), ClientTls.simple({ caCertificates: '/etc/ca.pem' }),
  ])('is none for gateways, and no ConfigMap or file %#', (tls) => {
    expect(warned(tls)).toEqual([]);
  });
});
