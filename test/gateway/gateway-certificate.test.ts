import { Chart, Duration } from 'cdk8s';
import { CertManagerIssuer } from '../../src/gateway/cert-manager-issuer';
import { GatewayCertificateOptions, KeyAlgorithm } from '../../src/gateway/gateway-certificate-options';
import { GatewayTls } from '../../src/gateway/gateway-tls';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { validateObject } from '../schema/validate';
import { ingressChart, only } from './synth';

const issuer = CertManagerIssuer.clusterIssuer('letsencrypt');
const certified = (options: Partial<GatewayCertificateOptions> = {}) => GatewayTls.simple('shop-tls', { certManager: { issuer, ...options } });

function listen(...listeners: Listener[]): Chart {
  const chart = ingressChart();
  const ingress = new IngressGateway(chart, 'ingress');
  listeners.forEach((listener, i) => ingress.addListener(`https-${i}`, listener));
  return chart;
}
const certificate = (options?: Partial<GatewayCertificateOptions>, hosts = ['shop.example.com']) => {
  const object = only(listen(Listener.https({ hosts, tls: certified(options) })), 'Certificate');
  expect(validateObject(object)).toEqual([]);
  return object;
};

test('cert-manager makes the Secret in the namespace of the proxies, for the hosts of the listener', () => {
  expect(certificate()).toEqual({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'shop-tls', namespace: 'istio-ingress' },
    spec: {
      secretName: 'shop-tls',
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      usages: ['server auth', 'digital signature'],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt' },
      dnsNames: ['shop.example.com'],
    },
  });
});

test.each<[string, CertManagerIssuer, object]>([
  ['of its namespace', CertManagerIssuer.issuer('ca'), { group: 'cert-manager.io', kind: 'Issuer', name: 'ca' }],
  ['of another project', CertManagerIssuer.external({ group: 'awspca.cert-manager.io', kind: 'AWSPCAClusterIssuer', name: 'ca' }),
    { group: 'awspca.cert-manager.io', kind: 'AWSPCAClusterIssuer', name: 'ca' }],
])('an issuer %s signs it', (_, given, expected) => {
  expect(certificate({ issuer: given }).spec.issuerRef).toEqual(expected);
});

test('its life and key can be said', () => {
  expect(certificate({ duration: Duration.days(30), renewBefore: Duration.days(10), keyAlgorithm: KeyAlgorithm.RSA }).spec).toMatchObject({
    duration: '2592000s', renewBefore: '864000s', privateKey: { algorithm: 'RSA', size: 2048 }, usages: ['server auth', 'digital signature', 'key encipherment'],
  });
});

test('listeners that show it are one certificate, for the hosts of them all', () => {
  const tls = certified();
  const chart = listen(
    Listener.https({ hosts: ['a.example.com'], tls }), Listener.https({ hosts: ['b.example.com', '*.c.example.com'], tls }),
    Listener.https({ hosts: ['a.example.com'], port: 8443, tls }),
  );
  expect(only(chart, 'Certificate').spec.dnsNames).toEqual(['a.example.com', 'b.example.com', '*.c.example.com']);
});

test('of two credentials it is the first', () => {
  const tls = GatewayTls.simple('ecdsa', { secondCredentialName: 'rsa', certManager: { issuer } });
  expect(only(listen(Listener.https({ hosts: ['a.example.com'], tls })), 'Certificate').spec.secretName).toBe('ecdsa');
});

test('its names can be said', () => {
  expect(certificate({ dnsNames: ['*.example.com'] }, ['*']).spec.dnsNames).toEqual(['*.example.com']);
});

test('a gateway that shares proxies asks for it in their namespace', () => {
  const chart = new Chart(ingressChart().node.root as any, 'team', { namespace: 'team' });
  const gateway = IngressGateway.fromSelector(chart, 'shop', { selector: { istio: 'ingress' }, proxyNamespace: 'istio-ingress' });
  gateway.addListener('https', Listener.https({ hosts: ['shop.example.com'], tls: certified() }));
  expect(only(chart, 'Certificate').metadata.namespace).toBe('istio-ingress');
  expect(only(chart, 'Gateway').metadata.namespace).toBe('team');
});

test.each<[string, Partial<GatewayCertificateOptions>, string]>([
  ['every host', {}, "certificate 'shop-tls' is for every host, which no CA certifies; name its dnsNames, e.g. ['*.example.com']"],
  ['no names', { dnsNames: [] }, "certificate 'shop-tls' has no dnsNames, at least one is needed; leave them out for the hosts of its listeners"],
  ['a short life', { duration: Duration.minutes(30) }, "certificate 'shop-tls' is valid for 1800 s, at least 3600 s are allowed; give an hour or more"],
  ['a late renewal', { renewBefore: Duration.minutes(1) }, "certificate 'shop-tls' is renewed 60 s before its end, at least 300 s are allowed; give five minutes or more"],
  ['a renewal before the begin', { duration: Duration.hours(2), renewBefore: Duration.hours(2) },
    "certificate 'shop-tls' is to be renewed 7200 s before its end, before it begins; give less than its duration"],
  ['an issuer that is no name', { issuer: CertManagerIssuer.issuer('Our CA') }, "issuer 'Our CA' is not a DNS name"],
])('an error is a certificate for %s', (_, options, message) => {
  expect(() => listen(Listener.https({ hosts: ['*'], tls: certified(options) }))).toThrow(`IngressGateway 'edge/ingress': ${message}`);
});

test('an error is a certificate that is asked for in two ways', () => {
  const other = certified({ keyAlgorithm: KeyAlgorithm.RSA });
  expect(() => listen(Listener.https({ hosts: ['a.example.com'], tls: certified() }), Listener.https({ hosts: ['b.example.com'], port: 8443, tls: other }))).toThrow(
    "certManager is to make certificate 'shop-tls' in two ways; give all listeners that show it the same GatewayTls");
});

test('an error is a certificate that two gateways ask for', () => {
  const chart = ingressChart();
  const [one, two] = ['one', 'two'].map((name) => new IngressGateway(chart, name));
  one.addListener('https', Listener.https({ hosts: ['a.example.com'], tls: certified() }));
  expect(() => two.addListener('https', Listener.https({ hosts: ['a.example.com'], tls: certified() }))).toThrow(
    "the Certificate 'istio-ingress/shop-tls' is written by IngressGateway 'edge/one' already, one writer is allowed; let one gateway ask for it, the others name its Secret only");
});
