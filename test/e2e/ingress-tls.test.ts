import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ingressTlsMutual } from '../../examples/ingress-tls-mutual';
import { ingressTlsPassthrough } from '../../examples/ingress-tls-passthrough';
import { ingressTlsSimple } from '../../examples/ingress-tls-simple';
import { Authority } from './authority';
import { apply, applyObject, attempt, kubectl, remove, rolledOut, until } from './cluster';
import { say } from './measure';
import { installMesh } from './mesh';
import { settings } from './settings';
import { synth } from './synth';
import { api, GatewayTls, Hosts, IngressGateway, Listener, Mesh, ServicePort } from 'istos';

jest.setTimeout(300_000);

const IMAGE = 'docker.io/istio/app:1.31.1';
const CLIENT = 'ingress-tls-client';
const EXPLICIT = 'ingress-tls-explicit';
const NAMESPACES = ['storefront', 'storefront-ingress', 'partners', 'partners-ingress', 'ledger', 'ledger-ingress', CLIENT, EXPLICIT];
const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

const web = { image: IMAGE, args: ['--port=8080'] };
const shop = Hosts.named({ name: 'shop', namespace: 'storefront', ports: [ServicePort.http(8080)] });

/** A gateway whose pods are complete when they are applied, in a namespace that the injector leaves alone. A team shares its proxies. */
function explicit(app: Construct): void {
  const mesh = new Mesh(new Chart(app, 'mesh'), 'mesh', settings().mesh);
  const chart = new Chart(app, 'explicit', { namespace: EXPLICIT });
  const gateway = new IngressGateway(chart, 'explicit-gateway', { ...settings().gateway, mesh, injector: mesh });
  const tls = GatewayTls.simple('wildcard-example-com');
  gateway.addListener('https', Listener.https({ hosts: ['shop.example.com'], tls }));
  gateway.expose(shop, { hosts: ['shop.example.com'] });
  gateway.exposeTcp(shop, { id: 'bytes', listener: gateway.addListener('bytes', Listener.tcp({ port: 9000 })) });
  gateway.exposeTcp(shop, { id: 'in-tls', listener: gateway.addListener('in-tls', Listener.tls({ hosts: ['shop.example.com'], port: 8443, tls })) });

  const team = IngressGateway.fromSelector(chart, 'team', { namespace: 'storefront', selector: gateway.selector, proxyNamespace: EXPLICIT });
  team.addListener('http', Listener.http({ hosts: ['team.example.com'], virtualServiceNamespace: 'storefront' }));
  team.expose(shop, { hosts: ['team.example.com'] });
}

/**
 * What the library refuses, on other ports of the same proxies: two servers with one certificate, and a wildcard beside one of its hosts that
 * demands certificates of clients.
 */
function apart(app: Construct): void {
  const chart = new Chart(app, 'apart', { namespace: 'storefront-ingress' });
  const { SIMPLE, MUTUAL } = api.networking.ServerTLSSettingsTLSmode;
  const server = (number: number, name: string, host: string, mode = SIMPLE): api.networking.Server => ({
    port: { number, name, protocol: 'HTTPS' }, hosts: [host], tls: { mode, credentialName: 'wildcard-example-com', caCertCredentialName: 'partners-cacert' },
  });
  new api.networking.Gateway(chart, 'gateway', {
    metadata: { name: 'apart' },
    spec: {
      selector: { app: 'storefront-gateway' },
      servers: [
        server(8443, 'shop', 'shop.example.com'), server(8443, 'blog', 'blog.example.com'),
        server(8444, 'wide', '*.example.com'), server(8444, 'narrow', 'blog.example.com', MUTUAL),
      ],
    },
  });
  for (const name of ['shop', 'blog']) {
    const destination = { host: `${name}.storefront.svc.cluster.local` };
    new api.networking.VirtualService(chart, name, {
      metadata: { name: `apart-${name}` }, spec: { hosts: [`${name}.example.com`], gateways: ['apart'], http: [{ route: [{ destination }] }] },
    });
  }
}

/** Certificates of the test: who is who stands in the name of the file. */
function makeSecrets(): void {
  const [public_, partners, strangers] = ['Public CA', 'Partners CA', 'Strangers CA'].map((name) => new Authority(name));
  const wildcard = public_.issue('*.example.com');
  const ledger = public_.issue('ledger.example.com');
  const tls = (into: string, name: string, { certificate, key }: typeof wildcard) => (
    kubectl('create', 'secret', 'tls', name, '-n', into, `--cert=${certificate}`, `--key=${key}`)
  );
  tls('storefront-ingress', 'wildcard-example-com', wildcard);
  tls(EXPLICIT, 'wildcard-example-com', wildcard);
  tls('partners-ingress', 'orders-example-com', public_.issue('orders.example.com'));
  tls('ledger', 'ledger-example-com', ledger);
  for (const into of ['partners-ingress', 'storefront-ingress']) {
    kubectl('create', 'secret', 'generic', 'partners-cacert', '-n', into, `--from-file=ca.crt=${partners.certificate}`);
  }

  const clients = {
    acme: partners.issue('acme.partners.example.com'), unknown: partners.issue('unknown.partners.example.com'), forged: strangers.issue('acme.partners.example.com'),
  };
  kubectl('create', 'secret', 'generic', 'certificates', '-n', CLIENT, `--from-file=ca.crt=${public_.certificate}`,
    ...Object.entries(clients).flatMap(([name, { certificate, key }]) => [`--from-file=${name}.crt=${certificate}`, `--from-file=${name}.key=${key}`]));
}

function makeClient(): void {
  applyObject({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'client', namespace: CLIENT },
    spec: {
      terminationGracePeriodSeconds: 1,
      volumes: [{ name: 'certificates', secret: { secretName: 'certificates' } }],
      containers: [{
        name: 'app', image: IMAGE, imagePullPolicy: 'IfNotPresent', command: ['sleep', '1000000'],
        volumeMounts: [{ name: 'certificates', mountPath: '/tls' }],
      }],
    },
  });
}

const curl = (...args: string[]) => attempt('kubectl', 'exec', '-n', CLIENT, 'client', '--', 'curl', '-s', '-m', '5', '--cacert', '/tls/ca.crt', ...args).out;
const STATUS = ['-o', '/dev/null', '-w', '%{http_code}'];
/** A public name and the gateway that answers for it. */
const through = (gateway: string, url: string) => {
  const { hostname, port, protocol } = new URL(url);
  const number = port || (protocol === 'https:' ? '443' : '80');
  return ['--connect-to', `${hostname}:${number}:${gateway}:${number}`, url];
};
const STOREFRONT = 'storefront-gateway.storefront-ingress';
const PARTNERS = 'partners-gateway.partners-ingress';
const LEDGER = 'ledger-gateway.ledger-ingress';

const status = (gateway: string, url: string, ...args: string[]) => Number(curl(...STATUS, ...args, ...through(gateway, url)));
const as = (who: string) => ['--cert', `/tls/${who}.crt`, '--key', `/tls/${who}.key`];

const proxyOfStorefront = () => kubectl('get', 'pods', '-n', 'storefront-ingress', '-l', 'app=storefront-gateway', '-o', 'jsonpath={.items[0].status.podIP}');

/** Asks for shop, and then, on the same connection of HTTP/2, for blog: what a browser does when the certificate is for both. */
function reused(gateway: string, port: number): string[] {
  const url = `https://shop.example.com:${port}/`;
  const seen = ['-o', '/dev/null', '-w', 'HTTP/%{http_version} %{http_code} new connections: %{num_connects}\n'];
  const request = ['--cacert', '/tls/ca.crt', '--http2', ...seen, ...through(gateway, url)];
  return curl('--http2', ...seen, ...through(gateway, url), '--next', '-s', '-H', 'Host: blog.example.com', ...request).trim().split('\n');
}

beforeAll(async () => {
  await installMesh();
  remove(NAMESPACES.map(namespace));
  NAMESPACES.forEach((name) => applyObject(namespace(name)));
  makeSecrets();
  makeClient();

  const { resources, ...gateway } = settings().gateway ?? {};
  const tlsServer = { image: IMAGE, args: ['--port=8443', '--tls=8443', '--crt=/etc/ledger/tls.crt', '--key=/etc/ledger/tls.key'] };
  const files = synth((app) => {
    ingressTlsSimple(app, { site: web, gateway: { resources, ...gateway } });
    ingressTlsMutual(app, { orders: web, gateway: { resources } });
    ingressTlsPassthrough(app, { container: tlsServer, gateway: { resources, ...gateway } });
    apart(app);
  });
  kubectl('label', 'namespace', EXPLICIT, 'istio-injection=disabled');
  apply(...Object.values(files));
  apply(synth(explicit).explicit);
  ['storefront', 'storefront-ingress', 'partners', 'ledger', 'ledger-ingress', EXPLICIT].forEach(rolledOut);
  kubectl('rollout', 'status', '-n', 'partners-ingress', 'daemonset/partners-gateway', '--timeout=120s');
  kubectl('wait', '-n', CLIENT, '--for=condition=Ready', 'pod/client', '--timeout=120s');
  await until('all gateways to serve', 60, () => (
    status(STOREFRONT, 'https://shop.example.com/') === 200 && status(STOREFRONT, 'https://blog.example.com/') === 200
    && status(PARTNERS, 'https://orders.example.com/', ...as('acme')) === 200 && status(LEDGER, 'https://ledger.example.com/') === 200
  ));
});

afterAll(() => remove(NAMESPACES.map(namespace)));

test('simple TLS: clients that know the CA are served, others find out', () => {
  expect(status(STOREFRONT, 'https://shop.example.com/')).toBe(200);
  expect(attempt('kubectl', 'exec', '-n', CLIENT, 'client', '--', 'curl', '-s', ...through(STOREFRONT, 'https://shop.example.com/')).status).toBe(60 /* unknown CA */);
});

test('HTTP is redirected to HTTPS', () => {
  const seen = curl('-o', '/dev/null', '-w', '%{http_code} %{redirect_url}', ...through(STOREFRONT, 'http://shop.example.com/cart?id=7'));
  expect(seen).toBe('301 https://shop.example.com/cart?id=7');
});

test('two hosts of one wildcard certificate are served on one connection of HTTP/2', () => {
  const seen = reused(STOREFRONT, 443);
  say(seen.join(', '));
  expect(seen).toEqual(['HTTP/2 200 new connections: 1', 'HTTP/2 200 new connections: 0']);
});

test('as two servers, which the library does not write, the second host is not found', async () => {
  const pod = proxyOfStorefront();
  await until('the other Gateway to serve', 30, () => status(pod, 'https://shop.example.com:8443/') === 200 && status(pod, 'https://blog.example.com:8443/') === 200);
  const seen = reused(pod, 8443);
  say(seen.join(', '));
  expect(seen).toEqual(['HTTP/2 200 new connections: 1', 'HTTP/2 404 new connections: 0']);
});

test('a host that demands certificates of clients is open beside a wildcard without, which the library does not write', async () => {
  const pod = proxyOfStorefront();
  const url = 'https://blog.example.com:8444/';
  await until('the other Gateway to serve', 30, () => status(pod, url, ...as('acme')) === 200);
  expect(status(pod, url)).toBe(0);
  expect(status(pod, 'https://shop.example.com:8444/', '-H', 'Host: blog.example.com')).toBe(200);
});

test.each([
  ['a partner', as('acme'), 200], ['nobody', [], 0], ['a client of the CA that is no partner', as('unknown'), 0], ['a client of another CA', as('forged'), 0],
])('mutual TLS: %s', (_, certificate, expected) => {
  expect(status(PARTNERS, 'https://orders.example.com/', ...certificate)).toBe(expected);
});

test('the application learns who the partner is', () => {
  expect(curl(...as('acme'), ...through(PARTNERS, 'https://orders.example.com/'))).toMatch(/X-Forwarded-Client-Cert[:=].*DNS=acme\.partners\.example\.com/);
});

test('the gateway of partners has a proxy on each node', () => {
  const nodes = JSON.parse(kubectl('get', 'nodes', '-o', 'json')).items.length;
  expect(JSON.parse(kubectl('get', 'daemonset', '-n', 'partners-ingress', 'partners-gateway', '-o', 'json')).status.numberReady).toBe(nodes);
});

test('passthrough: the ledger itself ends TLS, behind its sidecar, and no other name gets through', () => {
  expect(status(LEDGER, 'https://ledger.example.com/')).toBe(200);
  expect(status(LEDGER, 'https://shop.example.com/')).toBe(0);
  const { items: [pod] } = JSON.parse(kubectl('get', 'pods', '-n', 'ledger', '-o', 'json'));
  expect(pod.metadata.annotations).toHaveProperty(['sidecar.istio.io/status']);
});

describe('a gateway that is complete when it is applied', () => {
  const gateway = `explicit-gateway.${EXPLICIT}`;

  test('serves without the injector', async () => {
    const { items: [pod] } = JSON.parse(kubectl('get', 'pods', '-n', EXPLICIT, '-o', 'json'));
    expect(pod.metadata.labels).not.toHaveProperty(['sidecar.istio.io/inject']);
    expect(pod.spec.containers[0].image).toMatch(/proxyv2/);
    await until('the gateway to serve', 30, () => status(gateway, 'https://shop.example.com/') === 200);
    expect(status(gateway, 'https://shop.example.com/')).toBe(200);
  });

  test.each([
    ['the bytes of a port', 'http://shop.example.com:9000/'], ['the bytes in TLS that it ends', 'https://shop.example.com:8443/'],
    ['the host of a team that shares it', 'http://team.example.com/'],
  ])('serves %s', async (_, url) => {
    await until('the gateway to serve', 30, () => status(gateway, url) === 200);
    expect(status(gateway, url)).toBe(200);
  });
});
