import { Chart } from 'cdk8s';
import { CipherSuite, ClientCa, GatewayTls, IngressGateway, Listener, TlsVersion } from 'istos';

const SPKI = 'jxOn6lAbbR8Bm5YqHzSG0Bxu7s7hp8fvE3pFVlYyV5U=';
const HASH = 'ab'.repeat(32);
const files = (name: string) => ({ certificate: `/etc/certs/${name}.crt`, privateKey: `/etc/certs/${name}.key` });

/** A gateway that uses every field. */
export function reach(chart: Chart): void {
  const gateway = new IngressGateway(chart, 'gateway');
  gateway.addListener('redirect', Listener.http({ hosts: ['*'], httpsRedirect: true, bind: '192.0.2.7', serverName: 'redirect' }));
  gateway.addListener('mutual', Listener.https({
    hosts: ['a.example.com'],
    tls: GatewayTls.mutual('a', {
      clientCa: ClientCa.secret('partners'), subjectAltNames: ['partner.example.com'], verifyCertificateSpki: [SPKI], verifyCertificateHash: [HASH],
      minVersion: TlsVersion.V1_2, maxVersion: TlsVersion.V1_2, cipherSuites: [CipherSuite.ECDHE_RSA_AES128_GCM_SHA256], insecureSkipVerify: true,
    }),
  }));
  gateway.addListener('two-keys', Listener.https({ hosts: ['b.example.com'], tls: GatewayTls.simple('b-ecdsa', { secondCredentialName: 'b-rsa' }) }));
  gateway.addListener('files', Listener.https({
    hosts: ['c.example.com'], tls: GatewayTls.mutualFiles([files('c')], { caCertificates: '/etc/certs/ca.crt', caCrl: '/etc/certs/ca.crl' }),
  }));
  gateway.addListener('two-files', Listener.https({ hosts: ['d.example.com'], tls: GatewayTls.simpleFiles([files('ecdsa'), files('rsa')]) }));
}
