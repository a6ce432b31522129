import { PortProtocol } from '../../src/model/port-protocol';
import { modelOf } from './model-of';

const MESH = `
apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: shop }
spec: { selector: { app: reviews }, ports: [{ port: 80, name: http-web, targetPort: web }, { port: 3306, name: db }, { port: 9000, appProtocol: kubernetes.io/h2c }] }
---
apiVersion: v1
kind: Service
metadata: { name: secret, namespace: shop, annotations: { networking.istio.io/exportTo: "., bank" } }
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: outside, namespace: egress }
spec: { hosts: [api.example.com, "*.example.com"], ports: [{ number: 443, name: tls, protocol: TLS }], exportTo: ["*"] }
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: mine, namespace: shop }
spec: { hosts: [api.example.com], exportTo: ["."] }
`;

describe('A host', () => {
  const { hosts } = modelOf(MESH);

  test.each([
    ['reviews', 'shop', 'reviews.shop.svc.cluster.local'],
    ['reviews.shop.svc.cluster.local', 'bank', 'reviews.shop.svc.cluster.local'],
    ['www.example.com', 'bank', '*.example.com'],
    ['api.example.com', 'bank', 'api.example.com'],
    ['*.example.com', 'bank', '*.example.com'],
  ])('%s in namespace %s is %s', (name, namespace, full) => {
    expect(hosts.find(name, namespace)).toMatchObject({ name: full });
  });

  test.each([['reviews', 'bank'], ['reviews.shop', 'bank'], ['example.com', 'bank']])('%s in namespace %s is none', (name, namespace) => {
    expect(hosts.find(name, namespace)).toBeUndefined();
  });

  test('of several definitions is that of the own namespace', () => {
    expect(['shop', 'bank'].map((namespace) => hosts.find('api.example.com', namespace)?.resource.name)).toEqual(['mine', 'outside']);
  });

  test('is seen by the namespaces to which it is exported', () => {
    const name = 'secret.shop.svc.cluster.local';
    expect(['shop', 'bank', 'other'].map((namespace) => hosts.find(name, namespace) !== undefined)).toEqual([true, true, false]);
    expect(hosts.hidden(name, 'other')).toMatchObject([{ name }]);
  });

  test('that says nothing is exported as the mesh says', () => {
    const { hosts: own } = modelOf(MESH, { defaultServiceExportTo: ['.'] });
    expect(own.find('reviews.shop.svc.cluster.local', 'bank')).toBeUndefined();
  });

  test('has ports with their protocols', () => {
    expect(hosts.find('reviews', 'shop')).toMatchObject({
      isService: true, selector: { app: 'reviews' },
      ports: [
        { number: 80, protocol: PortProtocol.HTTP, targetPort: 'web', path: ['spec', 'ports', 0] },
        { number: 3306, protocol: PortProtocol.TCP, targetPort: 3306 },
        { number: 9000, protocol: PortProtocol.HTTP2 },
      ],
    });
  });

  test('of a ServiceEntry lies outside unless it says otherwise', () => {
    const [entry] = modelOf('{ apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: { name: a }, spec: { hosts: [a.b], location: MESH_INTERNAL } }').hosts.all;
    expect([entry.isExternal, hosts.named('api.example.com')[0].isExternal]).toEqual([false, true]);
  });

  test('belongs to the object that defines it', () => {
    expect(hosts.of(hosts.find('api.example.com', 'bank')!.resource).map(({ name }) => name)).toEqual(['api.example.com', '*.example.com']);
  });
});

describe('The mesh', () => {
  test('says in its ConfigMap what it is', () => {
    const { mesh } = modelOf('{ apiVersion: v1, kind: ConfigMap, metadata: { name: istio, namespace: istio-system }, data: { mesh: "trustDomain: td\\nrootNamespace: root" } }');
    expect(mesh).toMatchObject({ trustDomain: 'td', rootNamespace: 'root', defaultServiceExportTo: ['*'] });
  });

  test('without a ConfigMap is what istiod takes by default', () => {
    expect(modelOf('').mesh).toMatchObject({ trustDomain: 'cluster.local', rootNamespace: 'istio-system' });
  });
});
