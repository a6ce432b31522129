import { Chart } from 'cdk8s';
import { ExposeTlsOptions } from '../../src/gateway/expose-options';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { ServicePort } from '../../src/host/service-port';
import { ConnectionAction } from '../../src/route/connection-action';
import { RouteTable } from '../../src/route/route-table';
import { validateObject } from '../schema/validate';
import { cart, ingressChart, only } from './synth';

const FQDN = 'cart.shop.svc.cluster.local';
const passed = Listener.tlsPassthrough({ hosts: ['*.example.com'] });
const also = Listener.tlsPassthrough({ hosts: ['*.example.com'], port: 8443 });

function open(...listeners: Listener[]): { chart: Chart; ingress: IngressGateway } {
  const chart = ingressChart();
  const ingress = new IngressGateway(chart, 'ingress');
  listeners.forEach((listener, i) => ingress.addListener(`l${i}`, listener));
  return { chart, ingress };
}

test('connections are passed on by the name that clients ask for', () => {
  const { chart, ingress } = open(passed);
  ingress.exposeTls(cart(ServicePort.https(8443)), { hosts: ['Shop.example.com', 'cart.example.com'] });
  const virtualService = only(chart, 'VirtualService');
  expect(validateObject(virtualService)).toEqual([]);
  expect(virtualService).toMatchObject({
    metadata: { name: 'ingress-shop.example.com', namespace: 'istio-ingress' },
    spec: {
      hosts: ['shop.example.com', 'cart.example.com'], gateways: ['istio-ingress/ingress'], exportTo: ['.'],
      tls: [{ match: [{ sniHosts: ['shop.example.com', 'cart.example.com'] }], route: [{ destination: { host: FQDN, port: { number: 8443 } } }] }],
    },
  });
});

test('it can be exposed on some listeners only', () => {
  const { chart, ingress } = open(passed, also);
  ingress.exposeTls(cart(ServicePort.tls(9000)), { id: 'db', hosts: ['*.example.com'], listeners: [also] });
  expect(only(chart, 'VirtualService')).toMatchObject({ metadata: { name: 'ingress-db' }, spec: { tls: [{ match: [{ port: 8443, sniHosts: ['*.example.com'] }] }] } });
});

test('versions get their shares', () => {
  const { chart, ingress } = open(passed);
  const host = cart(ServicePort.tls(9000));
  const version = (subset: string) => ({ destinationRef: { host: host.hostRef, subset } });
  ingress.exposeTls(host, { hosts: ['a.example.com'], action: ConnectionAction.split({ to: version('v1'), weight: 75 }, { to: version('v2'), weight: 25 }) });
  expect(only(chart, 'VirtualService').spec.tls[0].route).toMatchObject([{ destination: { subset: 'v1' }, weight: 75 }, { destination: { subset: 'v2' }, weight: 25 }]);
});

test('without an action of its own it follows the routes that the host has in the mesh', () => {
  const { chart, ingress } = open(passed);
  const host = cart(ServicePort.tls(9000));
  ingress.exposeTls(host, { hosts: ['a.example.com'] });
  RouteTable.forHost(chart, host.hostRef).tls.add('old', { action: ConnectionAction.forward({ destinationRef: { host: host.hostRef, subset: 'v1' } }) });
  expect(only(chart, 'VirtualService').spec.tls[0].route).toMatchObject([{ destination: { host: FQDN, subset: 'v1' } }]);
});

test('the only port of TLS among several is meant', () => {
  expect(open(passed).ingress.exposeTls(cart(ServicePort.http(80), ServicePort.https(443)), { hosts: ['a.example.com'] }).port).toBe(443);
});

const options = (more: Partial<ExposeTlsOptions> = {}): ExposeTlsOptions => ({ id: 'cart', hosts: ['a.example.com'], ...more });

test.each<[string, Listener[], ExposeTlsOptions, string]>([
  ['no names', [passed], options({ hosts: [] }), "it has no public hosts, at least one is needed; name them, e.g. hosts: ['shop.example.com']"],
  ['a name twice', [passed], options({ hosts: ['a.example.com', 'A.example.com'] }), "it names public host 'a.example.com' twice; name it once"],
  ['a name that no listener passes on', [passed, Listener.http({ hosts: ['*'] })], options({ hosts: ['a.example.net'] }),
    "no listener serves 'a.example.net' (listeners: TLS 443 [*.example.com], HTTP 80 [*]); add one with addListener() before, e.g. Listener.tlsPassthrough({ hosts: ['a.example.net'] })"],
  ['a listener of another gateway', [passed], options({ listeners: [also] }), "it names a listener that gateway 'istio-ingress/ingress' does not have"],
  ['a port without TLS', [passed], options({ port: 80 }), `port 80 of ${FQDN} speaks HTTP, but the gateway passes on TLS; `
    + 'name a port that speaks TLS, or end TLS at the gateway, with Listener.https() or Listener.tls()'],
])('an error is %s', (_, listeners, given, message) => {
  const { ingress } = open(...listeners);
  expect(() => ingress.exposeTls(cart(ServicePort.http(80), ServicePort.tls(9000)), given)).toThrow(`ExposedTlsHost 'edge/ingress/cart': ${message}`);
});

test('an error is a name that is passed on already', () => {
  const { ingress } = open(passed);
  ingress.exposeTls(cart(ServicePort.tls(9000)), options());
  expect(() => ingress.exposeTls(cart(ServicePort.tls(9000)), options())).toThrow("IngressGateway 'edge/ingress': 'cart' is exposed already, by ExposedTlsHost 'edge/ingress/cart'; give another id");
  expect(() => ingress.exposeTls(cart(ServicePort.tls(9000)), options({ id: 'second' }))).toThrow(
    "the TLS route of 'a.example.com' at gateway 'istio-ingress/ingress' is written by ExposedTlsHost 'edge/ingress/cart' already, one writer is allowed; name it in one of them");
});
