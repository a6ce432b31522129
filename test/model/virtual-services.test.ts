import { delegateOf, fullGateway } from '../../src/model/virtual-service';
import { modelOf } from './model-of';

const virtualService = (namespace: string, name: string, spec: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
---`;

describe('In the mesh', () => {
  const { virtualServices } = modelOf(
    virtualService('shop', 'a', '{ hosts: [reviews] }')
    + virtualService('shop', 'b', '{ hosts: [reviews] }')
    + virtualService('client', 'own', '{ hosts: [reviews.shop.svc.cluster.local], exportTo: ["."] }')
    + virtualService('shop', 'wide', '{ hosts: ["*.example.com"] }')
    + virtualService('client', 'wider', '{ hosts: ["*.com"], exportTo: ["."] }')
    + virtualService('shop', 'for-friends', '{ hosts: [f.org], exportTo: [friends] }')
    + virtualService('shop', 'outside', '{ hosts: [g.org], gateways: [edge] }'),
  );
  const holding = (host: string, namespace: string) => virtualServices.inMeshFor(host, namespace)?.resource.name;

  test.each([
    ['reviews.shop.svc.cluster.local', 'other', 'a'],
    ['reviews.shop.svc.cluster.local', 'client', 'own'],
    ['www.example.com', 'other', 'wide'],
    ['www.example.com', 'client', 'wide'],
    ['www.foo.com', 'client', 'wider'],
    ['f.org', 'friends', 'for-friends'],
  ])('the one that holds for %s from namespace %s is %s', (host, namespace, name) => {
    expect(holding(host, namespace)).toBe(name);
  });

  test.each([['www.foo.com', 'other'], ['f.org', 'shop'], ['g.org', 'shop']])('none holds for %s from namespace %s', (host, namespace) => {
    expect(holding(host, namespace)).toBeUndefined();
  });

  test('a namespace sees its own first, then the public ones', () => {
    expect(virtualServices.boundTo('mesh', 'client').map(({ resource }) => resource.name)).toEqual(['own', 'wider', 'a', 'b', 'wide']);
  });
});

describe('A delegate', () => {
  const { virtualServices } = modelOf(virtualService('shop', 'd', '{ http: [] }'));

  test('stands for no host, and is found by its name', () => {
    expect([virtualServices.all, virtualServices.delegate('shop/d')]).toMatchObject([[], { resource: { name: 'd' } }]);
  });
});

describe('A route', () => {
  test.each([
    [{ delegate: { name: 'd' } }, 'shop/d'], [{ delegate: { name: 'd', namespace: 'bank' } }, 'bank/d'], [{ route: [] }, undefined],
  ])('%j delegates to %s', (route, delegate) => {
    expect(delegateOf(route, 'shop')).toBe(delegate);
  });
});

describe('A Gateway', () => {
  const GATEWAY = `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: edge, namespace: ingress }
spec:
  selector: { istio: edge }
  servers:
  - { port: { number: 80, name: http, protocol: HTTP }, hosts: ["./own.com", "*/all.com"] }
  - { port: { number: 443, name: tls, protocol: HTTPS }, hosts: ["*.com"] }
---
apiVersion: v1
kind: Pod
metadata: { name: proxy, namespace: elsewhere, labels: { istio: edge } }
---`;
  const model = modelOf(GATEWAY
    + virtualService('shop', 'a', '{ hosts: [own.com], gateways: [ingress/edge] }')
    + virtualService('shop', 'b', '{ hosts: [all.com, own.com], gateways: [ingress/edge] }')
    + virtualService('shop', 'c', '{ hosts: ["*.com"], gateways: [ingress/edge] }')
    + virtualService('shop', 'd', '{ hosts: [own.org], gateways: [ingress/edge], exportTo: ["."] }'));
  const edge = model.gateways.named('ingress/edge')!;
  const resourceNames = (found: readonly { resource: { name: string } }[]) => found.map(({ resource }) => resource.name);

  test('is served by the proxies that it selects, in any namespace', () => {
    expect(resourceNames(model.gateways.proxiesOf(edge))).toEqual(['proxy']);
  });

  test('takes hosts of the VirtualServices of the namespaces that its servers say', () => {
    const named = (name: string) => model.virtualServices.all.find(({ resource }) => resource.name === name)!;
    const ports = (name: string) => model.gateways.serversFor(edge, named(name)).map(({ port }) => port);
    expect([ports('a'), ports('b'), ports('d')]).toEqual([[443], [80, 443], []]);
  });

  test('has the VirtualServices of some hosts', () => {
    expect(resourceNames(model.virtualServices.atGateway('ingress/edge', ['*.org'], 'shop'))).toEqual(['d']);
  });

  test('takes a request by all VirtualServices of its most specific host', () => {
    const taking = (host: string) => resourceNames(model.virtualServices.atGatewayFor('ingress/edge', host, 'ingress'));
    expect(['own.com', 'x.com', 'own.org'].map(taking)).toEqual([['a', 'b'], ['c'], []]);
  });

  test.each([
    ['edge', 'shop/edge'], ['ingress/edge', 'ingress/edge'], ['./edge', 'shop/edge'], ['mesh', 'mesh'], ['edge.ingress.svc.cluster.local', 'ingress/edge'], ['edge.ingress', 'ingress/edge'],
  ])('that a VirtualService calls %s is %s', (name, full) => {
    expect(fullGateway(name, 'shop')).toBe(full);
  });
});
