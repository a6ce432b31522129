import { App, Chart } from 'cdk8s';
import { ExportTo } from '../../src/host/export-to';
import { ExternalHost } from '../../src/host/external-host';
import { ExternalHostProps } from '../../src/host/external-host-props';
import { HostLocation } from '../../src/host/host-location';
import { HostResolution } from '../../src/host/host-resolution';
import { ServicePort } from '../../src/host/service-port';

const chart = (namespace: string | undefined = 'shop') => new Chart(new App(), 'shop', { namespace });

const HTTP = ServicePort.http(80);

const host = (props: Partial<ExternalHostProps> = {}) => new ExternalHost(chart(), 'api', { hosts: ['api.example.com'], ports: [HTTP], ...props });

function entry(props: Partial<ExternalHostProps> = {}): any {
  const [object, ...others] = Chart.of(host(props)).toJson();
  expect(others).toEqual([]);
  return object;
}

const making = (props: Partial<ExternalHostProps>) => () => host(props);

test('a host is a ServiceEntry that DNS finds', () => {
  expect(entry()).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'api', namespace: 'shop' },
    spec: { hosts: ['api.example.com'], location: 'MESH_EXTERNAL', resolution: 'DNS', ports: [{ name: 'http', number: 80, protocol: 'HTTP' }] },
  });
});

test('it is a host and a destination by its first name', () => {
  const api = host({ hosts: ['API.example.com', 'eu.example.com'] });
  expect(api.hostRef).toMatchObject({ name: 'api', namespace: 'shop', fqdn: 'api.example.com', ports: [HTTP] });
  expect(api.destinationRef.host).toBe(api.hostRef);
});

test('each further name is a host of its own', () => {
  const api = host({ hosts: ['api.example.com', '*.api.example.com'], resolution: HostResolution.none(), name: 'bank' });
  const eu = api.named('*.API.example.com');
  expect(eu.hostRef).toMatchObject({ name: 'wildcard.api.example.com', namespace: 'shop', fqdn: '*.api.example.com' });
  expect(eu.destinationRef.host).toBe(eu.hostRef);
  expect(() => api.named('us.example.com')).toThrow(
    `ExternalHost 'shop/api': it has no name 'us.example.com', it has 'api.example.com' or '*.api.example.com'; call one of them, or add the name to its hosts`,
  );
});

test('behind a port something else may listen', () => {
  expect(entry({ ports: [ServicePort.http(80, { targetPort: 443 }), ServicePort.grpcWeb(81)] }).spec.ports).toEqual([
    { name: 'http', number: 80, protocol: 'HTTP', targetPort: 443 }, { name: 'grpc-web', number: 81, protocol: 'GRPC-Web' },
  ]);
});

test('labels, annotations, namespace, visibility and names of the certificate', () => {
  expect(entry({
    namespace: 'edge', labels: { 'istio.io/use-waypoint': 'out' }, annotations: { 'networking.istio.io/traffic-distribution': 'PreferClose' },
    exportTo: ExportTo.ownNamespace(), subjectAltNames: ['api.example.com'],
  })).toMatchObject({
    metadata: {
      namespace: 'edge', labels: { 'istio.io/use-waypoint': 'out' }, annotations: { 'networking.istio.io/traffic-distribution': 'PreferClose' },
    },
    spec: { exportTo: ['.'], subjectAltNames: ['api.example.com'] },
  });
});

test('endpoints with all that Istio knows of them', () => {
  const endpoint = {
    address: '203.0.113.7', ports: { http: 8080 }, labels: { version: 'v1' }, network: 'dmz', locality: 'eu/eu-1/rack-7', weight: 3, serviceAccount: 'api',
  };
  expect(entry({ resolution: HostResolution.endpoints(endpoint) }).spec).toMatchObject({ resolution: 'STATIC', endpoints: [endpoint] });
});

test('an endpoint may be a socket of the node', () => {
  expect(entry({ resolution: HostResolution.endpoints({ address: 'unix:///run/api.sock' }) }).spec.endpoints).toEqual([{ address: 'unix:///run/api.sock' }]);
});

test('a wildcard host with a name that is asked for instead', () => {
  expect(entry({ hosts: ['*.example.com'], resolution: HostResolution.dns({ address: 'www.example.com' }) }).spec).toMatchObject({
    hosts: ['*.example.com'], resolution: 'DNS', endpoints: [{ address: 'www.example.com' }],
  });
});

test('DNS whose answers are used one by one', () => {
  expect(entry({ resolution: HostResolution.dnsRoundRobin() }).spec).toMatchObject({ resolution: 'DNS_ROUND_ROBIN' });
  expect(entry({ resolution: HostResolution.dnsRoundRobin({ address: 'eu.example.com' }) }).spec.endpoints).toEqual([{ address: 'eu.example.com' }]);
});

test('DNS of the very name that a request has', () => {
  expect(entry({ hosts: ['*.example.com'], resolution: HostResolution.dynamicDns(), ports: [HTTP, ServicePort.tls(443)] }).spec).toMatchObject({
    resolution: 'DYNAMIC_DNS', ports: [{ protocol: 'HTTP' }, { protocol: 'TLS' }],
  });
});

test('connections that go on to the address that the client chose', () => {
  expect(entry({ hosts: ['*.example.com'], resolution: HostResolution.none(), addresses: ['203.0.113.0/24'], ports: [ServicePort.mysql(3306)] }).spec)
    .toMatchObject({ resolution: 'NONE', addresses: ['203.0.113.0/24'] });
});

test('workloads of the mesh that Kubernetes has no Service for', () => {
  expect(entry({ resolution: HostResolution.workloads({ app: 'ratings-vm' }), location: HostLocation.MESH_INTERNAL }).spec).toMatchObject({
    location: 'MESH_INTERNAL', resolution: 'STATIC', workloadSelector: { labels: { app: 'ratings-vm' } },
  });
});

describe('wrong input', () => {
  test('no namespace', () => {
    const place = new Chart(new App(), 'c');
    expect(() => new ExternalHost(place, 'api', { hosts: ['api.example.com'], ports: [HTTP] }))
      .toThrow(`ExternalHost 'c/api': it has no namespace, and neither has its chart; give the chart one: new Chart(app, 'shop', { namespace: 'shop' })`);
  });

  test('no hosts, no ports', () => {
    expect(making({ hosts: [] })).toThrow(`it has no hosts, at least one is needed; name it, e.g. hosts: ['api.example.com']`);
    expect(making({ ports: [] })).toThrow('has no ports, at least one is needed');
  });

  test('a host that is none, is everything, or stands there twice', () => {
    expect(making({ hosts: ['https://api.example.com'] })).toThrow(`host 'https://api.example.com' is not a host`);
    expect(making({ hosts: ['*'] })).toThrow(`host '*' stands for everything, which is not a host; name a domain`);
    expect(making({ hosts: ['a.example.com', 'A.example.com'] })).toThrow(`host 'a.example.com' stands there twice; name it once`);
  });

  test('a wildcard of which nothing says what to ask DNS for', () => {
    expect(making({ hosts: ['*.example.com'] })).toThrow(`host '*.example.com' is a wildcard, for which nobody can ask DNS; name what to ask for instead, HostResolution.dns({ address: ... }), `
      + 'or take HostResolution.dynamicDns() or none()');
    expect(making({ hosts: ['*.example.com'], resolution: HostResolution.dnsRoundRobin() })).toThrow('for which nobody can ask DNS');
  });

  test('a full name, addresses or bytes with dynamic DNS', () => {
    const resolution = HostResolution.dynamicDns();
    const hosts = ['*.example.com'];
    expect(making({ resolution })).toThrow(`host 'api.example.com' is no wildcard, which dynamicDns() is for; take HostResolution.dns()`);
    expect(making({ resolution, hosts, addresses: ['203.0.113.7'] })).toThrow('it has addresses (203.0.113.7), which dynamicDns() has no use for; leave them out');
    expect(making({ resolution, hosts, ports: [ServicePort.tcp(9000)] })).toThrow('port 9000 speaks TCP, with dynamicDns() HTTP, HTTP2, GRPC, TLS are allowed; leave the port out');
    expect(making({ resolution, hosts, ports: [ServicePort.https(443)] })).toThrow('say ServicePort.tls(443)');
  });

  test('fixed endpoints without any, or with a name', () => {
    expect(making({ resolution: HostResolution.endpoints() })).toThrow(`it has no endpoints, at least one is needed; name them`);
    expect(making({ resolution: HostResolution.endpoints({ address: 'www.example.com' }) }))
      .toThrow(`endpoint 'www.example.com' is not a fixed address (an IP address, or 'unix://' and an absolute path); give its IP address, or find it by DNS`);
  });

  test('an endpoint for DNS that is no name', () => {
    expect(making({ resolution: HostResolution.dns({ address: 'unix:///run/api.sock' }) })).toThrow(`address of an endpoint 'unix:///run/api.sock' is not a host`);
  });

  test('a socket for several ports, or with numbers', () => {
    const address = 'unix:///run/api.sock';
    expect(making({ resolution: HostResolution.endpoints({ address }), ports: [HTTP, ServicePort.grpc(90)] }))
      .toThrow(`endpoint '${address}' is a socket, which serves one port and has no number; give the host one port, and the endpoint no ports`);
    expect(making({ resolution: HostResolution.endpoints({ address, ports: { http: 80 } }) })).toThrow('is a socket');
  });

  test('a port of an endpoint that the host does not have, or no number', () => {
    const at = (ports: { [name: string]: number }) => HostResolution.endpoints({ address: '203.0.113.7', ports });
    expect(making({ resolution: at({ https: 443 }) })).toThrow(`endpoint 203.0.113.7 has a port 'https', which the host does not have; name one of its ports: 'http'`);
    expect(making({ resolution: at({ http: 0 }) })).toThrow(`port 'http' of endpoint 203.0.113.7 is 0`);
  });

  test('a weight, a locality or a label that is none', () => {
    const at = (rest: object) => HostResolution.endpoints({ address: '203.0.113.7', ...rest });
    expect(making({ resolution: at({ weight: -1 }) })).toThrow('the weight of endpoint 203.0.113.7 is -1, a whole number from 0 on is allowed; give its share in proportion to the others');
    expect(making({ resolution: at({ locality: 'eu//rack' }) })).toThrow(`locality 'eu//rack' is not region/zone/subzone; write e.g. 'eu-west-1'`);
    expect(making({ resolution: at({ labels: { version: 'v 1' } }) })).toThrow(`labels of endpoint 203.0.113.7 'version' 'v 1' is not a label value`);
  });

  test('no labels of workloads', () => {
    expect(making({ resolution: HostResolution.workloads({}) }))
      .toThrow(`the labels of its workloads are empty, which selects all of the namespace; name a label that they carry, e.g. { app: 'ratings-vm' }`);
  });

  test('bytes of a port of which nothing says whose they are', () => {
    expect(making({ resolution: HostResolution.none(), ports: [ServicePort.redis(6379)] }))
      .toThrow(`port 6379 speaks Redis, and with none() only addresses tell its connections from others of that port; give the addresses, e.g. addresses: ['203.0.113.0/24']`);
    expect(making({ ports: [ServicePort.tcp(9000)], labels: { 'networking.istio.io/enable-autoallocate-ip': 'false' } }))
      .toThrow('port 9000 speaks TCP, and without an address istiod takes every connection to that port for one to this host; leave out the label');
    expect(making({ ports: [ServicePort.tcp(9000)], hosts: ['a.example.com', 'b.example.com'] }))
      .toThrow('port 9000 speaks TCP, by which nobody can tell 2 hosts apart (a.example.com, b.example.com); declare them one by one');
  });

  test('datagrams', () => {
    expect(making({ ports: [ServicePort.udp(53)] })).toThrow('port 53 speaks UDP, which Istio leaves alone; leave it out');
  });

  test('an address that is none, or a range where DNS finds the host', () => {
    expect(making({ addresses: ['api.example.com'] })).toThrow(`address 'api.example.com' is neither an IP address nor a range in CIDR form; write e.g. '203.0.113.7' or '203.0.113.0/24'`);
    expect(making({ addresses: ['203.0.113.0/33'] })).toThrow('neither an IP address nor a range');
    expect(making({ addresses: ['203.0.113.0/24'] })).toThrow('address 203.0.113.0/24 is a range, single addresses are allowed for a host that DNS finds');
  });

  test('two declarations of one host in a namespace', () => {
    const scope = chart();
    new ExternalHost(scope, 'one', { hosts: ['api.example.com'], ports: [HTTP] });
    new ExternalHost(scope, 'elsewhere', { hosts: ['api.example.com'], ports: [HTTP], namespace: 'edge' });
    expect(() => new ExternalHost(scope, 'two', { hosts: ['api.example.com'], ports: [HTTP] })).toThrow(
      `ExternalHost 'shop/two': the ServiceEntry of api.example.com in namespace 'shop' is written by ExternalHost 'shop/one' already, one writer is allowed; `
      + 'put all ports and endpoints into one of them',
    );
  });
});
