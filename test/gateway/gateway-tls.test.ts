import { CipherSuite } from '../../src/gateway/cipher-suite';
import { ClientCa } from '../../src/gateway/client-ca';
import { GatewayTls } from '../../src/gateway/gateway-tls';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { TlsVersion } from '../../src/gateway/tls-version';
import { validateObject } from '../schema/validate';
import { ingressChart, only } from './synth';

const SPKI = 'jxOn6lAbbR8Bm5YqHzSG0Bxu7s7hp8fvE3pFVlYyV5U=';
const HASH = 'ab'.repeat(32);
const files = (name: string) => ({ certificate: `/etc/certs/${name}.crt`, privateKey: `/etc/certs/${name}.key` });

function tlsOf(tls: GatewayTls): any {
  const chart = ingressChart();
  new IngressGateway(chart, 'ingress').addListener('https', Listener.https({ hosts: ['shop.example.com'], tls }));
  const gateway = only(chart, 'Gateway');
  expect(validateObject(gateway)).toEqual([]);
  return gateway.spec.servers[0].tls;
}

test.each<[string, GatewayTls, object]>([
  ['simple TLS', GatewayTls.simple('shop'), { mode: 'SIMPLE', credentialName: 'shop' }],
  ['two certificates with different keys', GatewayTls.simple('shop-ecdsa', { secondCredentialName: 'shop-rsa' }),
    { mode: 'SIMPLE', credentialNames: ['shop-ecdsa', 'shop-rsa'] }],
  ['versions and ciphers', GatewayTls.simple('shop', {
    minVersion: TlsVersion.V1_2, maxVersion: TlsVersion.V1_2, cipherSuites: [CipherSuite.ECDHE_ECDSA_AES256_GCM_SHA384],
  }), { mode: 'SIMPLE', credentialName: 'shop', minProtocolVersion: 'TLSV1_2', maxProtocolVersion: 'TLSV1_2', cipherSuites: ['ECDHE-ECDSA-AES256-GCM-SHA384'] }],
  ['an old version with a suite of its time', GatewayTls.simple('shop', { minVersion: TlsVersion.V1_0, cipherSuites: [CipherSuite.AES128_SHA] }),
    { mode: 'SIMPLE', credentialName: 'shop', minProtocolVersion: 'TLSV1_0', cipherSuites: ['AES128-SHA'] }],
  ['mutual TLS with the CA in the credential', GatewayTls.mutual('shop'), { mode: 'MUTUAL', credentialName: 'shop' }],
  ['mutual TLS with clients of some names and fingerprints', GatewayTls.mutual('shop', {
    subjectAltNames: ['partner.example.com'], verifyCertificateSpki: [SPKI], verifyCertificateHash: [HASH], insecureSkipVerify: false,
  }), {
    mode: 'MUTUAL', credentialName: 'shop', subjectAltNames: ['partner.example.com'], verifyCertificateSpki: [SPKI], verifyCertificateHash: [HASH], insecureSkipVerify: false,
  }],
  ['optional mutual TLS', GatewayTls.optionalMutual('shop'), { mode: 'OPTIONAL_MUTUAL', credentialName: 'shop' }],
  ["the mesh's own TLS", GatewayTls.istioMutual({ subjectAltNames: ['spiffe://cluster.local/ns/shop/sa/cart'], caCrl: '/etc/certs/crl.pem' }),
    { mode: 'ISTIO_MUTUAL', subjectAltNames: ['spiffe://cluster.local/ns/shop/sa/cart'], caCrl: '/etc/certs/crl.pem' }],
  ['a certificate in files', GatewayTls.simpleFiles([files('shop')]),
    { mode: 'SIMPLE', serverCertificate: '/etc/certs/shop.crt', privateKey: '/etc/certs/shop.key' }],
  ['two certificates in files', GatewayTls.simpleFiles([files('ecdsa'), files('rsa')]), {
    mode: 'SIMPLE', tlsCertificates: [
      { serverCertificate: '/etc/certs/ecdsa.crt', privateKey: '/etc/certs/ecdsa.key' }, { serverCertificate: '/etc/certs/rsa.crt', privateKey: '/etc/certs/rsa.key' },
    ],
  }],
  ['mutual TLS with files', GatewayTls.mutualFiles([files('shop')], { caCertificates: '/etc/certs/ca.crt', caCrl: '/etc/certs/ca.crl', maxVersion: TlsVersion.V1_3 }), {
    mode: 'MUTUAL', serverCertificate: '/etc/certs/shop.crt', privateKey: '/etc/certs/shop.key', caCertificates: '/etc/certs/ca.crt', caCrl: '/etc/certs/ca.crl', maxProtocolVersion: 'TLSV1_3',
  }],
  ['optional mutual TLS with files', GatewayTls.mutualFiles([files('shop')], { caCertificates: '/etc/certs/ca.crt', optional: true }), {
    mode: 'OPTIONAL_MUTUAL', serverCertificate: '/etc/certs/shop.crt', privateKey: '/etc/certs/shop.key', caCertificates: '/etc/certs/ca.crt',
  }],
])('a listener ends %s', (_, tls, expected) => {
  expect(tlsOf(tls)).toEqual(expected);
});

test.each<[string, ClientCa, string]>([
  ['a Secret', ClientCa.secret('partners'), 'partners-cacert'],
  ['a Secret by its full name', ClientCa.secret('partners-cacert'), 'partners-cacert'],
  ["a ConfigMap in the gateway's namespace", ClientCa.configMap('partners'), 'configmap://istio-ingress/partners'],
  ['a ConfigMap of another namespace', ClientCa.configMap('partners', 'trust'), 'configmap://trust/partners'],
])('the CA of clients may be in %s', (_, clientCa, expected) => {
  expect(tlsOf(GatewayTls.mutual('shop', { clientCa })).caCertCredentialName).toBe(expected);
});

test.each<[string, GatewayTls, string]>([
  ['no credential', GatewayTls.simple(''), "TLS ends here without a credential; name the Secret with certificate and key, e.g. 'shop-tls'"],
  ['a credential that a program without types left out', GatewayTls.mutual(undefined as never), 'TLS ends here without a credential'],
  ['a certificate twice', GatewayTls.simple('shop', { secondCredentialName: 'shop' }),
    "credential 'shop' is named twice; name a Secret with a key of another algorithm, or leave the second out"],
  ['a second credential of another namespace', GatewayTls.simple('shop', { secondCredentialName: 'other/shop' }), "credential name 'other/shop' has a namespace"],
  ['versions upside down', GatewayTls.simple('shop', { minVersion: TlsVersion.V1_3, maxVersion: TlsVersion.V1_2 }),
    'the oldest version of TLS, TLSV1_3, is newer than the newest, TLSV1_2; lower minVersion or raise maxVersion'],
  ['a newest version below the default oldest', GatewayTls.simple('shop', { maxVersion: TlsVersion.V1_1 }), 'the oldest version of TLS, TLSV1_2, is newer than the newest, TLSV1_1'],
  ['an old version without a suite of its time', GatewayTls.simple('shop', { minVersion: TlsVersion.V1_1, cipherSuites: [CipherSuite.AES128_GCM_SHA256] }),
    'clients may speak TLSV1_1, but there is no cipher suite of its time; give cipherSuites with SHA-1, e.g. CipherSuite.ECDHE_RSA_AES128_SHA, or take TLS 1.2'],
  ['no cipher suite', GatewayTls.simple('shop', { cipherSuites: [] }), "cipherSuites is empty, at least one is needed; leave it out for Envoy's own"],
  ['a cipher suite twice', GatewayTls.simple('shop', { cipherSuites: [CipherSuite.AES128_SHA, CipherSuite.AES128_SHA] }), "cipher suite 'AES128-SHA' is named twice; name it once"],
  ['cipher suites of TLS 1.3', GatewayTls.simple('shop', { minVersion: TlsVersion.V1_3, cipherSuites: [CipherSuite.AES128_GCM_SHA256] }),
    'cipherSuites are given, but those of TLS 1.3 are fixed; leave them out, or let clients speak TLS 1.2'],
  ['no name of a client', GatewayTls.mutual('shop', { subjectAltNames: [] }), 'subjectAltNames is empty, which lets in every name; leave it out, or name the names'],
  ['no fingerprint', GatewayTls.mutual('shop', { verifyCertificateHash: [] }), 'verifyCertificateHash is empty, which lets in every client; leave it out, or name the clients'],
  ['a key that is no fingerprint', GatewayTls.mutual('shop', { verifyCertificateSpki: [HASH] }),
    `verifyCertificateSpki has '${HASH}', which is none (SHA-256 of the public key in base64, 44 characters); make it with openssl`],
  ['a certificate that is no fingerprint', GatewayTls.mutual('shop', { verifyCertificateHash: ['ab:cd'] }),
    "verifyCertificateHash has 'ab:cd', which is none (SHA-256 of the certificate in hex, 64 digits with or without colons); make it with openssl"],
  ['a CA that is no name', GatewayTls.mutual('shop', { clientCa: ClientCa.secret('Partners') }), "name of the Secret with the CA of clients 'Partners' is not a DNS name"],
  ['a CA in no namespace', GatewayTls.mutual('shop', { clientCa: ClientCa.configMap('partners', 'My.Trust') }), "namespace of the CA of clients 'My.Trust' is not a DNS label"],
  ['no file', GatewayTls.simpleFiles([]), 'TLS has 0 certificates in files, 1 or 2 are allowed; give one for each algorithm of keys'],
  ['a file without a path', GatewayTls.simpleFiles([{ certificate: 'tls.crt', privateKey: '/tls.key' }]),
    "certificate 'tls.crt' is not the path of a file; write it from the root of the proxy's container, e.g. '/etc/certs/tls.crt'"],
  ['a CA file without a path', GatewayTls.mutualFiles([files('shop')], { caCertificates: 'ca.crt' }), "caCertificates 'ca.crt' is not the path of a file"],
])('an error is %s', (_, tls, message) => {
  expect(() => tlsOf(tls)).toThrow(`IngressGateway 'edge/ingress': ${message}`);
});
