import { Chart } from 'cdk8s';
import { ExposeTcpOptions } from '../../src/gateway/expose-options';
import { GatewayTls } from '../../src/gateway/gateway-tls';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { ServicePort } from '../../src/host/service-port';
import { TcpMatch } from '../../src/match/tcp-match';
import { ConnectionAction } from '../../src/route/connection-action';
import { RouteTable } from '../../src/route/route-table';
import { validateObject } from '../schema/validate';
import { cart, ingressChart, only } from './synth';

const FQDN = 'cart.shop.svc.cluster.local';
const mongo = Listener.mongo({ port: 27017 });
const mqtts = Listener.tls({ hosts: ['mqtt.example.com'], port: 8883, tls: GatewayTls.simple('mqtt') });

function open(...listeners: Listener[]): { chart: Chart; ingress: IngressGateway } {
  const chart = ingressChart();
  const ingress = new IngressGateway(chart, 'ingress');
  listeners.forEach((listener, i) => ingress.addListener(`l${i}`, listener));
  return { chart, ingress };
}

test('all connections of a listener go to the port of a host', () => {
  const { chart, ingress } = open(mongo);
  ingress.exposeTcp(cart(ServicePort.mongo(27017)));
  const virtualService = only(chart, 'VirtualService');
  expect(validateObject(virtualService)).toEqual([]);
  expect(virtualService).toMatchObject({
    metadata: { name: 'ingress-cart', namespace: 'istio-ingress' },
    spec: {
      hosts: ['*'], gateways: ['istio-ingress/ingress'], exportTo: ['.'],
      tcp: [{ match: [{ port: 27017 }], route: [{ destination: { host: FQDN, port: { number: 27017 } } }] }],
    },
  });
});

test('what is in TLS that the listener ends goes on as bytes, for the hosts of the listener', () => {
  const { chart, ingress } = open(mqtts);
  ingress.exposeTcp(cart(ServicePort.tcp(1883)));
  expect(only(chart, 'VirtualService').spec).toMatchObject({ hosts: ['mqtt.example.com'], tcp: [{ match: [{ port: 8883 }] }] });
});

test('of several listeners one is named, and the id can be said', () => {
  const { chart, ingress } = open(mongo, mqtts);
  expect(ingress.exposeTcp(cart(ServicePort.tcp(1883)), { id: 'mqtt', listener: mqtts }).listener).toBe(mqtts);
  expect(only(chart, 'VirtualService').metadata.name).toBe('ingress-mqtt');
});

test('versions get their shares', () => {
  const { chart, ingress } = open(mongo);
  const host = cart(ServicePort.mongo(27017));
  const old = { destinationRef: { host: host.hostRef, subset: 'v1' } };
  ingress.exposeTcp(host, { action: ConnectionAction.split({ to: old, weight: 90 }, { to: host, weight: 10 }) });
  expect(only(chart, 'VirtualService').spec.tcp[0].route).toMatchObject([{ destination: { host: FQDN, subset: 'v1' }, weight: 90 }, { destination: { host: FQDN }, weight: 10 }]);
});

describe('without an action of its own it follows the routes that the host has in the mesh, also if they come later', () => {
  const host = cart(ServicePort.mongo(27017), ServicePort.tcp(9000));
  const old = { destinationRef: { host: host.hostRef, subset: 'v1' } };

  function exposed(routes: (table: RouteTable) => void): any {
    const { chart, ingress } = open(mongo);
    ingress.exposeTcp(host, { port: 27017 });
    routes(RouteTable.forHost(chart, host.hostRef));
    return only(chart, 'VirtualService').spec.tcp[0].route;
  }

  test('to its port', () => {
    expect(exposed((table) => void table.tcp.add('old', { action: ConnectionAction.forward(old) }))).toEqual([
      { destination: { host: FQDN, subset: 'v1', port: { number: 27017 } } }]);
  });

  test('but for those of other ports and of certain clients', () => {
    expect(exposed((table) => {
      table.tcp.add('other', { match: [TcpMatch.port(9000)], action: ConnectionAction.forward(old) });
      table.tcp.add('some', { match: [TcpMatch.all({ sourceNamespace: 'shop' })], action: ConnectionAction.forward(old) });
    })).toEqual([{ destination: { host: FQDN, port: { number: 27017 } } }]);
  });
});

test('the only port of bytes among several is meant, and another can be named', () => {
  const { ingress } = open(mongo, mqtts);
  const host = cart(ServicePort.http(80), ServicePort.tcp(9000));
  expect(ingress.exposeTcp(host, { listener: mongo }).port).toBe(9000);
  expect(ingress.exposeTcp(host, { id: 'web', listener: mqtts, port: 80 }).port).toBe(80);
});

test.each<[string, Listener[], ExposeTcpOptions, string]>([
  ['no listener of connections', [Listener.http({ hosts: ['*'] })], {},
    'no listener takes connections (listeners: HTTP 80 [*]); add one with addListener() before, e.g. Listener.tcp({ port: 9000 })'],
  ['one of several listeners', [mongo, mqtts], {}, 'several listeners take connections (listeners: Mongo 27017 [*], TLS 8883 [mqtt.example.com]); name one of them'],
  ['a listener of another gateway', [mongo], { listener: mqtts }, "it names a listener that gateway 'istio-ingress/ingress' does not have"],
  ['a port of UDP', [mongo], { port: 53 }, `port 53 of ${FQDN} speaks UDP, TCP is needed behind a gateway; name a port of TCP`],
])('an error is %s', (_, listeners, options, message) => {
  const { ingress } = open(...listeners);
  expect(() => ingress.exposeTcp(cart(ServicePort.tcp(9000), ServicePort.udp(53)), options)).toThrow(`ExposedTcpHost 'edge/ingress/cart': ${message}`);
});

test('an error is a second host of a listener, as bytes do not say which one they mean', () => {
  const { ingress } = open(mongo);
  ingress.exposeTcp(cart(ServicePort.mongo(27017)));
  expect(() => ingress.exposeTcp(cart(ServicePort.mongo(27017)))).toThrow("IngressGateway 'edge/ingress': 'cart' is exposed already, by ExposedTcpHost 'edge/ingress/cart'; give another id");
  expect(() => ingress.exposeTcp(cart(ServicePort.mongo(27017)), { id: 'second' })).toThrow(
    "the route of listener Mongo 27017 [*] at gateway 'istio-ingress/ingress' is written by ExposedTcpHost 'edge/ingress/cart' already, one writer is allowed; "
    + 'expose one host there, or add a listener of another port');
});

test('an error is a listener whose routes are of another namespace', () => {
  const { ingress } = open(Listener.tcp({ port: 9000, virtualServiceNamespace: 'shop' }));
  expect(() => ingress.exposeTcp(cart(ServicePort.tcp(9000)))).toThrow("no listener takes connections (listeners: TCP 9000 [*] for VirtualServices of 'shop')");
});
