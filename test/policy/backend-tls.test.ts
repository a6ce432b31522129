import { Dialect } from '../../src/dialect/dialect';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { BackendTls, BackendTlsProps } from '../../src/policy/backend-tls';
import { DestinationPolicy } from '../../src/policy/destination-policy';
import { MeshService } from '../../src/service/mesh-service';
import { validateObject } from '../schema/validate';
import { bookinfoChart, object, objects } from '../service/objects';

const pay = Hosts.named({ name: 'pay', namespace: 'bookinfo', ports: [ServicePort.http(80), ServicePort.http(443, { name: 'secure' })] });
const hostname = 'pay.example.com';

function policy(props: Partial<BackendTlsProps> = {}): any {
  const chart = bookinfoChart();
  new BackendTls(chart, 'tls', { host: pay, hostname, ...props });
  const made = object(chart, 'BackendTLSPolicy');
  expect(validateObject(made)).toEqual([]);
  return made;
}

test('a policy for the Service, by what the system trusts', () => {
  expect(policy()).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1', kind: 'BackendTLSPolicy', metadata: { name: 'pay', namespace: 'bookinfo' },
    spec: { targetRefs: [{ group: '', kind: 'Service', name: 'pay' }], validation: { hostname, wellKnownCACertificates: 'System' } },
  });
});

test('a CA of its own, and other names', () => {
  expect(policy({ caConfigMap: 'ca', subjectAltNames: ['*.example.com', 'spiffe://example.com/pay'] }).spec.validation).toEqual({
    hostname, caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }],
    subjectAltNames: [{ type: 'Hostname', hostname: '*.example.com' }, { type: 'URI', uri: 'spiffe://example.com/pay' }],
  });
});

test('one port', () => {
  expect(policy({ port: 443 })).toMatchObject({ metadata: { name: 'pay-secure' }, spec: { targetRefs: [{ name: 'pay', sectionName: 'secure' }] } });
});

test('versions that are Services have it, too', () => {
  const chart = bookinfoChart();
  const service = new MeshService(chart, 'pay', { dialect: Dialect.GATEWAY_API, ports: [ServicePort.http(80)] });
  new BackendTls(chart, 'tls', { host: service, hostname });
  service.addVersion('v1', { labels: { version: 'v1' } });
  expect(object(chart, 'BackendTLSPolicy').spec.targetRefs.map(({ name }: any) => name)).toEqual(['pay', 'pay-v1']);
  expect(objects(chart, 'DestinationRule')).toEqual([]);
});

const BOTH = 'pay.bookinfo.svc.cluster.local has a DestinationRule and a BackendTLSPolicy, of which istiod takes one; say TLS by DestinationPolicy.tls(ClientTls.simple(...)) instead';

test.each([['before', true], ['after', false]])('another policy of the host %s it', (_, before) => {
  const chart = bookinfoChart();
  const service = new MeshService(chart, 'pay', { ports: [ServicePort.http(80)] });
  const steps = [() => service.addPolicy(DestinationPolicy.connectionPool({ maxConnections: 1 })), () => void new BackendTls(chart, 'tls', { host: service, hostname })];
  const [first, second] = before ? steps : steps.reverse();
  first();
  expect(second).toThrow(BOTH);
});

test('subsets of the host', () => {
  const chart = bookinfoChart();
  const service = new MeshService(chart, 'pay', { ports: [ServicePort.http(80)] });
  new BackendTls(chart, 'tls', { host: service, hostname });
  expect(() => service.addVersion('v1', { labels: { version: 'v1' } })).toThrow(BOTH);
});

test.each<[string, Partial<BackendTlsProps>, string]>([
  ['no Service', { host: { hostRef: { ...pay.hostRef, fqdn: 'pay.example.com' } } }, `BackendTls 'bookinfo/tls': pay.example.com is no Service; use DestinationPolicy.tls(ClientTls.simple(...))`],
  ['no names', { subjectAltNames: [] }, 'subjectAltNames has 0 names, 1 to 5 are allowed; name fewer, or leave it out for the hostname'],
  ['too many names', { subjectAltNames: ['a.b', 'b.b', 'c.b', 'd.b', 'e.b', 'f.b'] }, 'subjectAltNames has 6 names, 1 to 5 are allowed'],
  ['a wildcard', { hostname: '*.example.com' }, `hostname '*.example.com' is not a host`],
  ['a port that it has not', { port: 1 }, 'pay.bookinfo.svc.cluster.local has no port 1'],
  ['a port without name', { host: { hostRef: { ...pay.hostRef, ports: [ServicePort.http(80, { name: '' })] } }, port: 80 },
    'port 80 of pay.bookinfo.svc.cluster.local has no name (ports: 80 (HTTP)); leave port out, as it is the only one'],
])('%s is an error', (_, props, message) => {
  expect(() => policy(props)).toThrow(message);
});

test('a second one', () => {
  const chart = bookinfoChart();
  new BackendTls(chart, 'tls', { host: pay, hostname });
  expect(() => new BackendTls(chart, 'again', { host: pay, hostname })).toThrow(
    `BackendTls 'bookinfo/again': the TLS of pay.bookinfo.svc.cluster.local by BackendTLSPolicy is written by BackendTls 'bookinfo/tls' already, one writer is allowed; keep one of them`);
});
