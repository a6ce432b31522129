import { App, Chart, Duration, Size } from 'cdk8s';
import { rateLimit } from '../../examples/rate-limit';
import { apply, applyObject, attempt, kubectl, Outcome, remove, rolledOut, run, until } from './cluster';
import { say } from './measure';
import { installMesh } from './mesh';
import { rateLimitService } from './rate-limit-service';
import { synth } from './synth';
import {
  BufferLimits, ConnectionLimit, EnvoyConfig, EnvoyPatch, ExtensionFilter, GzipCompression, HeaderLimits, Hosts, LocalRateLimit, LuaFilter, Mesh,
  MeshService, PolicyScope, ProxyConfig, ProxyTraffic, RequestHedging, ServicePort, Sidecar, SidecarHosts, SidecarOutboundTraffic, TrafficExtension,
} from 'istos';

jest.setTimeout(300_000);

const ECHO = 'docker.io/istio/app:1.31.1';
const HTTPBIN = 'docker.io/mccutchen/go-httpbin:v2.26.0';
const PROXY = 'docker.io/istio/proxyv2:1.31.1';

/** The namespaces of the example and of its ratelimit service, and one for all other recipes. */
const [CATALOG, PLATFORM, LAB] = ['catalog', 'platform', 'envoy-lab'];

const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

function client(ns: string, name: string): object {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: ns, labels: { app: name } },
    spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'app', image: ECHO, imagePullPolicy: 'IfNotPresent', command: ['sleep', '1000000'] }] },
  };
}

/** All recipes but those of the example, each on a workload of its own or where others do not mind. */
function lab(app: App): void {
  const chart = new Chart(app, 'lab', { namespace: LAB });
  Mesh.fromRevision(chart, 'mesh').enroll(LAB);
  new ProxyConfig(chart, 'one-thread', { cover: PolicyScope.namespace(LAB), concurrency: 1, environmentVariables: { ISTIO_META_LAB: 'envoy' } });

  const service = (name: string, ...versions: string[]) => {
    const it = new MeshService(chart, name, { ports: [ServicePort.http(8080)] });
    for (const version of versions) it.addVersion(version, { image: HTTPBIN });
    return it;
  };
  const web = PolicyScope.of(service('web', 'v1'));
  new LuaFilter(chart, 'tag', { cover: web, script: 'function envoy_on_response(handle) handle:headers():add("x-lua", "filter") end' });
  new TrafficExtension(chart, 'tag-too', {
    cover: web, filter: ExtensionFilter.lua('function envoy_on_response(handle) handle:headers():add("x-extension", "lua") end'),
  });
  new HeaderLimits(chart, 'headers', { cover: web, maxSize: Size.kibibytes(8) });
  new BufferLimits(chart, 'buffers', { cover: web, connectionBuffer: Size.kibibytes(64), requestBody: Size.kibibytes(16) });
  new GzipCompression(chart, 'gzip', { cover: web, contentTypes: ['application/json'] });

  new ConnectionLimit(chart, 'few-connections', { cover: PolicyScope.of(service('narrow', 'v1')), maxConnections: 3, port: 8080 });

  const twins = service('twins', 'quick', 'slow');
  new EnvoyPatch(chart, 'slow-twin', {
    cover: PolicyScope.workload(LAB, { app: 'twins', version: 'slow' }),
    reason: 'A VirtualService delays at the client, for all Pods.',
    changes: [EnvoyConfig.inbound().httpFilters({ port: 8080 }).beforeRouter({
      name: 'envoy.filters.http.fault',
      typedConfig: {
        '@type': 'type.googleapis.com/envoy.extensions.filters.http.fault.v3.HTTPFault',
        delay: { fixed_delay: '1.2s', percentage: { numerator: 100 } },
      },
    })],
  });
  const hedger = PolicyScope.workload(LAB, { app: 'hedger' });
  new LocalRateLimit(chart, 'polite', {
    cover: hedger, at: ProxyTraffic.OUTBOUND, bucket: { requests: 3, per: Duration.minutes(1) }, route: { domain: `narrow.${LAB}.svc.cluster.local` },
  });
  new RequestHedging(chart, 'hedged', { cover: hedger, host: twins, perTryTimeout: Duration.millis(300) });

  new Sidecar(chart, 'closed', {
    cover: PolicyScope.workload(LAB, { app: 'closed' }),
    hosts: [SidecarHosts.host(Hosts.named({ name: 'web', namespace: LAB, ports: [ServicePort.http(8080)] }))],
    outboundTraffic: SidecarOutboundTraffic.registryOnly(),
  });
}

const exec = (pod: string, ...command: string[]): Outcome => attempt('kubectl', 'exec', '-n', LAB, pod, '-c', 'app', '--', ...command);
const WEB = 'http://web:8080';
const PAGES = 'http://catalog:8080/';
/** When the first request came to catalog. */
let begin: number;

/** The answer's status and headers. */
function get(pod: string, url: string, ...curl: string[]): { status: number; headers: string } {
  const { out } = exec(pod, 'curl', '-s', '-o', '/dev/null', '-D', '-', '-m', '5', ...curl, url);
  return { status: Number(/^HTTP\/\S+ (\d+)/.exec(out)?.[1] ?? 0), headers: out.toLowerCase() };
}

/** How many of some requests, one after the other, had each status. */
function statuses(ns: string, pod: string, count: number, url: string, ...curl: string[]): Map<number, number> {
  const request = ['curl', '-s', '-o', '/dev/null', '-m', '5', '-w', '%{http_code} ', ...curl, url].map((word) => `'${word}'`).join(' ');
  const { out } = attempt('kubectl', 'exec', '-n', ns, pod, '-c', 'app', '--', 'sh', '-c', `for i in $(seq ${count}); do ${request}; done`);
  const seen = new Map<number, number>();
  for (const code of out.trim().split(' ').map(Number)) seen.set(code, (seen.get(code) ?? 0) + 1);
  say(`${url} ${curl.join(' ')}: ${[...seen].map(([code, times]) => `${times} x ${code}`).join(', ')}`);
  return seen;
}

/** The times of some requests, one after the other, in seconds. */
function times(pod: string, count: number, url: string): number[] {
  const { out } = exec(pod, 'sh', '-c', `for i in $(seq ${count}); do curl -s -o /dev/null -m 10 -w '%{time_total} ' '${url}'; done`);
  return out.trim().split(' ').map(Number).sort((a, b) => a - b);
}

const proxyConfig = (kind: string, pod: string, ...more: string[]) => JSON.parse(run('istioctl', 'proxy-config', kind, `${pod}.${LAB}`, ...more, '-o', 'json'));

beforeAll(async () => {
  await installMesh();
  const files = { ...synth(lab), ...synth((app) => rateLimit(app, { catalog: { image: ECHO, args: ['--port=8080'] } })) };
  applyObject(namespace(PLATFORM));
  rateLimitService(PLATFORM, PROXY).forEach(applyObject);
  apply(files.lab, files['rate-limit']);
  applyObject(client(CATALOG, 'client'));
  const pods = ['client', 'hedger', 'closed'];
  pods.forEach((pod) => applyObject(client(LAB, pod)));
  [LAB, CATALOG].forEach(rolledOut);
  pods.forEach((pod) => kubectl('wait', '-n', LAB, '--for=condition=Ready', `pod/${pod}`, '--timeout=120s'));
  kubectl('wait', '-n', CATALOG, '--for=condition=Ready', 'pod/client', '--timeout=120s');
  kubectl('wait', '-n', PLATFORM, '--for=condition=Ready', 'pod/ratelimit', '--timeout=120s');
  begin = Date.now();
  await until('the proxy of catalog to have a connection to the ratelimit service', 30, () => statuses(CATALOG, 'client', 1, PAGES, '-H', 'x-api-key: none').has(200));
  await until('the lab to serve', 60, () => get('client', `${WEB}/get`).status === 200 && get('client', 'http://narrow:8080/get').status === 200);
});

afterAll(() => remove([CATALOG, PLATFORM, LAB].map(namespace)));

test('a global rate limit: each API key has what the ratelimit service says', () => {
  expect(statuses(CATALOG, 'client', 5, PAGES, '-H', 'x-api-key: anna')).toEqual(new Map([[200, 3], [429, 2]]));
  expect(statuses(CATALOG, 'client', 5, PAGES, '-H', 'x-api-key: bert')).toEqual(new Map([[200, 3], [429, 2]]));
  expect(statuses(CATALOG, 'client', 5, PAGES)).toEqual(new Map([[200, 5]]));
});

test('a local rate limit: what is in the bucket passes, the rest gets 429', () => {
  expect(statuses(CATALOG, 'client', 5, `${PAGES}export`)).toEqual(new Map([[200, 2], [429, 3]]));
  const seen = statuses(CATALOG, 'client', 90, PAGES);
  // 16 of 50 have been taken before, and one comes back in 1.2 s.
  const back = Math.ceil((Date.now() - begin) / 1200);
  expect(seen.get(200)).toBeGreaterThanOrEqual(34);
  expect(seen.get(200)).toBeLessThanOrEqual(34 + back);
  expect(seen.get(429)).toBe(90 - seen.get(200)!);
  const { out } = attempt('kubectl', 'exec', '-n', CATALOG, 'client', '-c', 'app', '--', 'curl', '-s', '-o', '/dev/null', '-D', '-', `${PAGES}export`);
  expect(out).toMatch(/^HTTP\/1.1 429 [^]*retry-after: 60/);
});

test('a local rate limit of a route: that of the client to one host', () => {
  expect(statuses(LAB, 'hedger', 5, 'http://narrow:8080/get')).toEqual(new Map([[200, 3], [429, 2]]));
  expect(statuses(LAB, 'hedger', 5, `${WEB}/get`)).toEqual(new Map([[200, 5]]));
});

test('Lua adds a header to answers, as a filter and as an extension', () => {
  expect(get('client', `${WEB}/get`)).toMatchObject({ status: 200, headers: expect.stringMatching(/x-extension: lua[^]*x-lua: filter|x-lua: filter[^]*x-extension: lua/) });
});

test('headers over the limit are answered with 431', () => {
  const header = (kibibytes: number) => ['-H', `x-large: ${'a'.repeat(kibibytes * 1024)}`];
  expect(get('client', `${WEB}/get`, ...header(7)).status).toBe(200);
  expect(get('client', `${WEB}/get`, ...header(9)).status).toBe(431);
});

test('a body over the limit is answered with 413', () => {
  const body = (kibibytes: number) => ['-H', 'expect:', '--data-binary', 'a'.repeat(kibibytes * 1024)];
  expect(get('client', `${WEB}/post`, ...body(15)).status).toBe(200);
  expect(get('client', `${WEB}/post`, ...body(17)).status).toBe(413);
});

test('answers are compressed for those who accept it, of the media types that were said', () => {
  expect(get('client', `${WEB}/json`, '-H', 'accept-encoding: gzip').headers).toContain('content-encoding: gzip');
  expect(get('client', `${WEB}/json`).headers).not.toContain('content-encoding');
  expect(get('client', `${WEB}/html`, '-H', 'accept-encoding: gzip').headers).not.toContain('content-encoding');
});

test('connections over the limit are closed', () => {
  const all = `for i in $(seq 12); do curl -s -o /dev/null -m 10 -w '%{http_code} ' http://narrow:8080/delay/2 & done; wait`;
  const codes = exec('client', 'sh', '-c', all).out.trim().split(' ');
  say(`12 at once: ${codes.join(' ')}`);
  expect(codes.filter((code) => code === '200').length).toBeLessThanOrEqual(3);
  expect(codes.filter((code) => code === '200').length).toBeGreaterThanOrEqual(1);
  expect(codes).toContain('503');
  expect(get('client', 'http://narrow:8080/get').status).toBe(200);
});

test('a hedged request overtakes a slow one', () => {
  const [route] = proxyConfig('routes', 'hedger', '--name', '8080').flatMap(({ virtualHosts }: any) => virtualHosts)
    .filter(({ name }: any) => name === `twins.${LAB}.svc.cluster.local:8080`).flatMap(({ routes }: any) => routes);
  expect(route.route).toMatchObject({ hedgePolicy: { hedgeOnPerTryTimeout: true }, retryPolicy: { perTryTimeout: '0.300s', numRetries: 2 } });
  const [plain, hedged] = ['client', 'hedger'].map((pod) => times(pod, 12, 'http://twins:8080/get'));
  say(`slowest of 12: ${plain[11]} s, hedged ${hedged[11]} s`);
  expect(plain[11]).toBeGreaterThan(1.1);
  expect(hedged[11]).toBeLessThan(1);
  expect(hedged[11]).toBeGreaterThan(0.25);
});

test('REGISTRY_ONLY: a sidecar answers 502 for hosts that it does not know', () => {
  expect(get('closed', `${WEB}/get`).status).toBe(200);
  expect(get('closed', 'http://narrow:8080/get').status).toBe(502);
  expect(get('client', 'http://narrow:8080/get').status).toBe(200);
});

test('a Sidecar leaves few clusters of many', () => {
  const services = (pod: string) => new Set(proxyConfig('clusters', pod).map(({ name }: any) => /^outbound\|.*\|(.+)$/.exec(name)?.[1]).filter(Boolean));
  const [all, few] = ['client', 'closed'].map(services);
  say(`hosts known to client: ${all.size}, to closed: ${few.size}`);
  expect(all.size).toBeGreaterThan(5);
  expect([...few]).toEqual([`web.${LAB}.svc.cluster.local`]);
});

test('a ProxyConfig sets threads and metadata', () => {
  const { bootstrap } = proxyConfig('bootstrap', 'client');
  expect(bootstrap.node.metadata).toMatchObject({ LAB: 'envoy', PROXY_CONFIG: { concurrency: 1 } });
});

test('every proxy runs what istiod sent: none has refused it', async () => {
  const ours = [LAB, CATALOG].flatMap((ns) => kubectl('get', 'pods', '-n', ns, '-o', 'name').trim().split('\n').map((pod) => `${pod.replace('pod/', '')}.${ns}`));
  for (const pod of ours) {
    await until(`${pod} to run it`, 30, () => /^Clusters Match\nListeners Match\nRoutes Match/.test(run('istioctl', 'proxy-status', pod)));
  }
  expect(ours.length).toBeGreaterThan(6);
  say(`${ours.length} proxies`);
});
