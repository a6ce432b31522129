import { ApiObject } from 'cdk8s';
import { EgressGateway } from '../../src/gateway/egress-gateway';
import { EgressTls } from '../../src/gateway/egress-tls';
import { GatewayService } from '../../src/gateway/gateway-service';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { Clients } from '../../src/host/clients';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { MeshService } from '../../src/service/mesh-service';
import { silent } from '../ground/warnings';
import { HTTP, Program, TCP } from './mesh';

silent();

let program: Program;
beforeEach(() => { program = new Program(); });
const policy = (name: string, namespace?: string) => program.object('NetworkPolicy', name, namespace)?.spec;
const pods = (namespace: string, labels?: object) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } }, ...labels && { podSelector: { matchLabels: labels } },
});
const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'TCP', port }));

test('there are none unless they are asked for', () => {
  program.service('cart').calls(program.service('stock'));
  program.enforce();
  expect(program.objects('NetworkPolicy')).toEqual([]);
});

test('all Pods reach DNS and the control plane, and nobody reaches them', () => {
  program.enforce({ networkPolicies: {} });
  expect(policy('least-privilege')).toEqual({
    podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [],
    egress: [
      { to: [pods('kube-system')], ports: [53, 5353].flatMap((port) => [{ protocol: 'UDP', port }, { protocol: 'TCP', port }]) },
      { to: [pods('istio-system')] },
    ],
  });
});

test('Prometheus, DNS and the hosts of proxies are where they are said', () => {
  program.enforce({
    networkPolicies: { prometheus: Clients.workloads({ namespace: 'monitoring', labels: { app: 'prometheus' } }), dnsNamespace: 'openshift-dns' },
    proxyHosts: [Hosts.named({ name: 'zipkin', namespace: 'tracing', ports: [ServicePort.http(9411)] })],
  });
  const { ingress, egress } = policy('least-privilege');
  expect(ingress).toEqual([{ from: [pods('monitoring', { app: 'prometheus' })], ports: tcp(15020, 15090) }]);
  expect(egress[0].to).toEqual([pods('openshift-dns')]);
  expect(egress.slice(1)).toEqual([{ to: [pods('istio-system')], ports: tcp(15012) }, { to: [pods('tracing')], ports: tcp(9411) }]);
});

test('the namespace of DNS is a name', () => {
  expect(() => program.enforce({ networkPolicies: { dnsNamespace: 'Kube' } })).toThrow(/dnsNamespace 'Kube' is not a DNS label/);
});

test('a workload reaches whom it calls, and is reached by its callers, on the ports of the Pods', () => {
  const [cart, till, stock] = [program.service('cart'), program.service('till'), program.service('stock', { ports: [HTTP, TCP] })];
  program.enforce({ networkPolicies: {} });
  cart.calls(stock, { ports: [9000] });
  till.calls(stock);
  expect(policy('stock')).toEqual({
    podSelector: { matchLabels: { app: 'stock' } }, policyTypes: ['Ingress', 'Egress'], egress: [],
    ingress: [{ from: [pods('shop', { app: 'cart' })], ports: tcp(9001) }, { from: [pods('shop', { app: 'till' })], ports: tcp(9080, 9001) }],
  });
  expect(policy('cart').egress).toEqual([{ to: [pods('shop', { app: 'stock' })], ports: tcp(9001) }]);
});

test('those at the same ports stand in one rule', () => {
  const [cart, till, stock] = [program.service('cart'), program.service('till'), program.service('stock')];
  cart.calls(stock);
  till.calls(stock);
  program.enforce({ networkPolicies: {} });
  expect(policy('stock').ingress).toEqual([{ from: [pods('shop', { app: 'cart' }), pods('shop', { app: 'till' })], ports: tcp(9080) }]);
});

test('a target port that is known by its name only opens all', () => {
  const service = new ApiObject(program.chart, 'Service', {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'stock' }, spec: { selector: { app: 'stock' }, ports: [{ name: 'http', port: 80, targetPort: 'web' }] },
  });
  program.service('cart').calls(new MeshService(program.chart, 'stock', { service }));
  program.enforce({ networkPolicies: {} });
  expect(policy('stock').ingress).toEqual([{ from: [pods('shop', { app: 'cart' })] }]);
});

test('an ingress gateway is open where it listens, and reaches what it exposes', () => {
  const gateway = new IngressGateway(program.chart, 'edge-gateway', { namespace: 'edge', service: GatewayService.clusterIp() });
  gateway.addListener('main', Listener.http({ hosts: ['shop.example.com'] }));
  gateway.expose(program.service('front'), { hosts: ['shop.example.com'] });
  program.enforce({ namespaces: ['edge'], networkPolicies: {} });
  expect(policy('edge-gateway', 'edge')).toEqual({
    podSelector: { matchLabels: { app: 'edge-gateway', istio: 'edge-gateway' } }, policyTypes: ['Ingress', 'Egress'],
    ingress: [{ ports: tcp(15021, 80) }], egress: [{ to: [pods('shop', { app: 'front' })], ports: tcp(9080) }],
  });
});

test('a way out leads through the gateway, and the gateway out', () => {
  const cart = program.service('cart');
  const via = new EgressGateway(program.chart, 'out', { namespace: 'edge' });
  program.mesh.egress('bank.example.com', { via, tls: EgressTls.passthrough(), from: [cart] });
  program.enforce({ namespaces: ['shop', 'edge'], networkPolicies: {} });
  expect(policy('cart').egress).toEqual([{ to: [pods('edge', { app: 'out', istio: 'out' })], ports: tcp(443) }]);
  expect(policy('out', 'edge')).toMatchObject({ ingress: [{ from: [pods('shop', { app: 'cart' })], ports: tcp(443) }], egress: [{ ports: tcp(443) }] });
});

test('a host outside without a gateway is wherever its port is', () => {
  program.mesh.egress('bank.example.com', { ports: [ServicePort.https(443)], from: [Clients.namespace('shop')] });
  program.enforce({ networkPolicies: {} });
  expect(policy('least-privilege').egress[2]).toEqual({ ports: tcp(443) });
});
