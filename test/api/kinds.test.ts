import { Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { gatewayapi, networking, security } from '../../src/api';

let chart: Chart;
beforeEach(() => { chart = new Chart(Testing.app(), 'shop'); });

const only = () => Testing.synth(chart)[0];

test('a kind writes its API version, kind, metadata and spec as they were given', () => {
  new networking.VirtualService(chart, 'reviews', { metadata: { name: 'reviews', namespace: 'shop' }, spec: { hosts: ['reviews'] } });
  expect(only()).toEqual({
    apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'reviews', namespace: 'shop' }, spec: { hosts: ['reviews'] },
  });
});

test('a kind whose spec is optional can stand alone', () => {
  new security.PeerAuthentication(chart, 'default');
  expect(only()).toMatchObject({ apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication' });
});

test('enums are written as their values', () => {
  new security.PeerAuthentication(chart, 'default', { spec: { mtls: { mode: security.PeerAuthenticationMutualTLSMode.STRICT } } });
  expect(only()).toMatchObject({ spec: { mtls: { mode: 'STRICT' } } });
});

test('fields that the API does not know pass, at every level', () => {
  const http = [{ name: 'all', tomorrow: { deep: [1] } } as networking.HTTPRoute];
  const spec = { hosts: ['reviews'], http, next: true } as networking.VirtualServiceSpec;
  new networking.VirtualService(chart, 'reviews', { spec, extra: 'top' } as networking.VirtualServiceProps);
  expect(only()).toMatchObject({ extra: 'top', spec: { next: true, http: [{ name: 'all', tomorrow: { deep: [1] } }] } });
});

test('the API version and kind of the class win over unknown fields', () => {
  new networking.VirtualService(chart, 'reviews', { kind: 'Other', apiVersion: 'v0' } as networking.VirtualServiceProps);
  expect(only()).toMatchObject({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService' });
});

test('JSON patches on fields that the API does not know survive', () => {
  const route = new networking.VirtualService(chart, 'reviews', { spec: { hosts: ['reviews'], next: { kept: 1 } } as networking.VirtualServiceSpec });
  route.addJsonPatch(JsonPatch.add('/spec/later', { deep: 'value' }), JsonPatch.replace('/spec/next/kept', 2));
  expect(only()).toMatchObject({ spec: { hosts: ['reviews'], next: { kept: 2 }, later: { deep: 'value' } } });
});

test('a spec may be lazy', () => {
  const hosts: string[] = [];
  new networking.ServiceEntry(chart, 'api', { spec: Lazy.any({ produce: () => ({ hosts }) }) });
  hosts.push('api.example.com');
  expect(only()).toMatchObject({ spec: { hosts: ['api.example.com'] } });
});

test('two groups have a kind of the same name', () => {
  new networking.Gateway(chart, 'istio', { spec: { servers: [] } });
  new gatewayapi.Gateway(chart, 'k8s', { spec: { gatewayClassName: 'istio', listeners: [] } });
  expect(Testing.synth(chart).map(({ apiVersion }) => apiVersion)).toEqual(['networking.istio.io/v1', 'gateway.networking.k8s.io/v1']);
});
