import { App, Chart } from 'cdk8s';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { Sidecar, SidecarProps } from '../../src/proxy/sidecar';
import { SidecarCaptureMode } from '../../src/proxy/sidecar-capture-mode';
import { SidecarEgress } from '../../src/proxy/sidecar-egress';
import { SidecarEndpoint } from '../../src/proxy/sidecar-endpoint';
import { SidecarHosts } from '../../src/proxy/sidecar-hosts';
import { SidecarIngress } from '../../src/proxy/sidecar-ingress';
import { SidecarOutboundTraffic } from '../../src/proxy/sidecar-outbound-traffic';
import { SidecarTls } from '../../src/proxy/sidecar-tls';
import { PolicyScope } from '../../src/security/policy-scope';
import { bookinfoChart, object } from '../service/objects';

const shop = PolicyScope.namespace('shop');
const cart = PolicyScope.workload('shop', { app: 'cart' });
const bank = Hosts.named({ name: 'bank', namespace: 'payments', ports: [ServicePort.grpc(9000)] });
const own = SidecarHosts.ownNamespace();

function sidecar(props: Partial<SidecarProps>, chart = bookinfoChart()): any {
  new Sidecar(chart, 'few', { cover: shop, ...props });
  return object(chart, 'Sidecar');
}
const hostsOf = (...hosts: SidecarHosts[]): string[] => sidecar({ hosts }).spec.egress[0].hosts;

test('a namespace knows some hosts and nothing else', () => {
  expect(sidecar({ hosts: [own, SidecarHosts.host(bank)], outboundTraffic: SidecarOutboundTraffic.registryOnly() })).toEqual({
    apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default', namespace: 'shop' },
    spec: { egress: [{ hosts: ['./*', 'payments/bank.payments.svc.cluster.local'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
  });
});

test('the sidecars of a workload are told by labels', () => {
  expect(sidecar({ cover: cart, hosts: [own] })).toMatchObject({ metadata: { name: 'few' }, spec: { workloadSelector: { labels: { app: 'cart' } } } });
});

test('hosts by namespace and name', () => {
  expect(hostsOf(SidecarHosts.namespace('infra'), SidecarHosts.named('*.example.com'), SidecarHosts.exceptNamespace('test'))).toEqual(['infra/*', '*/*.example.com', '~test/*']);
});

test('hosts that others cover are left out', () => {
  expect(hostsOf(SidecarHosts.host(bank), SidecarHosts.namespace('payments'), SidecarHosts.namespace('payments'))).toEqual(['payments/*']);
  expect(hostsOf(own, SidecarHosts.host(bank), SidecarHosts.everywhere())).toEqual(['*/*']);
});

test('the own namespace covers its hosts, but for the mesh it is another one for each workload', () => {
  const hosts = [own, SidecarHosts.namespace('shop')];
  expect(sidecar({ hosts, egress: [SidecarEgress.port(ServicePort.http(80), hosts)] }).spec.egress.map((listener: any) => listener.hosts)).toEqual([['./*'], ['./*']]);
  const mesh = { meshRef: { namespace: 'shop', revision: '', trustDomain: 'cluster.local', clusterDomain: 'cluster.local' } };
  expect(sidecar({ cover: PolicyScope.mesh(mesh), hosts }).spec.egress[0].hosts).toEqual(['./*', 'shop/*']);
});

test('hosts can be added later', () => {
  const chart = bookinfoChart();
  const it = new Sidecar(chart, 'few', { cover: shop });
  it.addHosts(own);
  it.addHosts(SidecarHosts.host(bank), own);
  expect(object(chart, 'Sidecar').spec.egress).toEqual([{ hosts: ['./*', 'payments/bank.payments.svc.cluster.local'] }]);
});

test('listeners of single ports come before the one for all others', () => {
  expect(sidecar({
    hosts: [own],
    hostsListener: { bind: '127.0.0.1', captureMode: SidecarCaptureMode.NONE },
    egress: [
      SidecarEgress.port(ServicePort.http(80), [SidecarHosts.namespace('infra')], { bind: '127.0.0.2', captureMode: SidecarCaptureMode.IPTABLES }),
      SidecarEgress.socket('/var/run/bank.sock', ServicePort.grpc(1), [SidecarHosts.host(bank)]),
    ],
  }).spec.egress).toEqual([
    { port: { number: 80, protocol: 'HTTP', name: 'http' }, bind: '127.0.0.2', captureMode: 'IPTABLES', hosts: ['infra/*'] },
    { port: { number: 0, protocol: 'GRPC', name: 'grpc' }, bind: 'unix:///var/run/bank.sock', hosts: ['payments/bank.payments.svc.cluster.local'] },
    { bind: '127.0.0.1', captureMode: 'NONE', hosts: ['./*'] },
  ]);
});

test('listeners for the workload', () => {
  expect(sidecar({
    cover: cart,
    ingress: [
      { port: ServicePort.http(8080), endpoint: SidecarEndpoint.localhost(9080), bind: '0.0.0.0', captureMode: SidecarCaptureMode.DEFAULT, connectionPool: { http2MaxRequests: 5 } },
      { port: ServicePort.https(8443), endpoint: SidecarEndpoint.podAddress(9443), tls: SidecarTls.simple('/tls/crt', '/tls/key') },
      { port: ServicePort.tcp(9000), endpoint: SidecarEndpoint.socket('@cart'), connectionPool: { maxConnections: 3 } },
    ],
    inboundConnectionPool: { maxConnections: 100 },
  }).spec).toEqual({
    workloadSelector: { labels: { app: 'cart' } },
    ingress: [
      {
        port: { number: 8080, protocol: 'HTTP', name: 'http' }, defaultEndpoint: '127.0.0.1:9080', bind: '0.0.0.0', captureMode: 'DEFAULT',
        connectionPool: { http: { http2MaxRequests: 5 } },
      },
      {
        port: { number: 8443, protocol: 'HTTPS', name: 'https' }, defaultEndpoint: '0.0.0.0:9443',
        tls: { mode: 'SIMPLE', serverCertificate: '/tls/crt', privateKey: '/tls/key' },
      },
      { port: { number: 9000, protocol: 'TCP', name: 'tcp' }, defaultEndpoint: 'unix://@cart', connectionPool: { tcp: { maxConnections: 3 } } },
    ],
    inboundConnectionPool: { tcp: { maxConnections: 100 } },
  });
});

test.each([
  [SidecarTls.mutual('/c', '/k', '/ca'), 'MUTUAL'],
  [SidecarTls.optionalMutual('/c', '/k', '/ca'), 'OPTIONAL_MUTUAL'],
])('clients prove themselves %#', (tls, mode) => {
  expect(sidecar({ ingress: [{ port: ServicePort.tls(8443), tls }] }).spec.ingress[0].tls).toEqual({ mode, serverCertificate: '/c', privateKey: '/k', caCertificates: '/ca' });
});

test.each([
  [SidecarOutboundTraffic.allowAny(), { mode: 'ALLOW_ANY' }],
  [SidecarOutboundTraffic.allowAnyVia({ destinationRef: { host: bank.hostRef, subset: 'v1' } }, 9000),
    { mode: 'ALLOW_ANY', egressProxy: { host: 'bank.payments.svc.cluster.local', subset: 'v1', port: { number: 9000 } } }],
])('requests for other hosts %#', (outboundTraffic, policy) => {
  expect(sidecar({ outboundTraffic }).spec).toEqual({ outboundTrafficPolicy: policy });
});

test('a Sidecar that says nothing is an error at synthesis', () => {
  const app = new App();
  const it = new Sidecar(new Chart(app, 'shop'), 'few', { cover: shop, egress: [], ingress: [] });
  expect(it.node.validate()).toEqual([`Sidecar 'shop/few': it says nothing; give hosts, egress, ingress, inboundConnectionPool or outboundTraffic`]);
  it.addHosts(own);
  expect(it.node.validate()).toEqual([]);
});

test('a second writer of a namespace is refused', () => {
  const chart = bookinfoChart();
  sidecar({ hosts: [own] }, chart);
  expect(() => new Sidecar(chart, 'b', { cover: shop, hosts: [own] })).toThrow(
    `Sidecar 'bookinfo/b': the Sidecar shop/default is written by Sidecar 'bookinfo/few' already, one writer is allowed; cover that scope once`);
});

const ingressOf = (ingress: SidecarIngress): Partial<SidecarProps> => ({ ingress: [ingress] });
test.each<[string, Partial<SidecarProps>, string]>([
  ['a gateway', { cover: PolicyScope.gateway('shop', 'x') }, `it can't cover the gateway shop/x, a Sidecar covers the mesh, namespaces or workloads`],
  ['no hosts', { hosts: [] }, 'a listener for outgoing requests has no hosts, at least one is needed; say whom it leads to'],
  ['a name without domain', { hosts: [SidecarHosts.named('bank')] }, `the name of hosts is 'bank', a fully qualified name or '*.' and one is allowed; write e.g. '*.example.com'`],
  ['any name', { hosts: [SidecarHosts.named('*')] }, `the name of hosts is '*'`],
  ['a name that is none', { hosts: [SidecarHosts.named('http://a.b')] }, `name of hosts 'http://a.b' is not a host`],
  ['a port twice', { egress: [SidecarEgress.port(ServicePort.http(80), [own]), SidecarEgress.port(ServicePort.tcp(80), [own])] }, 'two listeners are on port 80, one is allowed; put the hosts of both into one'],
  ['a socket twice', { egress: [SidecarEgress.socket('/a', ServicePort.http(1), [own]), SidecarEgress.socket('/a', ServicePort.http(1), [own])] }, 'two listeners are on socket /a'],
  ['an ingress twice', { ingress: [{ port: ServicePort.http(80) }, { port: ServicePort.tcp(80) }] }, 'two listeners are on port 80'],
  ['a relative socket', { egress: [SidecarEgress.socket('a.sock', ServicePort.http(1), [own])] }, `the path of a socket is 'a.sock', an absolute one is allowed, or '@' and a name; write e.g. '/var/run/shop.sock'`],
  ['a bind that is no address', ingressOf({ port: ServicePort.http(80), bind: 'localhost' }), `bind is 'localhost', an IP address is allowed; write e.g. '127.0.0.1', or leave it out`],
  ['another targetPort', ingressOf({ port: ServicePort.http(80, { targetPort: 8080 }) }), `the port 'http' has the targetPort 8080, which a Sidecar ignores; leave it out`],
  ['UDP', ingressOf({ port: ServicePort.udp(53) }), `the port 'udp' is UDP, a listener of a sidecar needs another protocol; say it`],
  ['TLS of HTTP', ingressOf({ port: ServicePort.http(80), tls: SidecarTls.simple('/a', '/b') }), 'the port 80 is HTTP and has tls, HTTPS or TLS is needed; declare it: ServicePort.https(80)'],
  ['a relative certificate', ingressOf({ port: ServicePort.https(443), tls: SidecarTls.simple('a', '/b') }), `the serverCertificate is 'a', an absolute path in the proxy's container is allowed`],
  ['HTTP settings of TCP', ingressOf({ port: ServicePort.tcp(80), connectionPool: { maxRetries: 1 } }), 'the connectionPool of port 80 (TCP) has settings of HTTP, which Istio ignores; leave them out'],
  ['an endpoint of no port', ingressOf({ port: ServicePort.http(80), endpoint: SidecarEndpoint.localhost(0) }), 'port of the endpoint is 0'],
  ['a gateway without the port', { outboundTraffic: SidecarOutboundTraffic.allowAnyVia({ destinationRef: { host: bank.hostRef } }, 80) }, 'bank.payments.svc.cluster.local has no port 80'],
])('refused: %s', (_, props, message) => {
  expect(() => sidecar(props)).toThrow(message);
});
