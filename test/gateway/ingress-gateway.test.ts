import { App, Chart } from 'cdk8s';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { cart, ingressChart, only } from './synth';

const http = Listener.http({ hosts: ['*.example.com'] });

test('objects come in the order in which they are installed', () => {
  const chart = ingressChart();
  const ingress = new IngressGateway(chart, 'ingress');
  ingress.addListener('http', http);
  ingress.expose(cart(), { hosts: ['shop.example.com'] });
  expect(chart.toJson().map(({ kind }) => kind)).toEqual([
    'ServiceAccount', 'Role', 'RoleBinding', 'Deployment', 'Service', 'HorizontalPodAutoscaler', 'Gateway', 'VirtualService',
  ]);
});

test('name and namespace come from the construct and its chart', () => {
  const chart = ingressChart();
  new IngressGateway(chart, 'ingress').addListener('http', http);
  for (const { metadata } of chart.toJson()) expect(metadata).toMatchObject({ name: 'ingress', namespace: 'istio-ingress' });
});

test('name and namespace can be said', () => {
  const chart = ingressChart();
  new IngressGateway(chart, 'ingress', { name: 'public', namespace: 'edge' }).addListener('http', http);
  for (const { metadata } of chart.toJson()) expect(metadata).toMatchObject({ name: 'public', namespace: 'edge' });
});

test('the Gateway selects the pods that the Deployment makes', () => {
  const chart = ingressChart();
  new IngressGateway(chart, 'istio-ingressgateway').addListener('http', http);
  expect(only(chart, 'Gateway').spec.selector).toEqual({ app: 'istio-ingressgateway', istio: 'ingressgateway' });
  expect(only(chart, 'Deployment').spec.template.metadata.labels).toMatchObject(only(chart, 'Gateway').spec.selector);
});

test('objects stay open for patches', () => {
  const chart = ingressChart();
  const ingress = new IngressGateway(chart, 'ingress');
  ingress.addListener('http', http);
  ingress.service!.metadata.addAnnotation('a', 'b');
  ingress.deployment.metadata.addAnnotation('c', 'd');
  ingress.gateway.metadata.addAnnotation('e', 'f');
  expect(only(chart, 'Service').metadata.annotations).toEqual({ a: 'b' });
  expect(only(chart, 'Deployment').metadata.annotations).toEqual({ c: 'd' });
  expect(only(chart, 'Gateway').metadata.annotations).toEqual({ e: 'f' });
});

test('an error is a gateway without namespace', () => {
  expect(() => new IngressGateway(new Chart(new App(), 'edge'), 'ingress')).toThrow(
    `IngressGateway 'edge/ingress': it has no namespace, and neither has its chart; say it, e.g. namespace: 'istio-ingress'`);
});

test('an error is a name that is no DNS label', () => {
  expect(() => new IngressGateway(ingressChart(), 'My.Gateway')).toThrow(
    `IngressGateway 'edge/My.Gateway': name 'My.Gateway' is not a DNS label`);
});

test('an error is a namespace that is no DNS label', () => {
  expect(() => new IngressGateway(ingressChart(), 'ingress', { namespace: 'Istio_Ingress' })).toThrow(
    `IngressGateway 'edge/ingress': namespace 'Istio_Ingress' is not a DNS label`);
});

test('an error are two gateways of one name, whose pods would open the listeners of both', () => {
  const chart = ingressChart();
  new IngressGateway(chart, 'ingress');
  expect(() => new IngressGateway(chart, 'second', { name: 'ingress', namespace: 'team-b' })).toThrow(
    `IngressGateway 'edge/second': the Gateway of pods labelled app=ingress,istio=ingress is written by `
    + `IngressGateway 'edge/ingress' already, one writer is allowed; give it another name`);
});
