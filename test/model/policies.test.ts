import { MtlsMode } from '../../src/model/peer-authentications';
import { modelOf } from './model-of';

const POD = '{ apiVersion: v1, kind: Pod, metadata: { name: p, namespace: shop, labels: { app: a, version: v1 } } }\n---\n';

const policy = (kind: string, namespace: string, name: string, spec: string, created = '') => `
apiVersion: security.istio.io/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace}${created && `, creationTimestamp: "${created}"`} }
spec: ${spec}
---`;

describe('Mutual TLS of a workload', () => {
  const mtls = (namespace: string, name: string, spec: string, created?: string) => policy('PeerAuthentication', namespace, name, spec, created);
  const mode = (text: string, port?: number) => {
    const { peerAuthentications, workloads } = modelOf(POD + text);
    return peerAuthentications.inEffect(workloads.all[0], port);
  };
  const ofMesh = mtls('istio-system', 'mesh', '{ mtls: { mode: STRICT } }');
  const ofNamespace = mtls('shop', 'ns', '{ mtls: { mode: PERMISSIVE } }');
  const ofWorkload = mtls('shop', 'own', '{ selector: { matchLabels: { app: a } }, mtls: { mode: DISABLE }, portLevelMtls: { 8080: { mode: STRICT }, 9090: { mode: UNSET } } }');

  test('is permissive if nobody says anything', () => {
    expect(mode('')).toEqual({ mode: MtlsMode.PERMISSIVE });
  });

  test.each([
    ['the mesh', ofMesh, MtlsMode.STRICT, 'mesh'],
    ['the namespace before the mesh', ofMesh + ofNamespace, MtlsMode.PERMISSIVE, 'ns'],
    ['the workload before the namespace', ofMesh + ofNamespace + ofWorkload, MtlsMode.DISABLE, 'own'],
    ['the level above if one says nothing', `${ofMesh}${mtls('shop', 'ns', '{ mtls: { mode: UNSET } }')}`, MtlsMode.STRICT, 'mesh'],
    ['the oldest of one level', mtls('shop', 'a', '{ mtls: { mode: STRICT } }', '2026-02-01T00:00:00Z') + mtls('shop', 'b', '{ mtls: { mode: DISABLE } }', '2026-01-01T00:00:00Z'), MtlsMode.DISABLE, 'b'],
  ])('is what is said by %s', (_, text, expected, name) => {
    expect(mode(text)).toMatchObject({ mode: expected, resource: { name }, path: ['spec', 'mtls', 'mode'] });
  });

  test('is at a port what the policy of the workload says for the port', () => {
    expect([8080, 9090, 80].map((port) => mode(ofWorkload, port).mode)).toEqual([MtlsMode.STRICT, MtlsMode.DISABLE, MtlsMode.DISABLE]);
  });

  test('is not said by a policy with a selector in the root namespace, nor by one of other workloads', () => {
    const selecting = (app: string) => `{ selector: { matchLabels: { app: ${app} } }, mtls: { mode: STRICT } }`;
    expect(mode(mtls('istio-system', 'r', selecting('a')) + mtls('shop', 'o', selecting('b'))).mode).toBe(MtlsMode.PERMISSIVE);
  });
});

describe('Policies of a workload', () => {
  const access = (namespace: string, name: string, spec: string) => policy('AuthorizationPolicy', namespace, name, spec);
  const model = modelOf(POD
    + access('shop', 'all', '{}')
    + access('shop', 'own', '{ selector: { matchLabels: { version: v1, app: a } }, action: DENY }')
    + access('shop', 'other', '{ selector: { matchLabels: { app: b } }, action: DENY }')
    + access('bank', 'elsewhere', '{}')
    + access('istio-system', 'mesh', '{ selector: { matchLabels: { app: a } }, action: CUSTOM }')
    + access('shop', 'bound', '{ targetRefs: [{ kind: Service, name: reviews }] }')
    + policy('RequestAuthentication', 'shop', 'jwt', '{}')
    + '\n{ apiVersion: v1, kind: Service, metadata: { name: reviews, namespace: shop } }');
  const [workload] = model.workloads.all;

  test('are those of its namespace and of the root namespace that select it', () => {
    expect(model.authorizationPolicies.inEffect(workload).map(({ fullName }) => fullName)).toEqual(['istio-system/mesh', 'shop/all', 'shop/own']);
  });

  test('are sorted by their action', () => {
    expect(model.authorizationOf(workload)).toMatchObject({ custom: [{ name: 'mesh' }], deny: [{ name: 'own' }], allow: [{ name: 'all' }], audit: [] });
  });

  test('are RequestAuthentications too', () => {
    expect(model.requestAuthentications.inEffect(workload)).toMatchObject([{ name: 'jwt' }]);
  });

  test('may be bound to a Service instead', () => {
    expect(model.authorizationPolicies.forHost(model.hosts.find('reviews', 'shop')!)).toMatchObject([{ name: 'bound' }]);
  });

  test.each([
    ['', ['by-selector', 'by-ref']],
    [', gateway.istio.io/managed: istio.io-mesh-controller', ['by-ref']],
  ])('that is a proxy of the Gateway API (%s) are bound to its Gateway', (labels, names) => {
    const { workloads, authorizationPolicies } = modelOf(
      `{ apiVersion: v1, kind: Pod, metadata: { name: gw, namespace: shop, labels: { gateway.networking.k8s.io/gateway-name: gw${labels} } } }\n---\n`
      + access('shop', 'by-selector', '{}') + access('shop', 'by-ref', '{ targetRef: { group: gateway.networking.k8s.io, kind: Gateway, name: gw } }')
      + access('shop', 'another', '{ targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: another }] }'));
    expect(authorizationPolicies.inEffect(workloads.all[0]).map(({ name }) => name)).toEqual(names);
  });

  test('of all waypoints stand in the root namespace', () => {
    const target = '{ targetRefs: [{ group: gateway.networking.k8s.io, kind: GatewayClass, name: istio-waypoint }] }';
    expect(modelOf(access('istio-system', 'w', target) + access('shop', 'no', target)).authorizationPolicies.forAllWaypoints()).toMatchObject([{ name: 'w' }]);
  });
});

describe('The Sidecar of a workload', () => {
  const sidecar = (namespace: string, name: string, spec: string) => policy('Sidecar', namespace, name, spec).replace('security', 'networking');
  const scope = (text: string) => {
    const { sidecars, workloads } = modelOf(POD + text);
    return sidecars.scopeOf(workloads.all[0]);
  };
  const root = sidecar('istio-system', 'root', '{}');
  const ofNamespace = sidecar('shop', 'ns', '{}');
  const own = sidecar('shop', 'own', '{ workloadSelector: { labels: { app: a } } }');

  test.each([
    ['that of the root namespace', root, 'root'], ['that of its namespace', root + ofNamespace, 'ns'], ['one that selects it', root + ofNamespace + own, 'own'],
  ])('is %s', (_, text, name) => {
    expect(scope(text).resource).toMatchObject({ name });
  });

  test('may be none: its proxy knows all', () => {
    expect([scope('').resource, scope('').hasHost('a.b', 'bank')]).toEqual([undefined, true]);
  });

  test('says which hosts its proxy knows', () => {
    const known = scope(sidecar('shop', 's', '{ egress: [{ hosts: ["./*", "bank/a.com", "~bank/b.com"] }, { hosts: ["~/x.org", "*/*.org"] }] }'));
    const hosts = [['z', 'shop'], ['a.com', 'bank'], ['c.com', 'bank'], ['y.org', 'any'], ['x.org', 'any']];
    expect(hosts.map(([name, namespace]) => known.hasHost(name, namespace))).toEqual([true, true, false, true, false]);
  });

  test('imports the routes of a host by a wildcard on either side', () => {
    const known = scope(sidecar('shop', 's', '{ egress: [{ hosts: ["bank/a.com"] }] }'));
    const { virtualServices } = modelOf('{ apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: { name: v, namespace: bank }, spec: { hosts: ["*.com"] } }');
    expect(known.hasVirtualService(virtualServices.all[0])).toBe(true);
  });
});
