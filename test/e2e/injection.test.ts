import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { attempt, apply, kubectl, rolledOut, until, webhooksReady } from './cluster';
import { installGatewayApi } from './gateway-api-crds';
import { settings } from './settings';
import { synth } from './synth';
import { api, InjectionTemplate, Mesh, PolicyScope, StrictMtls } from 'istos';

jest.setTimeout(300_000);

const IMAGE = 'docker.io/istio/app:1.31.1';

/** An echo server with a probe, and its Service. */
function echo(scope: Construct, name: string, namespace: string, annotations: Record<string, string> = {}): ApiObject {
  new ApiObject(scope, `${name}-service`, {
    apiVersion: 'v1', kind: 'Service', metadata: { name, namespace },
    spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  });
  return new ApiObject(scope, name, {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name }, annotations },
        spec: {
          terminationGracePeriodSeconds: 1,
          containers: [{
            name: 'app', image: IMAGE, imagePullPolicy: 'IfNotPresent', args: ['--port=8080'],
            ports: [{ name: 'http', containerPort: 8080 }], readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 1 },
          }],
        },
      },
    },
  });
}

function namespace(scope: Construct, name: string): void {
  new ApiObject(scope, `namespace-${name}`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
}

/** What a program makes that has a namespace with the webhook, one without, one outside of the mesh, and a Gateway. */
function program(app: Construct): void {
  const control = new Chart(app, 'mesh');
  const mesh = new Mesh(control, 'mesh', {
    ...settings().mesh,
    injection: { templates: [InjectionTemplate.of('note', { metadata: { annotations: { note: 'added' } }, spec: { hostAliases: [{ ip: '10.9.9.9', hostnames: ['note.local'] }] } })] },
  });
  mesh.enroll('enrolled');

  const workloads = new Chart(app, 'workloads');
  ['by-hand', 'outsiders'].forEach((name) => namespace(workloads, name));
  echo(workloads, 'webhook', 'enrolled', { 'inject.istio.io/templates': 'sidecar,note' });
  mesh.injectInto(echo(workloads, 'native', 'by-hand'));
  mesh.injectInto(echo(workloads, 'classic', 'by-hand', { 'sidecar.istio.io/nativeSidecar': 'false' }));
  echo(workloads, 'outsider', 'outsiders');

  const rules = new Chart(app, 'rules');
  ['enrolled', 'by-hand'].forEach((name) => new StrictMtls(rules, `strict-${name}`, { cover: PolicyScope.namespace(name) }));
  new api.gatewayapi.Gateway(rules, 'gateway', {
    metadata: { name: 'front', namespace: 'enrolled', annotations: { 'networking.istio.io/service-type': 'ClusterIP' } },
    spec: { gatewayClassName: 'istio', listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } }] },
  } as any);
  new api.gatewayapi.HTTPRoute(rules, 'route', {
    metadata: { name: 'front', namespace: 'enrolled' },
    spec: { parentRefs: [{ name: 'front' }], rules: [{ backendRefs: [{ name: 'webhook', port: 80 }] }] },
  } as any);
}

/** What a server echoes of a request from a Deployment's application; nothing where there was no answer. */
const ask = (from: string, url: string) => {
  const [ns, deployment] = from.split('/');
  return attempt('kubectl', 'exec', '-n', ns, `deployment/${deployment}`, '-c', 'app', '--', 'curl', '-s', '-m', '5', url).out;
};
const identity = (answer: string) => /URI=spiffe:\/\/cluster\.local\/ns\/([\w-]+)\/sa/.exec(answer)?.[1];

beforeAll(async () => {
  installGatewayApi();
  const files = synth(program);
  apply(files.mesh);
  rolledOut('istio-system');
  await webhooksReady();
  apply(files.workloads);
  ['enrolled', 'by-hand', 'outsiders'].forEach(rolledOut);
  await until('the rules to be accepted', 60, () => apply(files.rules) !== '');
});

afterAll(() => kubectl('delete', 'namespace', 'enrolled', 'by-hand', 'outsiders'));

test('a workload injected at synthesis has its sidecar without the webhook, native or not', () => {
  const { items } = JSON.parse(kubectl('get', 'pods', '-n', 'by-hand', '-o', 'json'));
  const places = items.map(({ metadata, spec }: any) => [
    metadata.labels.app, spec.initContainers.map(({ name }: any) => name), spec.containers.map(({ name }: any) => name),
  ]);
  expect(places.sort()).toEqual([['classic', ['istio-init'], ['app', 'istio-proxy']], ['native', ['istio-init', 'istio-proxy'], ['app']]]);
  expect(JSON.parse(kubectl('get', 'namespace', 'by-hand', '-o', 'json')).metadata.labels).toEqual({ 'kubernetes.io/metadata.name': 'by-hand' });
});

test.each([
  ['enrolled/webhook', 'http://native.by-hand/', 'enrolled'], ['enrolled/webhook', 'http://classic.by-hand/', 'enrolled'],
  ['by-hand/native', 'http://webhook.enrolled/', 'by-hand'], ['by-hand/classic', 'http://webhook.enrolled/', 'by-hand'],
  ['by-hand/native', 'http://classic.by-hand/', 'by-hand'],
])('%s reaches %s by mutual TLS', async (from, url, expected) => {
  await until(`${url} to answer ${from}`, 30, () => identity(ask(from, url)) === expected);
  expect(identity(ask(from, url))).toBe(expected);
});

test.each(['http://native.by-hand/', 'http://classic.by-hand/', 'http://webhook.enrolled/'])('who is outside of the mesh does not reach %s', async (url) => {
  await until('strict mutual TLS', 30, () => ask('outsiders/outsider', url) === '');
  expect(ask('outsiders/outsider', url)).toBe('');
});

test('a custom template is applied with the sidecar', () => {
  const [pod] = JSON.parse(kubectl('get', 'pods', '-n', 'enrolled', '-l', 'app=webhook', '-o', 'json')).items;
  expect(pod.metadata.annotations.note).toBe('added');
  expect(pod.spec.hostAliases).toEqual([{ ip: '10.9.9.9', hostnames: ['note.local'] }]);
});

test('istiod deploys a Gateway by our template, and it serves', async () => {
  await until('the Deployment of the Gateway', 60, () => attempt('kubectl', 'get', '-n', 'enrolled', 'deployment', 'front-istio').status === 0);
  kubectl('rollout', 'status', '-n', 'enrolled', 'deployment/front-istio', '--timeout=120s');
  await until('the Gateway to serve', 60, () => ask('outsiders/outsider', 'http://front-istio.enrolled/').includes('ServiceVersion'));
  const { metadata, spec } = JSON.parse(kubectl('get', '-n', 'enrolled', 'deployment', 'front-istio', '-o', 'json'));
  expect(metadata.ownerReferences).toMatchObject([{ kind: 'Gateway', name: 'front' }]);
  expect(spec.template.spec.containers[0].args.slice(0, 2)).toEqual(['proxy', 'router']);
  // An istiod that has just been restarted writes status once the lease of the one before it has run out.
  const programmed = () => kubectl('get', '-n', 'enrolled', 'gateway', 'front', '-o', 'jsonpath={.status.conditions[?(@.type=="Programmed")].status}');
  await until('the Gateway to be programmed', 120, () => programmed() === 'True');
  expect(programmed()).toBe('True');
});
