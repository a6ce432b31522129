import { MtlsMode } from '../../../src/security/mtls-mode';
import { silent, warnings } from '../../ground/warnings';
import { CART, SHOP, Town } from './town';

silent();

let town: Town;
beforeEach(() => { town = new Town(); });

/** What is warned of with mutual TLS demanded of cart. */
function warned(portModes?: { [port: string]: MtlsMode }): string[] {
  town.strict('cart', { cover: CART, portModes });
  expect(town.errors()).toEqual([]);
  return warnings(town.chart);
}

describe('probes', () => {
  const PROBE = { readinessProbe: { httpGet: { port: 'web' } }, ports: [{ name: 'web', containerPort: 8080 }] };
  const NOT_REWRITTEN = { 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' };

  test('that are not rewritten are warned of', () => {
    town.deployment('cart', { annotations: NOT_REWRITTEN, container: PROBE });
    expect(warned()).toEqual([`ApiObject 'town/Deployment-cart': the kubelet probes port 8080 of Deployment shop/cart in plain text, as its annotation turns the `
      + `rewriting of probes off, and by StrictMtls 'town/cart' the port takes mutual TLS only; leave out the annotation `
      + 'sidecar.istio.io/rewriteAppHTTPProbers, or give the port a mode: portModes: { 8080: MtlsMode.PERMISSIVE }']);
  });

  test('that are rewritten pass', () => {
    town.deployment('cart', { container: PROBE });
    expect(warned()).toEqual([]);
  });

  test('pass where the port takes plain text', () => {
    town.deployment('cart', { annotations: NOT_REWRITTEN, container: PROBE });
    expect(warned({ 8080: MtlsMode.PERMISSIVE })).toEqual([]);
  });

  test('pass where the port does not lead to the proxy', () => {
    town.deployment('cart', { annotations: { ...NOT_REWRITTEN, 'traffic.sidecar.istio.io/excludeInboundPorts': '9090,8080' }, container: PROBE });
    expect(warned()).toEqual([]);
  });

  test('of TCP pass, gRPC ones do not', () => {
    town.deployment('cart', { annotations: NOT_REWRITTEN, container: { livenessProbe: { tcpSocket: { port: 1 } }, startupProbe: { grpc: { port: 2 } } } });
    expect(warned()).toEqual([expect.stringContaining('probes port 2 of')]);
  });
});

describe('Prometheus', () => {
  const SCRAPED = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090' };

  test('that reads the port itself is warned of', () => {
    town.deployment('cart', { annotations: { ...SCRAPED, 'prometheus.istio.io/merge-metrics': 'false' } });
    expect(warned()).toEqual([`ApiObject 'town/Deployment-cart': Prometheus is told to read port 9090 of Deployment shop/cart directly, and by StrictMtls `
      + `'town/cart' the port takes mutual TLS only; let its metrics be merged, let Prometheus show a certificate of the mesh, or give the port a mode: `
      + 'portModes: { 9090: MtlsMode.PERMISSIVE }']);
  });

  test('that asks the agent passes', () => {
    town.deployment('cart', { annotations: SCRAPED });
    expect(warned()).toEqual([]);
  });

  test('has no agent to ask in ambient mode', () => {
    town.namespace('shop', { 'istio.io/dataplane-mode': 'ambient' });
    town.deployment('cart', { annotations: SCRAPED });
    expect(warned()).toHaveLength(1);
  });
});

describe('callers from outside of the cluster', () => {
  test('are warned of', () => {
    town.cart({ type: 'NodePort' });
    town.deployment('cart');
    expect(warned()).toEqual([`ApiObject 'town/Service-cart': Service shop/cart is of type NodePort, and by StrictMtls 'town/cart' its port 80 takes mutual TLS only, so `
      + 'that it refuses whoever comes from outside of the mesh; let them come by an IngressGateway, or give the port of the Pods a mode: '
      + 'portModes: { 8080: MtlsMode.PERMISSIVE }']);
  });

  test('may come to a gateway', () => {
    town.cart({ type: 'LoadBalancer' });
    town.deployment('cart', { annotations: { 'inject.istio.io/templates': 'gateway' } });
    expect(warned()).toEqual([]);
  });
});

describe('callers outside of the mesh', () => {
  const allow = (source: object) => town.object('AuthorizationPolicy', 'cart', {
    apiVersion: 'security.istio.io/v1', spec: { selector: { matchLabels: { app: 'cart' } }, rules: [{ from: [{ source }] }] },
  });

  test.each([
    ['their account', { principals: ['cluster.local/ns/legacy/sa/default'] }],
    ['their namespace', { namespaces: ['legacy'] }],
  ])('that a policy lets in by %s are warned of', (_, source) => {
    town.namespace('legacy');
    town.deployment('report', {}, 'legacy');
    allow(source);
    expect(warned()).toEqual([`ApiObject 'town/AuthorizationPolicy-cart': Deployment legacy/report may call, and has no proxy that would show a certificate, and by `
      + `StrictMtls 'town/cart' mutual TLS is demanded; enrol its namespace in the mesh, or allow it by its addresses, and let the port that it calls take plain text with portModes`]);
  });

  test.each([
    ['is in the mesh', { 'istio.io/rev': 'prod' }],
    ['is in the mesh without sidecars', { 'istio.io/dataplane-mode': 'ambient' }],
  ])('are not those whose namespace %s', (_, labels) => {
    town.namespace('legacy', labels);
    town.deployment('report', {}, 'legacy');
    allow({ namespaces: ['legacy'] });
    expect(warned()).toEqual([]);
  });

  test('are not known where the program does not have their namespace', () => {
    town.deployment('report', {}, 'legacy');
    allow({ namespaces: ['legacy'] });
    expect(warned()).toEqual([]);
  });

  test('are let in where plain text is', () => {
    town.namespace('legacy');
    town.deployment('report', {}, 'legacy');
    allow({ namespaces: ['legacy'] });
    town.strict('shop', { cover: SHOP, stage: MtlsMode.PERMISSIVE });
    expect([town.errors(), warnings(town.chart)]).toEqual([[], []]);
  });
});
