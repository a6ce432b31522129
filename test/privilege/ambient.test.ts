import { ApiObject } from 'cdk8s';
import { GatewayService } from '../../src/gateway/gateway-service';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { HttpMethod } from '../../src/match/http-method';
import { MeshService } from '../../src/service/mesh-service';
import { silent } from '../ground/warnings';
import { HTTP, principalOf, Program, TCP } from './mesh';

silent();

let program: Program;
beforeEach(() => { program = new Program(true); });
const enroll = () => program.mesh.enroll('shop', { labels: { 'istio.io/use-waypoint': 'waypoint' } });

test('the waypoint lets declared calls pass, and the nodes what comes from it', () => {
  enroll();
  const [cart, stock] = [program.service('cart'), program.service('stock')];
  cart.calls(stock, { methods: [HttpMethod.GET], ports: [80] });
  program.enforce();
  expect(Object.fromEntries(program.objects('AuthorizationPolicy').map(({ metadata, spec }) => [metadata.name, spec]))).toEqual({
    'deny-by-default': { action: 'ALLOW', rules: [{ from: [{ source: { principals: [principalOf('waypoint')] } }] }] },
    'deny-by-default-at-waypoint': { action: 'ALLOW', targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'waypoint' }] },
    'stock-allow': {
      action: 'ALLOW', targetRefs: [{ group: '', kind: 'Service', name: 'stock' }],
      rules: [{ from: [{ source: { principals: [principalOf('cart')] } }], to: [{ operation: { methods: ['GET'], ports: ['80'] } }] }],
    },
  });
  expect(program.objects('Sidecar')).toEqual([]);
});

test('gateways come past the waypoint, so the nodes know them', () => {
  enroll();
  const front = program.service('front', { ports: [HTTP, TCP] });
  const gateway = new IngressGateway(program.chart, 'edge', { namespace: 'edge', service: GatewayService.clusterIp() });
  gateway.addListener('main', Listener.http({ hosts: ['shop.example.com'] }));
  gateway.expose(front, { hosts: ['shop.example.com'] });
  program.enforce();
  expect(program.object('AuthorizationPolicy', 'front-gateways').spec).toEqual({
    action: 'ALLOW', selector: { matchLabels: { app: 'front' } },
    rules: [{ from: [{ source: { principals: ['cluster.local/ns/edge/sa/edge'] } }], to: [{ operation: { ports: ['9080'] } }] }],
  });
});

test('gateways that are declared by calledBy come past the waypoint as well', () => {
  enroll();
  const gateway = new IngressGateway(program.chart, 'edge', { namespace: 'edge', service: GatewayService.clusterIp() });
  gateway.addListener('main', Listener.http({ hosts: ['shop.example.com'] }));
  gateway.expose(program.service('api'), { hosts: ['shop.example.com'] });
  program.service('front').calledBy(gateway);
  program.enforce();
  expect(program.object('AuthorizationPolicy', 'front-gateways').spec.rules).toEqual([{ from: [{ source: { principals: ['cluster.local/ns/edge/sa/edge'] } }] }]);
});

test('of calls past the waypoint nobody sees methods and paths', () => {
  enroll();
  const gateway = new IngressGateway(program.chart, 'edge', { namespace: 'edge', service: GatewayService.clusterIp() });
  program.service('front').calledBy(gateway, { methods: [HttpMethod.GET] });
  expect(() => program.enforce()).toThrow(
    "MeshService 'shop/front': a gateway may call front.shop.svc.cluster.local by certain methods or paths, but it comes past the waypoint, which alone sees these; "
    + 'leave them out, and say by routes of the gateway what it passes on');
});

test('without a waypoint nobody could let calls pass', () => {
  program.mesh.enroll('shop');
  program.service('cart').calls(program.service('stock'));
  expect(() => program.enforce()).toThrow(
    "MeshService 'shop/stock': somebody calls stock.shop.svc.cluster.local, and namespace 'shop' has no waypoint, which would let declared calls pass and no others; "
    + "say which one its Services use: enroll('shop', { labels: { 'istio.io/use-waypoint': 'waypoint' } })");
});

test('a headless Service is called past the waypoint', () => {
  enroll();
  const service = new ApiObject(program.chart, 'Service', {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'db' },
    spec: { clusterIP: 'None', selector: { app: 'db' }, ports: [{ name: 'tcp', port: 5432 }] },
  });
  program.service('cart').calls(new MeshService(program.chart, 'db', { service }));
  expect(() => program.enforce()).toThrow(/somebody calls db.shop.svc.cluster.local, which is headless: its clients call the Pods past the waypoint/);
});

test('NetworkPolicies let the tunnels through, and the probes of the kubelet', () => {
  enroll();
  const [cart, stock] = [program.service('cart'), program.service('stock')];
  cart.calls(stock);
  program.enforce({ networkPolicies: {} });
  const tunnel = { protocol: 'TCP', port: 15008 };
  const pods = (labels?: object) => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, ...labels && { podSelector: { matchLabels: labels } },
  });
  const WAYPOINT = { 'gateway.networking.k8s.io/gateway-name': 'waypoint' };
  expect(program.object('NetworkPolicy', 'least-privilege').spec.ingress).toEqual([
    { from: [{ ipBlock: { cidr: '169.254.7.127/32' } }, { ipBlock: { cidr: 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128' } }] },
    { from: [pods(WAYPOINT)], ports: [tunnel] },
  ]);
  expect(program.object('NetworkPolicy', 'cart').spec.egress).toEqual([{ to: [pods()], ports: [{ protocol: 'TCP', port: 9080 }, tunnel] }]);
  expect(program.object('NetworkPolicy', 'stock').spec.ingress).toEqual([{ from: [pods({ app: 'cart' })], ports: [{ protocol: 'TCP', port: 9080 }, tunnel] }]);
  expect(program.object('NetworkPolicy', 'waypoint').spec).toEqual({
    podSelector: { matchLabels: WAYPOINT }, policyTypes: ['Ingress', 'Egress'],
    ingress: [{ ports: [tunnel] }, { ports: [{ protocol: 'TCP', port: 15021 }] }], egress: [{ to: [pods()] }],
  });
});
