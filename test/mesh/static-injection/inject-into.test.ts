import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import { MeshApp } from '../../../src/app/mesh-app';
import { InjectionTemplate } from '../../../src/mesh/injection-template';
import { Mesh } from '../../../src/mesh/mesh';
import { MeshProps } from '../../../src/mesh/mesh-props';

type Tree = Record<string, any>;

const APP = { name: 'app', image: 'app:1' };

/** A mesh and a workload, in a namespace that nobody enrolled. */
function shop(props: MeshProps = {}, app: App = new App()) {
  const mesh = new Mesh(new Chart(app, 'prod'), 'mesh', props);
  return { app, mesh, chart: new Chart(app, 'shop', { namespace: 'shop' }) };
}

function deployment(chart: Chart, spec: Tree = {}, metadata: Tree = {}, kind = 'Deployment'): ApiObject {
  const template = { metadata: { labels: { app: 'app' }, ...metadata }, spec: { containers: [APP], ...spec } };
  return new ApiObject(chart, 'app', { apiVersion: 'apps/v1', kind, metadata: { name: 'app' }, spec: kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template } });
}

/** The pod's template of a Deployment after the injection. */
function injected(spec: Tree = {}, metadata: Tree = {}, props: MeshProps = {}): Tree {
  const { mesh, chart } = shop(props);
  const object = deployment(chart, spec, metadata);
  mesh.injectInto(object);
  return object.toJson().spec.template;
}

const proxyOf = ({ spec }: Tree) => [...spec.initContainers ?? [], ...spec.containers].find(({ name }: Tree) => name === 'istio-proxy');
const envOf = (pod: Tree) => Object.fromEntries(proxyOf(pod).env.map(({ name, value }: Tree) => [name, value]));
const names = (containers: Tree[] = []) => containers.map(({ name }) => name);

describe('a workload', () => {
  test('gets a native sidecar by default', () => {
    const pod = injected();
    expect(names(pod.spec.initContainers)).toEqual(['istio-init', 'istio-proxy']);
    expect(names(pod.spec.containers)).toEqual(['app']);
    expect(proxyOf(pod)).toMatchObject({ restartPolicy: 'Always', image: 'docker.io/istio/proxyv2:1.31.1' });
  });

  test.each<[string, MeshProps, Tree]>([
    ['the mesh says so', { proxy: { nativeSidecars: false } }, {}],
    ['the pod says so', {}, { annotations: { 'sidecar.istio.io/nativeSidecar': 'false' } }],
  ])('gets a classic one where %s', (_, props, metadata) => {
    const pod = injected({}, metadata, props);
    expect(names(pod.spec.initContainers)).toEqual(['istio-init']);
    expect(names(pod.spec.containers)).toEqual(['app', 'istio-proxy']);
  });

  test('is known to telemetry by what it is', () => {
    const pod = injected();
    expect(pod.metadata.labels).toEqual({
      'app': 'app', 'security.istio.io/tlsMode': 'istio', 'service.istio.io/canonical-name': 'app', 'service.istio.io/canonical-revision': 'latest',
    });
    expect(envOf(pod)).toMatchObject({ ISTIO_META_WORKLOAD_NAME: 'app', ISTIO_META_OWNER: 'kubernetes://apis/apps/v1/namespaces/shop/deployments/app' });
  });

  test.each(['StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'])('may be a %s', (kind) => {
    const { mesh, chart } = shop();
    const object = deployment(chart, {}, {}, kind);
    mesh.injectInto(object);
    const { spec } = object.toJson();
    expect(names((spec.jobTemplate?.spec.template ?? spec.template).spec.initContainers)).toContain('istio-proxy');
  });

  test('may be a Pod, which keeps its name', () => {
    const { mesh, chart } = shop();
    const pod = new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare', labels: { own: 'yes' } }, spec: { containers: [APP] } });
    mesh.injectInto(pod);
    expect(pod.toJson()).toMatchObject({ kind: 'Pod', metadata: { name: 'bare', namespace: 'shop', labels: { own: 'yes' } }, spec: { initContainers: [{}, { name: 'istio-proxy' }] } });
  });

  test('may be a construct of cdk8s-plus', () => {
    const { mesh, chart } = shop();
    const workload = new kplus.Deployment(chart, 'plus', { containers: [{ image: 'app:1', portNumber: 8080, readiness: kplus.Probe.fromHttpGet('/ready') }] });
    mesh.injectInto(workload);
    workload.addContainer({ name: 'later', image: 'later:1' });
    const [manifest] = chart.toJson();
    expect(names(manifest.spec.template.spec.containers)).toEqual(['main', 'later']);
    expect(envOf(manifest.spec.template).ISTIO_META_APP_CONTAINERS).toBe('main,later');
    expect(manifest.spec.template.spec.containers[0].readinessProbe.httpGet).toMatchObject({ path: '/app-health/main/readyz', port: 15020 });
  });

  test('is injected as it is in the end', () => {
    const { mesh, chart } = shop();
    let image = 'early:1';
    const object = new ApiObject(chart, 'lazy', {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'lazy' }, spec: { template: { spec: Lazy.any({ produce: () => ({ containers: [{ name: 'app', image }] }) }) } },
    });
    mesh.injectInto(object);
    object.addJsonPatch(JsonPatch.add('/spec/template/spec/containers/-', { name: 'patched', image: 'p:1' }));
    image = 'late:1';
    const { spec } = object.toJson().spec.template;
    expect(spec.containers).toMatchObject([{ name: 'app', image: 'late:1' }, { name: 'patched' }]);
  });

  test('is written so by every app', () => {
    const yaml = (app: App) => {
      const { mesh, chart } = shop({}, app);
      mesh.injectInto(deployment(chart));
      return app.synthYaml();
    };
    const [ours, theirs] = [new MeshApp(), new App()].map(yaml);
    expect(ours).toBe(theirs);
    expect(parseAllDocuments(ours).map((document) => document.toJS()).find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'app').spec.template.spec.initContainers).toHaveLength(2);
  });
});

describe('probes', () => {
  const PROBED = { containers: [{ ...APP, ports: [{ name: 'http', containerPort: 8080 }], readinessProbe: { httpGet: { path: '/ready', port: 'http', scheme: 'HTTPS' }, periodSeconds: 3 } }] };

  test('go to the agent, which asks the application', () => {
    const pod = injected(PROBED);
    expect(pod.spec.containers[0].readinessProbe).toEqual({ httpGet: { path: '/app-health/app/readyz', port: 15020, scheme: 'HTTP' }, periodSeconds: 3 });
    expect(JSON.parse(envOf(pod).ISTIO_KUBE_APP_PROBERS)).toEqual({ '/app-health/app/readyz': { httpGet: { path: '/ready', port: 8080, scheme: 'HTTPS' } } });
  });

  test('stay where mesh or pod say so', () => {
    expect(injected(PROBED, {}, { injection: { rewriteAppHttpProbe: false } }).spec.containers).toEqual(PROBED.containers);
    expect(injected(PROBED, { annotations: { 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' } }).spec.containers).toEqual(PROBED.containers);
  });

  test('go to the port of the pod', () => {
    expect(injected(PROBED, { annotations: { 'status.sidecar.istio.io/port': '15077' } }).spec.containers[0].readinessProbe.httpGet.port).toBe(15077);
  });

  test('that run a command stay', () => {
    const containers = [{ ...APP, livenessProbe: { exec: { command: ['true'] } } }];
    expect(injected({ containers }).spec.containers).toEqual(containers);
  });
});

describe('Prometheus', () => {
  test('asks the agent for the metrics of both', () => {
    const pod = injected({}, { annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090' } });
    expect(pod.metadata.annotations).toMatchObject({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': '15020', 'prometheus.io/path': '/stats/prometheus' });
    expect(JSON.parse(envOf(pod).ISTIO_PROMETHEUS_ANNOTATIONS)).toEqual({ scrape: 'true', path: '', port: '9090' });
  });

  test('does not where the pod or the mesh does not want it', () => {
    expect(injected({}, { annotations: { 'prometheus.io/scrape': 'false' } }).metadata.annotations).not.toHaveProperty('prometheus.io/port');
    expect(injected({}, {}, { config: { enablePrometheusMerge: false } }).metadata.annotations).not.toHaveProperty('prometheus.io/port');
  });
});

describe('the mesh', () => {
  test('says where istiod is, who runs it, and what proxies get', () => {
    const pod = injected({}, {}, { revision: 'canary', namespace: 'mesh', network: 'lan', clusterName: 'east', proxy: { resources: { requests: { cpu: '11m' } }, concurrency: 3 } });
    expect(envOf(pod)).toMatchObject({ CA_ADDR: 'istiod-canary.mesh.svc:15012', ISTIO_META_NETWORK: 'lan', ISTIO_META_CLUSTER_ID: 'east' });
    expect(JSON.parse(envOf(pod).PROXY_CONFIG)).toMatchObject({ discoveryAddress: 'istiod-canary.mesh.svc:15012', concurrency: 3 });
    expect(proxyOf(pod).resources.requests.cpu).toBe('11m');
    expect(pod.metadata).toMatchObject({ labels: { 'topology.istio.io/network': 'lan' }, annotations: { 'istio.io/rev': 'canary' } });
  });

  test('says by which templates', () => {
    const templates = [InjectionTemplate.of('note', { metadata: { annotations: { note: 'yes' } }, spec: { containers: [{ name: 'helper', image: 'h:1' }] } })];
    const pod = injected({}, { annotations: { 'inject.istio.io/templates': 'all' } }, { injection: { templates, aliases: { all: ['sidecar', 'note'] }, injectedAnnotations: { last: 'word' } } });
    expect(names(pod.spec.containers)).toEqual(['helper', 'app']);
    expect(pod.metadata.annotations).toMatchObject({ note: 'yes', last: 'word' });
    expect(JSON.parse(pod.metadata.annotations['sidecar.istio.io/status'])).toMatchObject({ containers: ['helper'], initContainers: ['istio-init', 'istio-proxy'], revision: 'default' });
  });

  test('says its compliance policy', () => {
    expect(envOf(injected({}, {}, { istiod: { env: { COMPLIANCE_POLICY: 'fips-140-3' } } }))).toMatchObject({ COMPLIANCE_POLICY: 'fips-140-3', GODEBUG: 'fips140=only' });
  });
});

test("what the pod says of its proxy wins, its image 'auto' does not", () => {
  const pod = injected({ containers: [APP, { name: 'istio-proxy', image: 'auto', env: [{ name: 'OWN', value: '1' }], securityContext: { runAsUser: 2000 } }] });
  expect(proxyOf(pod)).toMatchObject({ image: 'docker.io/istio/proxyv2:1.31.1', securityContext: { runAsUser: 2000, runAsGroup: 1337 } });
  expect(envOf(pod).OWN).toBe('1');
  expect(pod.spec.initContainers[0].args.join(' ')).toContain('-u 2000');
});

describe('refused is', () => {
  const refusal = (spec: Tree, metadata: Tree = {}, props: MeshProps = {}) => () => injected(spec, metadata, props);
  const annotated = (annotations: Tree, props: MeshProps = {}) => refusal({}, { annotations }, props);

  test.each<[string, () => unknown, string]>([
    ['the network of the node', refusal({ hostNetwork: true }),
      "Mesh 'prod/mesh': workload 'shop/app' uses the network of its node, which a sidecar must not redirect; leave out hostNetwork, or the injection"],
    ['a pod that opted out', refusal({}, { labels: { 'sidecar.istio.io/inject': 'false' } }), 'has the label sidecar.istio.io/inject=false; leave out the label, or the injection'],
    ['a pod that the mesh never injects', refusal({}, { labels: { batch: 'yes' } }, { injection: { neverInject: [{ matchExpressions: [{ key: 'batch', operator: 'Exists' }] }] } }),
      'has pods that injection.neverInject leaves out; change their labels, or leave out the injection'],
    ['an injected pod', annotated({ 'sidecar.istio.io/status': '{}' }), 'has a sidecar already; inject it once'],
    ['a pod without containers', refusal({ containers: undefined }), 'has no pod with containers; give it one'],
    ['a template that there is not', annotated({ 'inject.istio.io/templates': 'sidecar, other' }), "asks for the injection template 'other', there are 'sidecar', 'gateway' or 'grpc-agent'; name one of these"],
    ['a template that is a text', annotated({}, { injection: { templates: [InjectionTemplate.fromText('text', 'spec: {}')], defaultTemplates: ['text'] } }),
      "gets the injection template 'text', a text that only istiod can read; make it with InjectionTemplate.of(), or let istiod inject"],
    ["the proxy's port as the application's", annotated({ 'prometheus.io/port': '15090' }), "tells Prometheus the port 15090, which is the proxy's; name a port of the application"],
    ['no port', annotated({ 'prometheus.istio.io/scrape-targets': '9090,http' }), "tells Prometheus the port 'http', which is none; name a port of the application"],
    ['an unknown mode', annotated({ 'sidecar.istio.io/interceptionMode': 'redirect' }), "has the annotation sidecar.istio.io/interceptionMode 'redirect', allowed is 'REDIRECT', 'TPROXY' or 'NONE'; change the annotation"],
    ['a wrong port', annotated({ 'traffic.sidecar.istio.io/excludeInboundPorts': '80,x' }), 'allowed is ports joined by commas'],
    ['a wrong range', annotated({ 'traffic.sidecar.istio.io/includeOutboundIPRanges': '10.0.0.1' }), "allowed is CIDR ranges joined by commas, or '*'"],
    ['a wrong quantity', annotated({ 'sidecar.istio.io/proxyCPU': 'much' }), 'allowed is a quantity'],
    ['a wrong number', annotated({ 'readiness.status.sidecar.istio.io/periodSeconds': '-1' }), 'allowed is a number of seconds'],
    ['a wrong interface', annotated({ 'traffic.sidecar.istio.io/excludeInterfaces': 'eth0,a b' }), 'allowed is names of interfaces joined by commas'],
    ['YAML where JSON can be read only', annotated({ 'proxy.istio.io/config': 'concurrency: 2' }), 'allowed is JSON; YAML is understood by istiod only'],
  ])('%s', (_, program, message) => {
    expect(program).toThrow(message);
  });

  test('a namespace that Istio leaves alone', () => {
    const { mesh, app } = shop();
    const object = deployment(new Chart(app, 'system', { namespace: 'kube-system' }));
    mesh.injectInto(object);
    expect(() => object.toJson()).toThrow('is in namespace kube-system, of whose pods Istio injects none; move it to another namespace');
  });

  test('what makes no pods', () => {
    const { mesh, chart } = shop();
    const service = new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'app' } });
    expect(() => mesh.injectInto(service)).toThrow("workload 'shop/service' is a Service, allowed are 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob' or 'Pod'; pass what makes the pods");
  });

  test('the same workload twice', () => {
    const { mesh, chart } = shop();
    const object = deployment(chart);
    mesh.injectInto(object);
    expect(() => mesh.injectInto(object)).toThrow('inject it once');
  });

  test('it before anything is written, as a problem of the program', () => {
    const { mesh, chart, app } = shop();
    const object = deployment(chart, { hostNetwork: true });
    mesh.injectInto(object);
    expect(object.node.validate()).toEqual([expect.stringContaining('uses the network of its node')]);
    expect(() => app.synthYaml()).toThrow('Validation failed');
  });
});

test.each([
  [{ matchLabels: { a: '1' } }, true], [{ matchLabels: { a: '2' } }, false],
  [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['1', '2'] }] }, true], [{ matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['1'] }] }, false],
  [{ matchExpressions: [{ key: 'b', operator: 'NotIn', values: ['1'] }] }, true], [{ matchExpressions: [{ key: 'b', operator: 'DoesNotExist' }] }, true],
])('selector %j finds a=1: %s', (selector, found) => {
  const { mesh, chart } = shop({ injection: { neverInject: [selector] } });
  const object = deployment(chart, {}, { labels: { a: '1' } });
  mesh.injectInto(object);
  expect(object.node.validate().some((problem) => problem.includes('neverInject leaves out'))).toBe(found);
});
