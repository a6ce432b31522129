import { App, Chart } from 'cdk8s';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { SharedIngressGatewayProps } from '../../src/gateway/shared-ingress-gateway';
import { ServicePort } from '../../src/host/service-port';
import { cart, ingressChart, only } from './synth';

const SELECTOR = { istio: 'ingress' };
const team = (chart: Chart, props: Partial<SharedIngressGatewayProps> = {}) => IngressGateway.fromSelector(chart, 'shop', { selector: SELECTOR, ...props });

test('a gateway with proxies of somebody else owns a Gateway and its routes', () => {
  const chart = new Chart(new App(), 'team', { namespace: 'team' });
  const gateway = team(chart, { proxyNamespace: 'istio-ingress' });
  gateway.addListener('http', Listener.http({ hosts: ['shop.example.com'] }));
  gateway.expose(cart(), { hosts: ['shop.example.com'] });
  expect(chart.toJson().map(({ kind }: any) => kind)).toEqual(['Gateway', 'VirtualService']);
  expect(only(chart, 'Gateway')).toMatchObject({ metadata: { name: 'shop', namespace: 'team' }, spec: { selector: SELECTOR } });
  expect(only(chart, 'VirtualService')).toMatchObject({
    metadata: { name: 'shop-shop.example.com', namespace: 'team' }, spec: { gateways: ['team/shop'], exportTo: ['istio-ingress'] },
  });
});

test('it exposes connections as well', () => {
  const chart = new Chart(new App(), 'team', { namespace: 'team' });
  const gateway = team(chart);
  gateway.addListener('tcp', Listener.tcp({ port: 9000 }));
  gateway.addListener('tls', Listener.tlsPassthrough({ hosts: ['*'] }));
  gateway.exposeTcp(cart(ServicePort.tcp(9000)));
  gateway.exposeTls(cart(ServicePort.tls(9001)), { hosts: ['*'] });
  expect(chart.toJson().filter(({ kind }: any) => kind === 'VirtualService')).toMatchObject([{ spec: { exportTo: ['.'], tcp: [{}] } }, { spec: { tls: [{}] } }]);
});

test('routes refer to it', () => {
  expect(team(ingressChart()).routeGatewayName).toBe('istio-ingress/shop');
});

test('in one program the Service before the proxies opens the ports of all gateways', () => {
  const chart = ingressChart();
  const ingress = new IngressGateway(chart, 'ingress');
  ingress.addListener('http', Listener.http({ hosts: ['a.example.com'] }));
  const shared = team(chart, { selector: ingress.selector });
  shared.addListener('http', Listener.http({ hosts: ['b.example.com'] }));
  shared.addListener('tcp', Listener.tcp({ port: 9000 }));
  expect(only(chart, 'Service').spec.ports.map(({ name }: any) => name)).toEqual(['status-port', 'http2', 'tcp-9000']);
});

test.each<[string, Chart, Partial<SharedIngressGatewayProps>, string]>([
  ['no namespace', new Chart(new App(), 'edge'), {}, "it has no namespace, and neither has its chart; say it, e.g. namespace: 'istio-ingress'"],
  ['no labels', ingressChart(), { selector: {} }, 'selector is empty, at least one label is needed'],
  ['no name', ingressChart(), { name: 'My.Gateway' }, "name 'My.Gateway' is not a DNS label"],
  ['no namespace of proxies', ingressChart(), { proxyNamespace: 'Edge' }, "proxyNamespace 'Edge' is not a DNS label"],
])('an error is %s', (_, chart, props, message) => {
  expect(() => team(chart, props)).toThrow(`SharedIngressGateway 'edge/shop': ${message}`);
});

test('an error is a gateway without listeners, said at synthesis', () => {
  const chart = ingressChart();
  team(chart);
  expect(chart.node.findChild('shop').node.validate()).toEqual([
    "SharedIngressGateway 'edge/shop': it has no listener, at least one is needed; add one with addListener()"]);
});
