import { EgressGateway } from '../../src/gateway/egress-gateway';
import { EgressTls } from '../../src/gateway/egress-tls';
import { GatewayService } from '../../src/gateway/gateway-service';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { Clients } from '../../src/host/clients';
import { HostResolution } from '../../src/host/host-resolution';
import { ServicePort } from '../../src/host/service-port';
import { HttpMatch } from '../../src/match/http-match';
import { LeastPrivilege } from '../../src/privilege/least-privilege';
import { ConnectionAction } from '../../src/route/connection-action';
import { DelegateRoutes } from '../../src/route/delegate-routes';
import { RouteAction } from '../../src/route/route-action';
import { AuthorizationPolicy } from '../../src/security/authorization-policy';
import { PolicyScope } from '../../src/security/policy-scope';
import { Source } from '../../src/security/source';
import { silent } from '../ground/warnings';
import { HTTP, Program, TCP } from './mesh';

silent();

const HOSTS = ['shop.example.com'];
const GATEWAY = [{ source: { principals: ['cluster.local/ns/edge/sa/shop-gateway'] } }];

let program: Program;
beforeEach(() => { program = new Program(); });
const rulesOf = (name: string, namespace = 'shop') => program.object('AuthorizationPolicy', `${name}-allow`, namespace)?.spec.rules;

function gateway(listener = Listener.http({ hosts: HOSTS })): IngressGateway {
  const it = new IngressGateway(program.chart, 'shop-gateway', { namespace: 'edge', service: GatewayService.clusterIp() });
  it.addListener('main', listener);
  return it;
}

describe('an ingress gateway', () => {
  test('calls what it exposes', () => {
    const front = program.service('front');
    gateway().expose(front, { hosts: HOSTS });
    program.enforce();
    expect(rulesOf('front')).toEqual([{ from: GATEWAY }]);
  });

  test('calls the port that it exposes', () => {
    const front = program.service('front', { ports: [HTTP, TCP] });
    gateway().expose(front, { hosts: HOSTS });
    program.enforce();
    expect(rulesOf('front')).toEqual([{ from: GATEWAY, to: [{ operation: { ports: ['9080'] } }] }]);
  });

  test('with routes of its own calls whom these lead to, and no other', () => {
    const [front, api] = [program.service('front'), program.service('api')];
    const exposed = gateway().expose(front, { hosts: HOSTS });
    program.enforce();
    exposed.addRoute('api', { action: RouteAction.forward(api) });
    expect(rulesOf('api')).toEqual([{ from: GATEWAY }]);
    expect(rulesOf('front')).toBeUndefined();
  });

  test('calls whom connections go to', () => {
    const [db, replica] = [program.service('db', { ports: [TCP] }), program.service('replica', { ports: [TCP] })];
    gateway(Listener.tcp({ port: 9000 })).exposeTcp(db, { action: ConnectionAction.forward(replica) });
    program.enforce();
    expect(rulesOf('replica')).toEqual([{ from: GATEWAY }]);
    expect(rulesOf('db')).toBeUndefined();
  });

  test('that follows the routes of a service needs what these need', () => {
    const [front, api] = [program.service('front'), program.service('api')];
    front.addRoute('api', { match: [HttpMatch.uriPrefix('/api')], action: RouteAction.forward(api) });
    front.addRoute('rest', { action: RouteAction.forward(front) });
    const edge = gateway();
    edge.expose(front, { hosts: HOSTS });
    program.enforce();
    expect(() => program.synth()).toThrow(/route 'api' leads calls of the gateway on to api.shop.svc.cluster.local, and nobody declared that it calls that/);
    api.calledBy(edge);
    expect(() => program.synth()).not.toThrow();
  });

  test('that delegates later needs it declared', () => {
    const [front, api] = [program.service('front'), program.service('api')];
    const delegate = new DelegateRoutes(program.chart, 'apis');
    gateway().expose(front, { hosts: HOSTS }).addRoute('apis', { action: RouteAction.delegate(delegate) });
    delegate.addRoute('api', { action: RouteAction.forward(api) });
    program.enforce();
    expect(() => program.synth()).toThrow(/the delegated route 'api' leads to api.shop.svc.cluster.local, and nobody declared that the gateway calls that/);
  });

  test('whose proxies somebody else runs needs their account', () => {
    const front = program.service('front');
    const shared = (serviceAccountName?: string) => IngressGateway.fromSelector(program.chart, serviceAccountName ?? 'unknown', {
      selector: { istio: serviceAccountName ?? 'unknown' }, proxyNamespace: 'edge', serviceAccountName,
    });
    const known = shared('shop-gateway');
    known.addListener('main', Listener.http({ hosts: HOSTS }));
    known.expose(front, { hosts: HOSTS });
    program.enforce();
    expect(rulesOf('front')).toEqual([{ from: GATEWAY }]);
    const unknown = shared();
    unknown.addListener('main', Listener.http({ hosts: HOSTS }));
    unknown.expose(front, { hosts: HOSTS });
    expect(() => program.synth()).toThrow(/a rule names istio=unknown of namespace 'edge', whose ServiceAccount is not known/);
  });

  test('lets clients in where it listens, if its namespace refuses by default', () => {
    gateway().expose(program.service('front'), { hosts: HOSTS });
    program.enforce({ namespaces: ['edge'] });
    expect(program.object('AuthorizationPolicy', 'shop-gateway-allow', 'edge').spec).toEqual({
      action: 'ALLOW', selector: { matchLabels: { app: 'shop-gateway', istio: 'shop-gateway' } }, rules: [{ to: [{ operation: { ports: ['80'] } }] }],
    });
  });

  test('that listens nowhere is an error of its own, not of its door', () => {
    new IngressGateway(program.chart, 'shop-gateway', { namespace: 'edge', service: GatewayService.clusterIp() });
    program.enforce({ namespaces: ['edge'] });
    expect(() => program.synth()).toThrow(/IngressGateway 'shop\/shop-gateway': .*listener/);
  });

  test('lets in whom a policy of its own says, and no others', () => {
    const edge = gateway();
    edge.expose(program.service('front'), { hosts: HOSTS });
    new AuthorizationPolicy(program.chart, 'office', { cover: PolicyScope.of(edge), rules: [{ from: [Source.ipBlocks('203.0.113.0/24')] }] });
    program.enforce({ namespaces: ['edge'] });
    expect(rulesOf('shop-gateway', 'edge')).toBeUndefined();
  });
});

describe('an egress gateway', () => {
  const out = (from?: string[]) => {
    const via = new EgressGateway(program.chart, 'out', { namespace: 'edge' });
    return program.mesh.egress('bank.example.com', {
      via, tls: EgressTls.passthrough(), resolution: HostResolution.dns(), namespace: 'shop', from: from?.map((name) => program.service(name)),
    });
  };

  test('lets pass for whom its hosts are', () => {
    out(['cart']);
    program.enforce({ namespaces: ['edge'] });
    expect(rulesOf('out', 'edge')).toEqual([{
      from: [{ source: { principals: ['cluster.local/ns/shop/sa/cart'] } }], when: [{ key: 'connection.sni', values: ['bank.example.com'] }],
    }]);
  });

  test('lets all of the mesh pass where nobody is named', () => {
    out();
    program.enforce({ namespaces: ['edge'], mode: LeastPrivilege.DRY_RUN });
    expect(program.object('AuthorizationPolicy', 'out-allow-dry-run', 'edge').spec.rules[0].from).toEqual([{ source: { principals: ['*'] } }]);
  });

  test('a call of a host that is open to others only is an error', () => {
    const bank = out(['cart']);
    program.service('till').calls(bank);
    expect(() => program.synth()).toThrow(
      "MeshService 'shop/till': app=till of namespace 'shop' calls bank.example.com, but 'from' of Egress 'shop/mesh/Egress/bank.example.com' does not let it; "
      + 'add it there, or leave the call out');
  });

  test('from may name the whole namespace', () => {
    const bank = program.mesh.egress('bank.example.com', { ports: [ServicePort.http(80)], from: [Clients.namespace('shop')] });
    program.service('till').calls(bank);
    expect(() => program.synth()).not.toThrow();
  });
});
