import { Clients } from '../../src/host/clients';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { Sidecar } from '../../src/proxy/sidecar';
import { SidecarHosts } from '../../src/proxy/sidecar-hosts';
import { SidecarOutboundTraffic } from '../../src/proxy/sidecar-outbound-traffic';
import { ExtAuthzProvider } from '../../src/security/ext-authz-provider';
import { ExternalAuthorization } from '../../src/security/external-authorization';
import { PolicyScope } from '../../src/security/policy-scope';
import { silent } from '../ground/warnings';
import { HTTP, principalOf, Program } from './mesh';

silent();

let program: Program;
beforeEach(() => { program = new Program(); });
const hosts = () => Object.fromEntries(program.objects('Sidecar').map(({ metadata, spec }) => [metadata.name, spec.egress[0].hosts]));

test('a workload knows whom it calls, and the hosts of the control plane', () => {
  const [cart, stock] = [program.service('cart'), program.service('stock')];
  cart.calls(stock);
  program.enforce();
  cart.calls(program.service('late'));
  expect(program.object('Sidecar', 'cart').spec).toEqual({
    workloadSelector: { labels: { app: 'cart' } },
    egress: [{ hosts: ['istio-system/*', 'shop/stock.shop.svc.cluster.local', 'shop/late.shop.svc.cluster.local'] }],
    outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
  });
  expect(program.object('Sidecar', 'default').spec).toEqual({ egress: [{ hosts: ['istio-system/*'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
});

test('what all of a namespace call is known to all of it', () => {
  const [cart, stock, config] = [program.service('cart'), program.service('stock'), program.service('config')];
  cart.calls(stock);
  program.enforce({ proxyHosts: [] });
  expect(hosts()).toEqual({ default: ['~/*'], cart: ['shop/stock.shop.svc.cluster.local'] });
  config.calledBy(Clients.namespace('shop'));
  stock.calls(cart);
  expect(hosts()).toEqual({
    default: ['shop/config.shop.svc.cluster.local'],
    cart: ['shop/stock.shop.svc.cluster.local', 'shop/config.shop.svc.cluster.local'],
    stock: ['shop/config.shop.svc.cluster.local', 'shop/cart.shop.svc.cluster.local'],
  });
});

test('hosts that proxies call themselves are known to all, and other traffic goes as it is said', () => {
  program.service('cart');
  const proxyHosts = [Hosts.named({ name: 'zipkin', namespace: 'tracing', ports: [HTTP] })];
  program.enforce({ proxyHosts, outboundTraffic: SidecarOutboundTraffic.allowAny() });
  expect(program.object('Sidecar', 'default').spec).toEqual({
    egress: [{ hosts: ['tracing/zipkin.tracing.svc.cluster.local'] }], outboundTrafficPolicy: { mode: 'ALLOW_ANY' },
  });
});

test('the authorizer of a policy is called by the proxies that it covers', () => {
  const [cart, opa] = [program.service('cart'), program.service('opa', { ports: [ServicePort.grpc(9191)] })];
  new ExternalAuthorization(program.chart, 'ask', { cover: PolicyScope.of(cart), provider: ExtAuthzProvider.grpc('opa', opa) });
  program.enforce({ proxyHosts: [] });
  expect(hosts()).toEqual({ default: ['~/*'], cart: ['shop/opa.shop.svc.cluster.local'] });
  expect(program.object('AuthorizationPolicy', 'opa-allow').spec.rules).toEqual([{ from: [{ source: { principals: [principalOf('cart')] } }] }]);
});

test('there are none where they are not wanted', () => {
  program.service('cart').calls(program.service('stock'));
  program.enforce({ sidecars: false });
  expect(program.objects('Sidecar')).toEqual([]);
});

test('hosts outside are known to whom the way out is open', () => {
  program.mesh.egress('bank.example.com', { ports: [HTTP], from: [program.service('cart')] });
  program.enforce();
  expect(hosts().cart).toEqual(['istio-system/*', 'shop/bank.example.com']);
});

test('callers that may be the same Pods are an error', () => {
  const stock = program.service('stock');
  program.service('cart').calls(stock);
  program.enforce();
  expect(() => stock.calledBy(Clients.workloads({ namespace: 'shop', labels: { app: 'cart', version: 'v1' }, serviceAccountName: 'cart' }))).toThrow(
    "MeshService 'shop/stock': the Pods of app=cart,version=v1 and of another caller of namespace 'shop' may be the same, and a Pod has one Sidecar; "
    + 'name both by the same labels, or leave out the narrower one');
});

test('that is so whoever comes first', () => {
  const stock = program.service('stock');
  program.enforce();
  stock.calledBy(Clients.workloads({ namespace: 'shop', labels: { app: 'cart', tier: 'web', version: 'v1' }, serviceAccountName: 'cart' }));
  expect(() => program.service('cart').calls(stock)).toThrow(/the Pods of app=cart and of another caller of namespace 'shop' may be the same/);
});

test('a Sidecar of somebody else for the same workload is an error', () => {
  const [cart, stock] = [program.service('cart'), program.service('stock')];
  new Sidecar(program.chart, 'own', { cover: PolicyScope.of(cart), hosts: [SidecarHosts.ownNamespace()] });
  program.enforce();
  expect(() => cart.calls(stock)).toThrow(/the Sidecar of the workload of shop \(app=cart\) is written by Sidecar 'shop\/own' already/);
});
