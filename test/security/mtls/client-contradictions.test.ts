import { networking } from '../../../src/api';
import { ServicePort } from '../../../src/host/service-port';
import { ClientTls } from '../../../src/policy/client-tls';
import { DestinationPolicy } from '../../../src/policy/destination-policy';
import { MtlsMode } from '../../../src/security/mtls-mode';
import { PolicyScope } from '../../../src/security/policy-scope';
import { MeshService } from '../../../src/service/mesh-service';
import { silent } from '../../ground/warnings';
import { CART, MESH, SHOP, Town } from './town';

silent();

const { DISABLE, SIMPLE, MUTUAL, ISTIO_MUTUAL } = networking.ClientTLSSettingsTLSmode;
const HOST = 'cart.shop.svc.cluster.local';
let town: Town;
beforeEach(() => { town = new Town(); });

const expectRefused = (text: string) => expect(town.errors()).toEqual([expect.stringContaining(text)]);
const expectAccepted = () => expect(town.errors()).toEqual([]);

test('a policy of a service that turns mutual TLS off is refused, naming both writers', () => {
  const reviews = new MeshService(town.chart, 'reviews', { namespace: 'shop', ports: [ServicePort.http(9080)] });
  reviews.addPolicy(DestinationPolicy.tls(ClientTls.disable()));
  town.strict('shop', { cover: SHOP });
  expect(town.errors()).toEqual([`StrictMtls 'town/shop': shop/reviews takes mutual TLS only (STRICT) on port 9080, and by the DestinationRule 'reviews' of `
    + `MeshService 'town/reviews' clients call it with tls DISABLE, so that none is answered; leave out tls, proxies use mutual TLS by themselves where the other `
    + 'side takes it, or stay at MtlsMode.PERMISSIVE']);
});

test.each([[DISABLE, true], [SIMPLE, true], [MUTUAL, false], [ISTIO_MUTUAL, false]])('a rule of tls %s: refused %s', (mode, isRefused) => {
  town.cart();
  town.rule({ host: HOST, trafficPolicy: { tls: { mode } } });
  town.strict('cart', { cover: CART });
  expect(town.errors()).toHaveLength(isRefused ? 1 : 0);
});

test('Istio mutual TLS to Pods that take plain text only is refused', () => {
  town.cart();
  town.rule({ host: HOST, trafficPolicy: { tls: { mode: ISTIO_MUTUAL } } });
  town.strict('cart', { cover: CART, stage: MtlsMode.DISABLE });
  expectRefused('takes plain text only (DISABLE) on port 80, and by the DestinationRule \'cart\' of ApiObject \'town/DestinationRule-cart\' clients call it with tls ISTIO_MUTUAL');
});

test('PERMISSIVE goes with everything', () => {
  town.cart();
  town.rule({ host: HOST, trafficPolicy: { tls: { mode: DISABLE } } });
  town.strict('shop', { cover: SHOP, stage: MtlsMode.PERMISSIVE });
  expectAccepted();
});

test('the narrower scope decides', () => {
  town.namespace('shop', { 'istio-injection': 'enabled' });
  town.cart();
  town.rule({ host: HOST, trafficPolicy: { tls: { mode: DISABLE } } });
  town.strict('mesh', { cover: PolicyScope.mesh(MESH) });
  expectRefused(`StrictMtls 'town/mesh': shop/cart takes mutual TLS only`);
  town.strict('cart', { cover: CART, stage: MtlsMode.PERMISSIVE });
  expectAccepted();
});

test.each([['which nothing says to be in the mesh', undefined], ['which is not in the mesh', {}]])('a mesh says nothing of a namespace %s', (_, labels) => {
  if (labels) town.namespace('shop', labels);
  town.cart();
  town.rule({ host: HOST, trafficPolicy: { tls: { mode: DISABLE } } });
  town.strict('mesh', { cover: PolicyScope.mesh(MESH) });
  expectAccepted();
});

test('the mode of the port on which the Pods listen decides', () => {
  town.cart({}, [{ port: 80, targetPort: 8080 }, { port: 90, targetPort: 8090 }]);
  town.rule({ host: HOST, trafficPolicy: { tls: { mode: DISABLE } } });
  town.strict('cart', { cover: CART, portModes: { 8080: MtlsMode.PERMISSIVE } });
  expectRefused('on port 90, and by');
});

test('what a rule says of a port takes the place of what it says of all', () => {
  town.cart();
  const ofPort = { port: { number: 80 }, connectionPool: { tcp: { maxConnections: 1 } } };
  town.rule({ host: HOST, trafficPolicy: { tls: { mode: DISABLE }, portLevelSettings: [ofPort] } });
  town.strict('cart', { cover: CART });
  expectAccepted();
});

test('a subset is looked at by itself', () => {
  town.cart();
  town.rule({ host: HOST, subsets: [{ name: 'v2', labels: { version: 'v2' }, trafficPolicy: { tls: { mode: DISABLE } } }] });
  town.strict('v1', { cover: PolicyScope.workload('shop', { app: 'cart', version: 'v1' }) });
  expectAccepted();
  town.strict('v2', { cover: PolicyScope.workload('shop', { app: 'cart', version: 'v2' }) });
  expectRefused(`StrictMtls 'town/v2'`);
});

test.each([
  ['cart', 'shop', 1], ['cart', 'depot', 0], ['cart.shop.svc.example.com', 'depot', 1], ['*.shop.svc.cluster.local', 'depot', 1], ['*.local', 'depot', 1],
  ['*.depot.svc.cluster.local', 'depot', 0], ['cart.example.com', 'shop', 0],
])('the host %s of a rule in namespace %s: %i error', (host, namespace, count) => {
  town.cart();
  town.rule({ host, trafficPolicy: { tls: { mode: DISABLE } } }, namespace);
  town.strict('shop', { cover: SHOP });
  expect(town.errors()).toHaveLength(count);
});

test('a rule that names the host goes before one for a part of the domain', () => {
  town.cart();
  town.rule({ host: HOST });
  town.object('DestinationRule', 'all', { apiVersion: 'networking.istio.io/v1', spec: { host: '*.local', trafficPolicy: { tls: { mode: DISABLE } } } });
  town.strict('shop', { cover: SHOP });
  expectAccepted();
});

test.each([
  ['are not injected', { labels: { 'sidecar.istio.io/inject': 'false' } }],
  ['have the network of the node', { spec: { hostNetwork: true } }],
  ['are a gateway', { annotations: { 'inject.istio.io/templates': 'gateway' } }],
])('Pods that %s take what they like', (_, pods) => {
  town.cart();
  town.deployment('cart', pods);
  town.rule({ host: HOST, trafficPolicy: { tls: { mode: DISABLE } } });
  town.strict('shop', { cover: SHOP });
  expectAccepted();
});
