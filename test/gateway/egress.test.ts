import { App, Chart, Duration, Testing } from 'cdk8s';
import { Egress } from '../../src/gateway/egress';
import { EgressGateway } from '../../src/gateway/egress-gateway';
import { EgressOptions } from '../../src/gateway/egress-options';
import { EgressTls } from '../../src/gateway/egress-tls';
import { Clients } from '../../src/host/clients';
import { ExportTo } from '../../src/host/export-to';
import { ExternalHost } from '../../src/host/external-host';
import { HostResolution } from '../../src/host/host-resolution';
import { ServicePort } from '../../src/host/service-port';
import { HttpMatch } from '../../src/match/http-match';
import { Mesh } from '../../src/mesh/mesh';
import { CircuitBreaker } from '../../src/policy/circuit-breaker';
import { ClientTls } from '../../src/policy/client-tls';
import { RouteAction } from '../../src/route/route-action';
import { MeshService } from '../../src/service/mesh-service';

const BANK = 'bank.example.com';
const EDGE = 'edge.istio-egress.svc.cluster.local';
const ORIGINATE = EgressTls.originate(ClientTls.simple());
const CHECKOUT = Clients.workloads({ namespace: 'shop', labels: { app: 'checkout' }, serviceAccountName: 'checkout' });

/** A program of the namespace `shop`, with a gateway in `istio-egress`. */
function program() {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const mesh = Mesh.fromRevision(chart, 'mesh');
  const via = new EgressGateway(new Chart(app, 'istio-egress', { namespace: 'istio-egress' }), 'edge', { mesh, ports: [9999] });
  const all = (kind: string): any[] => chart.toJson().filter((object) => object.kind === kind);
  const named = (kind: string, name: string) => all(kind).find(({ metadata }) => metadata.name === name);
  /** What clients have to do to reach the gateway. */
  const subsets = (): any[] => Chart.of(via).toJson().find(({ kind }) => kind === 'DestinationRule').spec.subsets;
  return { app, chart, mesh, via, all, named, subsets };
}

const making = (options: (parts: ReturnType<typeof program>) => EgressOptions, host = BANK) => () => {
  const parts = program();
  return parts.mesh.egress(host, options(parts));
};

describe('through a gateway that originates TLS', () => {
  const { app, mesh, via, named } = program();
  mesh.egress(BANK, { via, tls: ORIGINATE, from: [CHECKOUT] });

  test('the host is declared for its clients and the gateway, HTTP before and TLS behind', () => {
    expect(named('ServiceEntry', BANK)).toMatchObject({
      metadata: { namespace: 'shop' },
      spec: { hosts: [BANK], exportTo: ['shop', 'istio-egress'], resolution: 'DNS', ports: [{ number: 80, protocol: 'HTTP', targetPort: 443 }] },
    });
  });

  test('clients go to the gateway, and all others nowhere', () => {
    expect(named('VirtualService', BANK)).toEqual({
      apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: BANK, namespace: 'shop' },
      spec: {
        hosts: [BANK], exportTo: ['shop', 'istio-egress'],
        http: [
          {
            name: 'to-gateway', match: [{ port: 80, sourceNamespace: 'shop', sourceLabels: { app: 'checkout' } }],
            route: [{ destination: { host: EDGE, subset: 'bank-example-com', port: { number: 80 } } }],
          },
          { name: 'refused', match: [{ port: 80 }], directResponse: { status: 403, body: { string: 'bank.example.com is not open to this workload' } } },
        ],
      },
    });
  });

  test('the gateway, and nobody else, goes to the host, and does not tell who the client is', () => {
    expect(named('VirtualService', `${BANK}-at-edge`)).toEqual({
      apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: `${BANK}-at-edge`, namespace: 'shop' },
      spec: {
        hosts: [BANK], gateways: ['shop/bank-example-com'], exportTo: ['istio-egress'],
        http: [{
          name: 'to-host', match: [{ port: 80 }], route: [{ destination: { host: BANK, port: { number: 80 } } }],
          headers: { request: { remove: ['x-forwarded-client-cert'] } },
        }],
      },
    });
  });

  test('between clients and gateway is mutual TLS of the mesh, by whose SNI the gateway knows the host', () => {
    expect(named('Gateway', 'bank-example-com').spec).toEqual({
      selector: { app: 'edge', istio: 'edge' },
      servers: [{ port: { number: 80, name: 'https-80', protocol: 'HTTPS' }, hosts: [BANK], tls: { mode: 'ISTIO_MUTUAL' } }],
    });
    expect(Chart.of(via).toJson()).toContainEqual({
      apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: 'edge', namespace: 'istio-egress' },
      spec: {
        host: EDGE,
        subsets: [{
          name: 'bank-example-com',
          trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL', sni: BANK }, connectionPool: { http: { useClientProtocol: true } } },
        }],
      },
    });
  });

  test('between gateway and host is TLS', () => {
    expect(named('DestinationRule', BANK)).toMatchObject({ metadata: { namespace: 'shop' }, spec: { host: BANK, trafficPolicy: { tls: { mode: 'SIMPLE' } } } });
  });

  test('the gateway refuses all but the clients', () => {
    expect(named('AuthorizationPolicy', `edge-${BANK}`)).toMatchObject({
      metadata: { namespace: 'istio-egress' },
      spec: {
        selector: { matchLabels: { app: 'edge', istio: 'edge' } },
        action: 'DENY',
        rules: [{
          from: [{ source: { notPrincipals: ['cluster.local/ns/shop/sa/checkout'] } }],
          when: [{ key: 'connection.sni', values: [BANK] }],
        }],
      },
    });
  });

  test('the Service of the gateway has the port of the host', () => {
    expect(via.service?.toJson().spec.ports).toMatchObject([{ name: 'status-port' }, { name: 'https-80', port: 80 }, { name: 'tls-9999' }]);
    expect(app.synthYaml()).toContain('bank.example.com');
  });
});

describe('through a gateway that passes TLS or bytes on', () => {
  test('TLS is known by its SNI to the client, and by that of the mesh to the gateway', () => {
    const { mesh, via, named, all, subsets } = program();
    mesh.egress(BANK, { via, tls: EgressTls.passthrough() });
    expect(named('VirtualService', BANK).spec).toEqual({
      hosts: [BANK],
      tls: [{ match: [{ port: 443, sniHosts: [BANK] }], route: [{ destination: { host: EDGE, subset: 'bank-example-com', port: { number: 443 } } }] }],
    });
    expect(named('VirtualService', `${BANK}-at-edge`).spec.tcp).toEqual([
      { match: [{ port: 443 }], route: [{ destination: { host: BANK, port: { number: 443 } } }] },
    ]);
    expect(named('Gateway', 'bank-example-com').spec.servers).toMatchObject([{ port: { number: 443, name: 'tls-443', protocol: 'TLS' }, tls: { mode: 'ISTIO_MUTUAL' } }]);
    expect(subsets()[0].trafficPolicy).toEqual({ tls: { mode: 'ISTIO_MUTUAL', sni: BANK } });
    expect(all('AuthorizationPolicy')).toEqual([]);
  });

  test('bytes are known by their port', () => {
    const { mesh, via, named } = program();
    mesh.egress(BANK, { via, ports: [ServicePort.mongo(27017)], from: [Clients.namespace('shop')] });
    expect(named('VirtualService', BANK).spec.tcp).toEqual([
      { match: [{ port: 27017 }], route: [{ destination: { host: EDGE, subset: 'bank-example-com', port: { number: 27017 } } }] },
    ]);
    expect(named('AuthorizationPolicy', `edge-${BANK}`).spec.rules[0].from).toEqual([{ source: { notNamespaces: ['shop'] } }]);
  });

  test('without TLS, HTTP goes out as it is', () => {
    const { mesh, via, all } = program();
    mesh.egress(BANK, { via, ports: [ServicePort.http(8080)] });
    expect(all('DestinationRule')).toEqual([]);
  });

  test('TLS is originated for bytes, too', () => {
    const { mesh, via, named } = program();
    mesh.egress(BANK, { via, ports: [ServicePort.redis(6379)], tls: EgressTls.originate(ClientTls.simple({ sni: BANK, subjectAltNames: [BANK] })) });
    expect(named('DestinationRule', BANK).spec.trafficPolicy.tls).toEqual({ mode: 'SIMPLE', sni: BANK, subjectAltNames: [BANK] });
  });
});

test('several hosts share a gateway, its ports and its rule', () => {
  const { mesh, via, all, subsets } = program();
  mesh.egress(BANK, { via, tls: ORIGINATE });
  mesh.egress('api.example.com', { via, tls: ORIGINATE });
  mesh.egress('www.example.com', { via, tls: EgressTls.passthrough() });
  expect(all('Gateway').map(({ metadata }) => metadata.name)).toEqual(['bank-example-com', 'api-example-com', 'www-example-com']);
  expect(subsets().map(({ name }) => name)).toEqual(['bank-example-com', 'api-example-com', 'www-example-com']);
  expect(via.service?.toJson().spec.ports.map(({ port }: any) => port)).toEqual([15021, 80, 443, 9999]);
});

test('a wildcard host with endpoints goes through a gateway under a name of its own', () => {
  const { mesh, via, named, subsets } = program();
  mesh.egress('*.Example.com', { via, tls: EgressTls.passthrough(), resolution: HostResolution.dns({ address: 'www.example.com' }), from: [CHECKOUT] });
  expect(named('ServiceEntry', 'wildcard.example.com').spec.hosts).toEqual(['*.example.com']);
  expect(named('VirtualService', 'wildcard.example.com').spec.tls[0].match).toEqual([{ port: 443, sniHosts: ['*.example.com'] }]);
  expect(subsets()[0]).toMatchObject({ name: 'wildcard-example-com', trafficPolicy: { tls: { sni: 'wildcard.example.com' } } });
  expect(named('AuthorizationPolicy', 'edge-wildcard.example.com').spec.rules[0].when).toEqual([{ key: 'connection.sni', values: ['*.example.com'] }]);
});

test('a host of several ports has each of them at the gateway', () => {
  const { mesh, via, named } = program();
  mesh.egress(BANK, {
    via, ports: [ServicePort.http(80, { targetPort: 443 }), ServicePort.https(443)], tls: EgressTls.originate(ClientTls.simple(), { ports: [80] }),
  });
  expect(named('Gateway', 'bank-example-com').spec.servers.map(({ port }: any) => port.name)).toEqual(['https-80', 'tls-443']);
  expect(named('DestinationRule', BANK).spec).toEqual({ host: BANK, trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE' } }] } });
});

test('a gateway that only it uses reads the Secret with its credentials, of which nobody warns', () => {
  const { chart, mesh, via, named } = program();
  mesh.egress(BANK, { via, tls: EgressTls.originate(ClientTls.mutual({ credentialName: 'bank-client' })) });
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  Testing.synth(chart);
  expect(stderr).not.toHaveBeenCalled();
  expect(named('DestinationRule', BANK).spec.trafficPolicy.tls).toEqual({ mode: 'MUTUAL', credentialName: 'bank-client' });
  stderr.mockRestore();
});

describe('without a gateway', () => {
  test('it is the host, and TLS that the proxies of clients originate', () => {
    const { mesh, all, named } = program();
    mesh.egress(BANK, { tls: ORIGINATE });
    expect(named('ServiceEntry', BANK).spec.exportTo).toBeUndefined();
    expect(named('DestinationRule', BANK).spec.trafficPolicy).toEqual({ tls: { mode: 'SIMPLE' } });
    expect(all('VirtualService')).toEqual([]);
    expect(all('Gateway')).toEqual([]);
  });

  test('it is the host alone if clients open TLS themselves, and whole namespaces may', () => {
    const { mesh, all, named } = program();
    mesh.egress(BANK, { tls: EgressTls.passthrough(), from: [Clients.namespace('shop')] });
    expect(named('ServiceEntry', BANK).spec).toMatchObject({ exportTo: ['shop'], ports: [{ number: 443, protocol: 'HTTPS' }] });
    expect(all('VirtualService')).toEqual([]);
  });

  test('over HTTP, workloads that are not in from are refused by their own proxies', () => {
    const { mesh, named } = program();
    mesh.egress(BANK, { tls: ORIGINATE, from: [CHECKOUT, Clients.namespace('cart')], namespace: 'shop' });
    expect(named('ServiceEntry', BANK).spec.exportTo).toEqual(['shop', 'cart']);
    expect(named('VirtualService', BANK).spec.http).toMatchObject([
      {
        name: 'to-host', route: [{ destination: { host: BANK, port: { number: 80 } } }],
        match: [{ port: 80, sourceNamespace: 'shop', sourceLabels: { app: 'checkout' } }, { port: 80, sourceNamespace: 'cart' }],
      },
      { name: 'refused', directResponse: { status: 403 } },
    ]);
  });

  test('routes and policies of a MeshService hold for the host', () => {
    const { chart, mesh, named } = program();
    const egress = mesh.egress(BANK, { tls: ORIGINATE });
    new CircuitBreaker(chart, 'breaker', { host: egress, maxConnections: 10 });
    const bank = new MeshService(chart, 'bank', { host: egress });
    bank.addRoute('all', { action: RouteAction.forward(egress), timeout: Duration.seconds(3) });
    expect(named('DestinationRule', BANK).spec.trafficPolicy).toEqual({ tls: { mode: 'SIMPLE' }, connectionPool: { tcp: { maxConnections: 10 } } });
    expect(named('VirtualService', BANK).spec.http).toMatchObject([{ name: 'all', timeout: '3s' }]);
  });
});

describe('routes', () => {
  const match = [HttpMatch.uriPrefix('/v2')];

  test('the gateway follows them', () => {
    const { mesh, via, named } = program();
    const bank = mesh.egress(BANK, { via, tls: ORIGINATE });
    bank.addRoute('v2', { match, action: RouteAction.forward(bank), timeout: Duration.seconds(1) });
    bank.addRoute('rest', { action: RouteAction.respond(410) });
    expect(named('VirtualService', BANK).spec.http).toMatchObject([{ name: 'to-gateway', match: [{ port: 80 }] }]);
    expect(named('VirtualService', `${BANK}-at-edge`).spec.http).toEqual([
      {
        name: 'v2', match: [{ uri: { prefix: '/v2' }, port: 80 }], timeout: '1s', route: [{ destination: { host: BANK } }],
        headers: { request: { remove: ['x-forwarded-client-cert'] } },
      },
      { name: 'rest', match: [{ port: 80 }], directResponse: { status: 410 } },
    ]);
  });

  test('headers that a route removes are removed, too', () => {
    const { mesh, via, named } = program();
    const bank = mesh.egress(BANK, { via, tls: ORIGINATE });
    bank.addRoute('all', { action: RouteAction.forward(bank), headers: { request: { set: { 'x-a': 'b' }, remove: ['cookie'] } } });
    expect(named('VirtualService', `${BANK}-at-edge`).spec.http[0].headers.request).toEqual({ set: { 'x-a': 'b' }, remove: ['cookie', 'x-forwarded-client-cert'] });
  });

  test('without a gateway the proxies of clients follow them', () => {
    const { mesh, named } = program();
    const bank = mesh.egress(BANK, { tls: ORIGINATE });
    bank.addRoute('all', { action: RouteAction.forward(bank) });
    expect(named('VirtualService', BANK).spec.http).toEqual([{ name: 'all', match: [{ port: 80 }], route: [{ destination: { host: BANK } }] }]);
  });

  test('requests that none takes would get 404', () => {
    const { chart, mesh, via } = program();
    const bank = mesh.egress(BANK, { via, tls: ORIGINATE });
    bank.addRoute('v2', { match, action: RouteAction.forward(bank) });
    expect(() => Testing.synth(chart)).toThrow(
      `Egress 'shop/mesh/Egress/bank.example.com': no route takes what the others do not match, those requests get 404; add a last route without match`,
    );
  });

  test('who calls is said by from', () => {
    const { mesh, via } = program();
    const bank = mesh.egress(BANK, { via, tls: ORIGINATE });
    expect(() => bank.addRoute('a', { match: [HttpMatch.all({ sourceNamespace: 'shop' })], action: RouteAction.forward(bank) }))
      .toThrow(`route 'a' matches on who calls, of which from decides; say it by from, and match on the request`);
  });

  test('a host has one writer of its routes', () => {
    const { chart, mesh, via } = program();
    const bank = mesh.egress(BANK, { via, tls: ORIGINATE });
    expect(() => new MeshService(chart, 'bank', { host: bank }).addRoute('a', { action: RouteAction.forward(bank) }))
      .toThrow(`the VirtualService of bank.example.com is written by Egress 'shop/mesh/Egress/bank.example.com' already`);
  });
});

describe('a gateway that is made elsewhere', () => {
  const existing = EgressGateway.fromService({ name: 'istio-egress', namespace: 'istio-egress', ports: [80, 443] });

  test('all that is made is in the namespace of the host', () => {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    const mesh = Mesh.fromRevision(chart, 'mesh');
    mesh.egress(BANK, { via: existing, tls: ORIGINATE });
    const objects: any[] = Testing.synth(chart);
    expect(objects.map(({ kind, metadata: { name, namespace } }) => `${kind} ${namespace}/${name}`).sort()).toEqual([
      'DestinationRule shop/bank.example.com', 'DestinationRule shop/istio-egress', 'Gateway shop/bank-example-com', 'ServiceEntry shop/bank.example.com',
      'VirtualService shop/bank.example.com', 'VirtualService shop/bank.example.com-at-istio-egress',
    ]);
    expect(objects.find(({ kind }) => kind === 'ServiceEntry').spec.exportTo).toEqual(['shop', 'istio-egress']);
  });

  test('each namespace has a rule for it', () => {
    const { mesh, all } = program();
    for (const namespace of ['shop', 'cart']) mesh.egress(`${namespace}.example.com`, { via: existing, tls: ORIGINATE, namespace });
    expect(all('DestinationRule').filter(({ metadata }) => metadata.name === 'istio-egress')).toMatchObject([
      { metadata: { namespace: 'shop' }, spec: { subsets: [{ name: 'shop-example-com' }] } },
      { metadata: { namespace: 'cart' }, spec: { subsets: [{ name: 'cart-example-com' }] } },
    ]);
  });

  test('a host that more namespaces know is an error', () => {
    const { chart, mesh } = program();
    const bank = (exportTo?: ExportTo) => new ExternalHost(chart, `bank-${exportTo}`, { hosts: [BANK], ports: [ServicePort.http(80)], exportTo });
    bank();
    expect(() => mesh.egress(BANK, { via: existing })).toThrow(
      `gateway 'istio-egress/istio-egress' is made elsewhere, so its hosts are for the workloads of their own namespace 'shop', but bank.example.com is known to all namespaces; `
      + `let it have exportTo: ExportTo.namespaces('shop', 'istio-egress')`,
    );
    expect(making(() => ({ via: existing, tls: ORIGINATE, from: [Clients.namespace('cart'), Clients.namespace('shop')], namespace: 'shop' })))
      .toThrow(`bank.example.com is known to namespace 'cart'`);
  });

  test('a port that it does not have is an error', () => {
    expect(making(() => ({ via: existing, ports: [ServicePort.http(8080)] })))
      .toThrow(`bank.example.com has port 8080, and gateway 'istio-egress/istio-egress' has none of that number, it has 80, 443; let the host have one of these ports`);
  });

  test('workloads of a namespace that nobody can refuse are an error', () => {
    expect(making(() => ({ via: existing, tls: EgressTls.passthrough(), from: [CHECKOUT] }))).toThrow(
      `port 443 of bank.example.com speaks HTTPS, at which a client's proxy refuses nobody, and from names a part of a namespace: app=checkout of namespace 'shop'; `
      + `send them through an EgressGateway of this program, which does, or name the namespace: Clients.namespace('shop')`,
    );
  });
});

describe('who may call', () => {
  test('a MeshService is known by its account when its Pods are made here, else by its namespace', () => {
    const { chart, mesh, via, named } = program();
    const made = new MeshService(chart, 'checkout', { ports: [ServicePort.http(80)] });
    const adopted = new MeshService(chart, 'cart', { ports: [ServicePort.http(80)], namespace: 'cart' });
    mesh.egress(BANK, { via, tls: ORIGINATE, from: [made, adopted], namespace: 'shop' });
    made.addVersion('v1', { image: 'checkout:1' });
    expect(named('AuthorizationPolicy', `edge-${BANK}`).spec.rules[0].from).toEqual([
      { source: { notPrincipals: ['cluster.local/ns/shop/sa/checkout'], notNamespaces: ['cart'] } },
    ]);
    expect(named('VirtualService', BANK).spec.http[0].match).toEqual([
      { port: 80, sourceNamespace: 'shop', sourceLabels: { app: 'checkout' } }, { port: 80, sourceNamespace: 'cart', sourceLabels: { app: 'cart' } },
    ]);
  });

  test('a Namespace that joins the mesh', () => {
    const { mesh, named } = program();
    mesh.egress(BANK, { tls: ORIGINATE, from: [mesh.enroll('cart')] });
    expect(named('ServiceEntry', BANK)).toMatchObject({ metadata: { namespace: 'cart' }, spec: { exportTo: ['cart'] } });
  });

  test('nobody is an error', () => {
    expect(making(() => ({ tls: ORIGINATE, from: [] }))).toThrow('from is empty, so nobody may call the host; name who may, or leave it out for all who know the host');
  });

  test('workloads that no gateway tells apart are an error at synthesis', () => {
    const { chart, mesh, via } = program();
    mesh.egress(BANK, { via, tls: EgressTls.passthrough(), from: [new MeshService(chart, 'checkout', { ports: [ServicePort.http(80)] })] });
    expect(() => Testing.synth(chart)).toThrow(
      'port 443 of bank.example.com speaks HTTPS, so only the gateway can refuse workloads, and it does not know the account of app=checkout of namespace \'shop\'; '
      + 'give the MeshService a version from an image or a serviceAccountName, or name the namespace: Clients.namespace()',
    );
  });

  test('a service whose Pods are not known is an error', () => {
    const { chart } = program();
    const bank = new ExternalHost(chart, 'bank', { hosts: [BANK], ports: [ServicePort.http(80)] });
    expect(making(() => ({ tls: ORIGINATE, from: [new MeshService(chart, 'other', { host: bank })] })))
      .toThrow(`it is not known which Pods Service 'bank' selects; name those who call: Clients.workloads(...)`);
  });

  test('TLS without a gateway is for whole namespaces, and for no others that know the host', () => {
    expect(making(() => ({ tls: EgressTls.passthrough(), from: [CHECKOUT] }))).toThrow('and from names a part of a namespace: app=checkout');
    const { chart, mesh } = program();
    new ExternalHost(chart, 'bank', { hosts: [BANK], ports: [ServicePort.https(443)] });
    expect(() => mesh.egress(BANK, { from: [Clients.namespace('shop')] })).toThrow(
      `at which a client's proxy refuses nobody, and the host is known to all namespaces, which from does not name; `
      + 'send it through an EgressGateway of this program, which does, or limit exportTo of the host to those of from',
    );
  });

  test('who does not know the host is an error', () => {
    const known = () => {
      const parts = program();
      new ExternalHost(parts.chart, 'bank', { hosts: [BANK], ports: [ServicePort.http(80)], exportTo: ExportTo.ownNamespace() });
      return parts;
    };
    expect(() => {
      const { mesh, via } = known();
      mesh.egress(BANK, { via });
    }).toThrow(
      `the gateway is of namespace 'istio-egress', which does not know bank.example.com (exported to 'shop'); add the namespace to exportTo of the host: ExportTo.namespaces(..., 'istio-egress')`,
    );
    expect(() => known().mesh.egress(BANK, { from: [Clients.namespace('cart')] })).toThrow(`from is of namespace 'cart', which does not know bank.example.com`);
  });
});

describe('TLS', () => {
  test('twice is an error', () => {
    expect(making(() => ({ tls: ORIGINATE, ports: [ServicePort.https(443)] }))).toThrow(
      'port 443 of bank.example.com speaks HTTPS, and TLS is to be originated for it: TLS within TLS; '
      + 'declare what clients speak, e.g. ServicePort.http(80, { targetPort: 443 }), or say EgressTls.passthrough()',
    );
  });

  test('to pass through what is none is an error', () => {
    expect(making(() => ({ tls: EgressTls.passthrough(), ports: [ServicePort.http(80)] }))).toThrow(
      'TLS is to be passed through, and bank.example.com has ports that speak no TLS: 80 (HTTP); declare them as what clients speak',
    );
  });

  test('of the mesh, or none, is not for a host outside', () => {
    expect(making(() => ({ tls: EgressTls.originate(ClientTls.istioMutual()) })))
      .toThrow('TLS towards bank.example.com is to be originated with mode ISTIO_MUTUAL, SIMPLE and MUTUAL are allowed; take ClientTls.simple() or ClientTls.mutual()');
  });

  test('for bytes has to name the server', () => {
    expect(making(() => ({ tls: ORIGINATE, ports: [ServicePort.tcp(9000)] }))).toThrow(
      'port 9000 of bank.example.com speaks TCP, which names no server to ask for and to check the certificate for; '
      + `say it, e.g. ClientTls.simple({ sni: 'bank.example.com', subjectAltNames: ['bank.example.com'] })`,
    );
  });

  test('with a Secret needs a gateway', () => {
    expect(making(() => ({ tls: EgressTls.originate(ClientTls.simple({ credentialName: 'bank-ca' })) }))).toThrow(
      `TLS towards bank.example.com takes certificates of Secret 'bank-ca', but the sidecars of clients read no Secrets and would send plain text; send it through a gateway with via`,
    );
  });

  test('for a port that the host does not have is an error', () => {
    expect(making(() => ({ tls: EgressTls.originate(ClientTls.simple(), { ports: [81] }) }))).toThrow('bank.example.com has no port 81, it has 80 (HTTP)');
  });
});

describe('wrong input', () => {
  test('a host whose address a gateway can not know', () => {
    expect(making(({ via }) => ({ via, ports: [ServicePort.http(80)], resolution: HostResolution.none() }))).toThrow(
      `bank.example.com can't be called through gateway 'istio-egress/edge': the address that the client chose is lost at a gateway; `
      + 'give the host endpoints, e.g. HostResolution.dns({ address: ... }), or leave via out',
    );
    expect(making(({ via }) => ({ via, ports: [ServicePort.http(80)], resolution: HostResolution.dynamicDns() }), '*.example.com'))
      .toThrow('a gateway asks DNS for no name of a request');
  });

  test('a second way out to a host', () => {
    const { mesh } = program();
    mesh.egress(BANK, { tls: ORIGINATE });
    expect(() => mesh.egress('Bank.example.com', { tls: ORIGINATE })).toThrow(`InstalledMesh 'shop/mesh': 'bank.example.com' has a way out already; say all of it in one call`);
  });

  test('nothing that says what clients speak', () => {
    expect(making(() => ({}))).toThrow(`nothing says what clients of 'bank.example.com' speak; give ports, e.g. [ServicePort.https(443)]`);
  });

  test('clients of several namespaces, and no other', () => {
    const mesh = Mesh.fromRevision(new Chart(new App(), 'c'), 'mesh');
    expect(() => mesh.egress(BANK, { tls: ORIGINATE, from: [Clients.namespace('shop'), Clients.namespace('cart')] }))
      .toThrow(`nothing says in which namespace 'bank.example.com' is declared; say it, e.g. namespace: 'shop'`);
  });

  test('a host that several namespaces declare', () => {
    const { chart, mesh } = program();
    for (const namespace of ['shop', 'cart']) new ExternalHost(chart, namespace, { hosts: [BANK], ports: [ServicePort.http(80)], namespace });
    expect(() => mesh.egress(BANK)).toThrow(`'bank.example.com' is declared in several namespaces, 'shop' or 'cart'; say which one is meant by namespace`);
    expect(mesh.egress(BANK, { namespace: 'cart' }).hostRef.namespace).toBe('cart');
  });

  test('ports of a host that says them itself', () => {
    const { chart, mesh } = program();
    new ExternalHost(chart, 'bank', { hosts: [BANK], ports: [ServicePort.http(80)] });
    expect(() => mesh.egress(BANK, { ports: [ServicePort.http(80)] })).toThrow(
      `ports of 'bank.example.com' is given, but the host is declared by ExternalHost 'shop/bank'; say it there`,
    );
  });

  test('two hosts of one label', () => {
    const { mesh, via, subsets } = program();
    mesh.egress('a.b-c.com', { via, tls: ORIGINATE });
    mesh.egress('a-b-c.com', { via, tls: ORIGINATE, subset: 'other' });
    expect(subsets().map(({ name }) => name)).toEqual(['a-b-c-com', 'other']);
    expect(() => mesh.egress('a-b.c.com', { via, tls: ORIGINATE })).toThrow(
      `the subset 'a-b-c-com' of ${EDGE} is written by Egress 'shop/mesh/Egress/a.b-c.com' already, one writer is allowed; give one of them another name with subset`,
    );
  });

  test('a host that is longer than a label', () => {
    expect(making(({ via }) => ({ via, tls: ORIGINATE }), `${'a'.repeat(40)}.${'b'.repeat(40)}.com`)).toThrow('at most 63 are allowed');
  });
});

test('one of several names of a host has a way of its own', () => {
  const { chart, mesh, via, named } = program();
  const host = new ExternalHost(chart, 'bank', { hosts: [BANK, 'eu.example.com'], ports: [ServicePort.http(80)] });
  new Egress(chart, 'first', { host, via });
  mesh.egress('eu.example.com', { via });
  expect(named('VirtualService', 'bank').spec.hosts).toEqual([BANK]);
  expect(named('VirtualService', 'eu.example.com').spec.hosts).toEqual(['eu.example.com']);
});
