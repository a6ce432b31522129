import { ClientCa } from '../../src/gateway/client-ca';
import { GatewayTls } from '../../src/gateway/gateway-tls';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { TlsVersion } from '../../src/gateway/tls-version';
import { ingressChart, only } from './synth';

const WILD = GatewayTls.simple('wildcard');
const https = (hosts: string[], tls = WILD, port = 443) => Listener.https({ hosts, tls, port });
const passed = (...hosts: string[]) => Listener.tlsPassthrough({ hosts });
const ended = (...hosts: string[]) => Listener.tls({ hosts, tls: GatewayTls.simple('db') });

/** Opens listeners at one gateway. */
function open(...listeners: Listener[]): any {
  const chart = ingressChart();
  const ingress = new IngressGateway(chart, 'ingress');
  listeners.forEach((listener, i) => ingress.addListener(`l${i}`, listener));
  return only(chart, 'Gateway').spec.servers;
}

/** Opens the first listener at a gateway, the others at one that shares its proxies. */
function share(first: Listener, ...others: Listener[]): void {
  const chart = ingressChart();
  const ingress = new IngressGateway(chart, 'ingress');
  ingress.addListener('l0', first);
  const team = IngressGateway.fromSelector(chart, 'team', { selector: { istio: 'ingress' } });
  others.forEach((listener, i) => team.addListener(`l${i + 1}`, listener));
}

describe('a certificate that listeners share', () => {
  test('makes them one server, as browsers reuse a connection for all its hosts', () => {
    expect(open(https(['a.example.com']), https(['b.example.com', 'c.example.com']))).toEqual([{
      port: { number: 443, name: 'l0', protocol: 'HTTPS' }, hosts: ['a.example.com', 'b.example.com', 'c.example.com'], tls: { mode: 'SIMPLE', credentialName: 'wildcard' },
    }]);
  });

  test('makes them one server where it is in files', () => {
    const tls = GatewayTls.simpleFiles([{ certificate: '/tls.crt', privateKey: '/tls.key' }]);
    expect(open(https(['a.example.com'], tls), https(['b.example.com'], tls))).toHaveLength(1);
  });

  test('leaves them apart on different ports', () => {
    expect(open(https(['a.example.com']), https(['b.example.com'], WILD, 8443))).toHaveLength(2);
  });

  test('leaves them apart where no HTTP is in it: each has a route of its own', () => {
    expect(open(ended('a.example.com'), ended('b.example.com'))).toHaveLength(2);
  });

  test('leaves listeners of the mesh’s own TLS apart, whose clients are proxies', () => {
    expect(open(https(['a.example.com'], GatewayTls.istioMutual()), https(['b.example.com'], GatewayTls.istioMutual()))).toHaveLength(2);
  });
});

test.each<[string, Listener[]]>([
  ['HTTPS hosts that overlap, with the same settings but for the certificate', [https(['*.example.com']), https(['pay.example.com'], GatewayTls.simple('pay'))]],
  ['HTTPS hosts that do not overlap, with other settings', [https(['a.example.com']), https(['b.example.com'], GatewayTls.mutual('b'))]],
  ['mutual TLS with one CA for overlapping hosts', [
    https(['*.example.com'], GatewayTls.mutual('a', { clientCa: ClientCa.secret('ca') })), https(['pay.example.com'], GatewayTls.mutual('b', { clientCa: ClientCa.secret('ca') }))]],
  ['HTTPS and passthrough with different hosts', [https(['a.example.com']), passed('b.example.com')]],
  ['passthrough with names that overlap', [passed('*.example.com'), passed('db.example.com')]],
  ['listeners of different addresses', [Listener.tcp({ port: 9000, bind: '192.0.2.1' }), Listener.tcp({ port: 9000, bind: '192.0.2.2' })]],
])('%s share a port', (_, listeners) => {
  expect(open(...listeners)).toHaveLength(2);
});

const CLASHES: [string, Listener, Listener, string][] = [
  ['a host of HTTPS that is passed through', https(['db.example.com']), passed('db.example.com'),
    "'l1' serves 'db.example.com' on port 443, where %s serves 'db.example.com'; name the host in one of them: its name decides on the certificate"],
  ['a host of HTTPS among names that are passed through', https(['*.example.com']), passed('db.example.com'),
    "'l1' serves 'db.example.com' on port 443, where %s serves '*.example.com'; name the hosts so that they do not overlap, or give it another port"],
  ['a certificate with other settings', https(['a.example.com']), https(['b.example.com'], GatewayTls.simple('wildcard', { minVersion: TlsVersion.V1_3 })),
    "'l1' shows certificate 'wildcard' on port 443, as %s does"],
  ['a wildcard that leads round client certificates', https(['*.example.com']), https(['pay.example.com'], GatewayTls.mutual('pay')),
    "'l1' and %s share port 443, and '*.example.com' covers 'pay.example.com', but their TLS settings differ; "
    + "a client that names another host of '*.example.com' in the SNI could ask for 'pay.example.com' without what its listener demands; "
    + 'give both the same settings but for the certificate, or one of them another port'],
  ['a wildcard that comes later', https(['pay.example.com'], GatewayTls.mutual('pay')), https(['*.example.com']), "'*.example.com' covers 'pay.example.com'"],
  ['mutual TLS with the CA of another credential', https(['*.example.com'], GatewayTls.mutual('a')), https(['pay.example.com'], GatewayTls.mutual('b')), 'their TLS settings differ'],
  ['bytes on one port twice', Listener.tcp({ port: 9000 }), Listener.tcp({ port: 9000 }),
    "'l1' wants port 9000, where %s takes all bytes, which name no host; give it another port"],
  ['bytes of two protocols on one port', Listener.mongo({ port: 9000 }), Listener.redis({ port: 9000 }),
    "'l1' wants Redis on port 9000, where %s has Mongo, one protocol a port is allowed; give it another port"],
  ['bytes beside TLS', Listener.tcp({ port: 443 }), https(['a.example.com']), "'l1' wants HTTPS on port 443, where %s has TCP"],
  ['hosts of HTTP that overlap', Listener.http({ hosts: ['*'] }), Listener.http({ hosts: ['a.example.com'] }),
    "'l1' serves 'a.example.com' on port 80, where %s serves '*'; name the host in one of them, or give it another port"],
];

test.each(CLASHES)('an error at one gateway is %s', (_, first, second, message) => {
  expect(() => open(first, second)).toThrow(message.replace('%s', "listener 'l0'"));
});

test.each(CLASHES)('an error at two gateways of the same proxies is %s', (_, first, second, message) => {
  expect(() => share(first, second)).toThrow(message.replace('%s', "listener 'l0' of IngressGateway 'edge/ingress'"));
});

test.each<[string, Listener, Listener, string]>([
  ['one certificate', https(['a.example.com']), https(['b.example.com']),
    "SharedIngressGateway 'edge/team': listener 'l1' shows certificate 'wildcard' on port 443, as listener 'l0' of IngressGateway 'edge/ingress' does; "
    + 'a client that reuses its connection for a host of the other would get 404; serve its hosts at one gateway, or take a certificate for each'],
  ['names that are passed through and overlap', passed('*.example.com'), passed('db.example.com'), "'l1' serves 'db.example.com' on port 443"],
])('an error at two gateways of the same proxies is %s', (_, first, second, message) => {
  expect(() => share(first, second)).toThrow(message);
});

test('TLS with other settings says so', () => {
  expect(() => open(https(['a.example.com']), https(['b.example.com'], GatewayTls.simple('wildcard', { minVersion: TlsVersion.V1_3 })))).toThrow(
    "as listener 'l0' does with other settings; a client that reuses its connection for a host of the other would get 404; "
    + 'give both the same settings, or take a certificate for each');
});

test('an error are names of ended TLS that overlap at one gateway, either of which could get the route of the other', () => {
  expect(() => open(ended('*.example.com'), ended('db.example.com'))).toThrow("listener 'l1' serves 'db.example.com' on port 443, where listener 'l0' serves '*.example.com'");
  expect(() => share(ended('*.example.com'), ended('db.example.com'))).not.toThrow();
});

test('gateways of other proxies have nothing to do with each other', () => {
  const chart = ingressChart();
  for (const name of ['one', 'two']) new IngressGateway(chart, name).addListener('https', https(['a.example.com']));
  expect(chart.toJson().filter(({ kind }) => kind === 'Gateway')).toHaveLength(2);
});

test('an error is a serverName twice', () => {
  const named = (port: number) => Listener.http({ hosts: ['*'], port, serverName: 'front' });
  expect(() => open(named(80), named(8080))).toThrow("IngressGateway 'edge/ingress': two listeners have the serverName 'front'; name them apart");
});
