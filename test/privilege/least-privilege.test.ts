import { ApiObject, Duration } from 'cdk8s';
import { Clients } from '../../src/host/clients';
import { Hosts } from '../../src/host/hosts';
import { ServicePort } from '../../src/host/service-port';
import { HttpMatch } from '../../src/match/http-match';
import { HttpMethod } from '../../src/match/http-method';
import { LeastPrivilege } from '../../src/privilege/least-privilege';
import { DelegateRoutes } from '../../src/route/delegate-routes';
import { Mirror } from '../../src/route/mirror';
import { RouteAction } from '../../src/route/route-action';
import { AuthorizationPolicy } from '../../src/security/authorization-policy';
import { CallGraph } from '../../src/security/call-graph';
import { ExtAuthzProvider } from '../../src/security/ext-authz-provider';
import { PolicyScope } from '../../src/security/policy-scope';
import { Source } from '../../src/security/source';
import { CanaryStrategy } from '../../src/service/canary-strategy';
import { FlaggerProgress } from '../../src/service/delivery/flagger-progress';
import { MeshService } from '../../src/service/mesh-service';
import { silent } from '../ground/warnings';
import { HTTP, principalOf, Program, TCP } from './mesh';

silent();

let program: Program;
beforeEach(() => { program = new Program(); });
const rulesOf = (service: string) => program.object('AuthorizationPolicy', `${service}-allow`)?.spec.rules;
const from = (...accounts: string[]) => [{ source: { principals: accounts.map(principalOf) } }];

describe('calls', () => {
  test('declare, and change nothing by themselves', () => {
    const [cart, stock] = [program.service('cart'), program.service('stock')];
    cart.calls(stock);
    expect(program.objects('AuthorizationPolicy')).toEqual([]);
    expect(program.objects('Sidecar')).toEqual([]);
    expect(CallGraph.of(program.chart).edges.map(({ caller, host }) => [caller, host.fqdn])).toEqual([[cart, 'stock.shop.svc.cluster.local']]);
  });

  test('have ports of the Service', () => {
    const stock = program.service('stock');
    expect(() => program.service('cart').calls(stock, { ports: [81] }))
      .toThrow("MeshService 'shop/cart': stock.shop.svc.cluster.local has no port 81, it has 80 (HTTP); name one of them, or add the port to the Service");
  });

  test('have conditions of HTTP where HTTP is spoken', () => {
    const stock = program.service('stock', { ports: [TCP] });
    expect(() => program.service('cart').calls(stock, { methods: [HttpMethod.GET] })).toThrow(
      "MeshService 'shop/cart': a rule has methods, which only HTTP has, and stock.shop.svc.cluster.local has 9000 (TCP); "
      + 'say it by clients, addresses and ports alone, or declare the port that speaks HTTP: ServicePort.http(...)');
    const both = program.service('both', { ports: [HTTP, TCP] });
    expect(() => program.service('till').calls(both, { paths: ['/'], ports: [9000] })).toThrow(
      "MeshService 'shop/till': a rule has paths, which only HTTP has, for port 9000, which speaks TCP; "
      + 'leave the port out of that operation, or give it a rule of its own by clients and addresses');
  });

  test('have no empty lists', () => {
    expect(() => program.service('cart').calls(program.service('stock'), { methods: [] })).toThrow(/methods is empty/);
    expect(() => program.service('till').calls(program.service('bank'), { ports: [] })).toThrow(/ports is empty/);
  });

  test('of hosts outside have no conditions', () => {
    const bank = program.mesh.egress('bank.example.com', { ports: [ServicePort.http(80)] });
    expect(() => program.service('cart').calls(bank, { paths: ['/pay'] })).toThrow(
      "MeshService 'shop/cart': a call of bank.example.com has paths, but it is outside of the mesh, where nobody looks at that; "
      + 'leave it out; egress() of the mesh has routes that answer what is not wanted');
  });

  test('need Pods that are known', () => {
    const stock = program.service('stock');
    const elsewhere = new MeshService(program.chart, 'elsewhere', { host: Hosts.named({ name: 'elsewhere', namespace: 'shop', ports: [HTTP] }) });
    expect(() => elsewhere.calls(stock)).toThrow(
      "MeshService 'shop/elsewhere': it is not known which Pods Service 'elsewhere' selects; name those who call: Clients.workloads(...)");
  });
});

describe('enforced', () => {
  test('nothing passes by default', () => {
    program.service('stock');
    program.enforce();
    expect(program.objects('AuthorizationPolicy').map(({ metadata: { name, namespace }, spec }) => [namespace, name, spec]))
      .toEqual([['shop', 'deny-by-default', { action: 'ALLOW' }]]);
  });

  test.each(['before', 'after'])('a called service lets its callers pass, declared %s', (when) => {
    if (when === 'after') program.enforce();
    const [cart, stock] = [program.service('cart'), program.service('stock')];
    cart.calls(stock, { methods: [HttpMethod.GET], paths: ['/items/*'] });
    if (when === 'before') program.enforce();
    expect(program.object('AuthorizationPolicy', 'stock-allow').spec).toEqual({
      action: 'ALLOW', selector: { matchLabels: { app: 'stock' } },
      rules: [{ from: from('cart'), to: [{ operation: { methods: ['GET'], paths: ['/items/*'] } }] }],
    });
    expect(rulesOf('cart')).toBeUndefined();
  });

  test('calls of one caller are one rule', () => {
    const [cart, stock] = [program.service('cart'), program.service('stock')];
    cart.calls(stock, { methods: [HttpMethod.GET] });
    cart.calls(stock, { paths: ['/orders'] });
    cart.calls(stock, { paths: ['/orders'] });
    program.enforce();
    expect(rulesOf('stock')).toEqual([{ from: from('cart'), to: [{ operation: { methods: ['GET'] } }, { operation: { paths: ['/orders'] } }] }]);
  });

  test('callers of the same are one rule, and who may do all needs no more', () => {
    const [cart, till, stock] = [program.service('cart'), program.service('till'), program.service('stock')];
    cart.calls(stock);
    cart.calls(stock, { paths: ['/orders'] });
    till.calls(stock);
    program.enforce();
    expect(rulesOf('stock')).toEqual([{ from: from('cart', 'till') }]);
  });

  test('ports are those on which the Pods listen, and HTTP is asked of its ports', () => {
    const [cart, stock] = [program.service('cart'), program.service('stock', { ports: [HTTP, TCP] })];
    cart.calls(stock, { ports: [9000] });
    cart.calls(stock, { methods: [HttpMethod.GET] });
    program.enforce();
    expect(rulesOf('stock')[0].to).toEqual([{ operation: { ports: ['9001'] } }, { operation: { methods: ['GET'], ports: ['9080'] } }]);
  });

  test('cycles and calls of oneself are calls', () => {
    const [cart, stock] = [program.service('cart'), program.service('stock')];
    cart.calls(stock);
    stock.calls(cart);
    stock.calls(stock);
    program.enforce();
    expect(rulesOf('stock')).toEqual([{ from: from('cart', 'stock') }]);
    expect(rulesOf('cart')).toEqual([{ from: from('stock') }]);
  });

  test('what is allowed otherwise stays allowed, in the same policy', () => {
    const [cart, stock] = [program.service('cart'), program.service('stock')];
    stock.access.allow({ from: [Source.namespaces('audit')] });
    cart.calls(stock);
    program.enforce();
    expect(rulesOf('stock')).toEqual([{ from: [{ source: { namespaces: ['audit'] } }] }, { from: from('cart') }]);
  });

  test('clients that no construct stands for are declared by whom they call', () => {
    const stock = program.service('stock');
    stock.calledBy(Clients.workloads({ namespace: 'batch', labels: { app: 'night' }, serviceAccountName: 'night' }), { methods: [HttpMethod.GET] });
    stock.calledBy(Clients.namespace('office'));
    program.enforce();
    expect(rulesOf('stock')).toEqual([
      { from: [{ source: { principals: ['cluster.local/ns/batch/sa/night'] } }], to: [{ operation: { methods: ['GET'] } }] },
      { from: [{ source: { namespaces: ['office'] } }] },
    ]);
  });

  test('services of other namespaces are let alone', () => {
    const [cart, bank] = [program.service('cart'), program.service('bank', { namespace: 'finance' })];
    cart.calls(bank);
    program.enforce();
    expect(program.objects('AuthorizationPolicy').map(({ metadata }) => metadata.name)).toEqual(['deny-by-default']);
    expect(program.object('Sidecar', 'cart').spec.egress[0].hosts).toContain('finance/bank.finance.svc.cluster.local');
  });

  test('a caller whose account is not known is an error', () => {
    const stock = program.service('stock');
    stock.calledBy(Clients.workloads({ namespace: 'batch', labels: { app: 'night' } }));
    program.enforce();
    expect(() => program.synth()).toThrow(/a rule names app=night of namespace 'batch', whose ServiceAccount is not known/);
  });

  test('a called host of the namespace that nobody knows is an error', () => {
    program.service('cart').calls(Hosts.named({ name: 'stock', namespace: 'shop', ports: [HTTP] }));
    program.enforce();
    expect(() => program.synth()).toThrow(
      "MeshService 'shop/cart': app=cart of namespace 'shop' calls stock.shop.svc.cluster.local of namespace 'shop', where nothing is allowed but declared calls, "
      + 'and no MeshService says which Pods that is; make one of it: new MeshService(..., { service })');
  });

  test('a port with a name has no number that a policy could say', () => {
    const service = new ApiObject(program.chart, 'Service', {
      apiVersion: 'v1', kind: 'Service', metadata: { name: 'stock' },
      spec: { selector: { app: 'stock' }, ports: [{ name: 'http', port: 80, targetPort: 'web' }] },
    });
    const stock = new MeshService(program.chart, 'stock', { service });
    program.enforce();
    expect(() => program.service('cart').calls(stock, { ports: [80] })).toThrow(/targetPort of port 80 of stock.shop.svc.cluster.local is a name/);
  });

  test('Flagger has Pods that nobody here knows', () => {
    const stock = program.service('stock', { ports: [HTTP] });
    const stable = stock.addVersion('v1', { image: 'stock:1' });
    const progress = FlaggerProgress.weights([50]);
    stock.canary({ stable, strategy: CanaryStrategy.flagger({ interval: Duration.seconds(30), threshold: 2, progress }) });
    program.enforce();
    expect(() => program.synth()).toThrow(/Flagger runs the Pods of stock.shop.svc.cluster.local under labels of its own/);
  });
});

describe('dry run', () => {
  test('has policies that only count, no Sidecars and no NetworkPolicies', () => {
    program.service('cart').calls(program.service('stock'));
    program.enforce({ mode: LeastPrivilege.DRY_RUN, networkPolicies: {} });
    expect(program.objects('AuthorizationPolicy').map(({ metadata: { name, annotations } }) => [name, annotations])).toEqual([
      ['deny-by-default', { 'istio.io/dry-run': 'true' }], ['stock-allow-dry-run', { 'istio.io/dry-run': 'true' }],
    ]);
    expect([...program.objects('Sidecar'), ...program.objects('NetworkPolicy')]).toEqual([]);
  });
});

describe('namespaces', () => {
  test('are at least one', () => {
    expect(() => program.enforce({ namespaces: [] })).toThrow("InstalledMesh 'shop/mesh': leastPrivilege() names no namespaces; name one at least, e.g. namespaces: ['shop']");
  });

  test('have their privileges said once', () => {
    program.enforce();
    expect(() => program.enforce()).toThrow("InstalledMesh 'shop/mesh': the privileges of namespace 'shop' were said already; say them once for each namespace");
  });

  test('are not that of the control plane', () => {
    expect(() => program.enforce({ namespaces: ['istio-system'] })).toThrow(
      "PrivilegedNamespace 'shop/mesh/LeastPrivilege/istio-system': 'istio-system' is the root namespace of the mesh, where a policy is for all namespaces; "
      + 'name the namespaces that are meant, and leave the control plane to networkPolicy of the mesh');
  });

  test('join the mesh before', () => {
    const ambient = new Program(true);
    ambient.enforce();
    ambient.mesh.enroll('shop', { labels: { 'istio.io/use-waypoint': 'waypoint' } });
    expect(() => ambient.synth()).toThrow(
      'how the namespace joins the mesh was not known when its privileges were said; enrol it before leastPrivilege()');
  });
});

describe('routes of a called service', () => {
  const copies = () => {
    const [cart, stock, audit] = [program.service('cart'), program.service('stock'), program.service('audit')];
    cart.calls(stock);
    stock.addRoute('all', { action: RouteAction.forward(stock), mirrors: [Mirror.to(audit)] });
    return { cart, stock, audit };
  };

  test('lead callers nowhere that nobody declared', () => {
    copies();
    program.enforce();
    expect(() => program.synth()).toThrow(
      "MeshService 'shop/stock': route 'all' leads calls of app=cart of namespace 'shop' on to audit.shop.svc.cluster.local, and nobody declared that it calls that; "
      + 'declare it, e.g. by calledBy() of its MeshService, or leave the route out');
  });

  test('lead callers where that is declared', () => {
    const { cart, audit } = copies();
    audit.calledBy(cart);
    program.enforce();
    expect(() => program.synth()).not.toThrow();
  });

  test('may lead anywhere where calls do not matter', () => {
    copies();
    expect(() => program.synth()).not.toThrow();
  });

  test('lead callers on through delegates, too', () => {
    const [cart, stock, audit] = [program.service('cart'), program.service('stock'), program.service('audit')];
    cart.calls(stock);
    const delegate = new DelegateRoutes(program.chart, 'audits');
    stock.addRoute('audits', { match: [HttpMatch.uriPrefix('/audit')], action: RouteAction.delegate(delegate) });
    stock.addRoute('rest', { action: RouteAction.forward(stock) });
    delegate.addRoute('to-audit', { action: RouteAction.forward(audit) });
    program.enforce();
    expect(() => program.synth()).toThrow(/route 'to-audit' leads calls of app=cart of namespace 'shop' on to audit.shop.svc.cluster.local/);
  });

  test('lead to its own versions freely', () => {
    const [cart, stock] = [program.service('cart'), program.service('stock')];
    cart.calls(stock);
    const v1 = stock.addVersion('v1', { image: 'stock:1' });
    stock.addRoute('all', { action: RouteAction.forward(v1) });
    program.enforce();
    expect(() => program.synth()).not.toThrow();
  });
});

test('the proxies of a service call its external authorizer', () => {
  const stock = program.service('stock');
  const opa = program.service('opa', { ports: [ServicePort.grpc(9191)] });
  stock.access.custom(ExtAuthzProvider.grpc('opa', opa));
  program.enforce();
  expect(program.object('Sidecar', 'stock').spec.egress[0].hosts).toContain('shop/opa.shop.svc.cluster.local');
  expect(rulesOf('opa')).toEqual([{ from: from('stock') }]);
});

test('a policy of somebody else for the same Pods stands beside', () => {
  const [cart, stock] = [program.service('cart'), program.service('stock')];
  cart.calls(stock);
  new AuthorizationPolicy(program.chart, 'audit', { cover: PolicyScope.of(stock), rules: [{ from: [Source.namespaces('audit')] }] });
  program.enforce();
  expect(rulesOf('stock')).toEqual([{ from: from('cart') }]);
});
