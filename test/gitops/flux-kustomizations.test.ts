import { ApiObject, App, Chart, Duration, YamlOutputType } from 'cdk8s';
import { IngressGateway } from '../../src/gateway/ingress-gateway';
import { Listener } from '../../src/gateway/listener';
import { FluxKustomizations } from '../../src/gitops/flux-kustomizations';
import { FluxKustomizationsProps } from '../../src/gitops/flux-kustomizations-props';
import { Mesh } from '../../src/mesh/mesh';

const FOLDERS = { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE };

function cluster(props: Partial<FluxKustomizationsProps> = {}): { app: App; all: any[] } {
  const app = new App(FOLDERS);
  const edge = new Chart(app, 'edge', { namespace: 'edge' });
  const mesh = new Mesh(new Chart(app, 'mesh'), 'mesh');
  new IngressGateway(edge, 'edge', { mesh }).addListener('http', Listener.http({ hosts: ['*'] }));
  for (const [name, kind] of [['shop', 'VirtualService'], ['rules', 'DestinationRule'], ['orders', 'VirtualService']]) {
    new ApiObject(new Chart(app, name), kind, { apiVersion: 'networking.istio.io/v1', kind, metadata: { name } });
  }
  const flux = new Chart(app, 'flux');
  new FluxKustomizations(flux, 'kustomizations', { sourceName: 'mesh', ...props });
  return { app, all: flux.toJson() };
}
const dependsOn = (all: any[]) => Object.fromEntries(all.map(({ metadata, spec }) => [metadata.name, spec.dependsOn?.map(({ name }: any) => name)]));

test('each chart waits for those of the phase before', () => {
  expect(dependsOn(cluster().all)).toEqual({ mesh: undefined, edge: ['mesh'], rules: ['edge'], shop: ['rules'], orders: ['rules'] });
});

test('a kustomization applies the folder of its chart and waits until it works', () => {
  expect(cluster().all.find(({ metadata }) => metadata.name === 'edge')).toEqual({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'edge', namespace: 'flux-system' },
    spec: {
      interval: '600s', sourceRef: { kind: 'GitRepository', name: 'mesh' }, path: './dist/edge', prune: true, wait: true, timeout: '300s', dependsOn: [{ name: 'mesh' }],
    },
  });
});

test('where and how often can be said', () => {
  const { all: [{ metadata, spec }] } = cluster({
    sourceKind: 'OCIRepository', sourceNamespace: 'sources', path: './', namespace: 'flux', interval: Duration.minutes(1), timeout: Duration.seconds(90), prune: false,
  });
  expect(metadata.namespace).toBe('flux');
  expect(spec).toMatchObject({
    sourceRef: { kind: 'OCIRepository', name: 'mesh', namespace: 'sources' }, path: './mesh', interval: '60s', timeout: '90s', prune: false,
  });
});

test('of several clusters only the charts of one are meant', () => {
  const app = new App(FOLDERS);
  const [east] = ['east', 'west'].map((name) => {
    const chart = new Chart(app, name);
    new Mesh(chart, 'mesh');
    return chart;
  });
  const flux = new Chart(app, 'flux');
  new FluxKustomizations(flux, 'kustomizations', { sourceName: 'mesh', charts: [east] });
  expect(dependsOn(flux.toJson())).toEqual({ east: undefined });
});

test('an app of files is refused', () => {
  expect(() => new FluxKustomizations(new Chart(new App(), 'flux'), 'kustomizations', { sourceName: 'mesh' })).toThrow(
    "FluxKustomizations 'flux/kustomizations': the app does not write a folder for each chart (its yamlOutputType is FILE_PER_CHART); "
    + 'give it yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE');
});

test('an empty chart is refused', () => {
  const app = new App(FOLDERS);
  new Chart(app, 'shop');
  expect(() => new FluxKustomizations(new Chart(app, 'flux'), 'kustomizations', { sourceName: 'mesh' })).toThrow(
    "FluxKustomizations 'flux/kustomizations': Chart 'shop' has no object yet, so it is in no phase; make FluxKustomizations last");
});

test('numbered folders are an error', () => {
  const { app } = cluster();
  const [edge, mesh] = ['edge', 'mesh'].map((name) => app.node.findChild(name));
  edge.node.addDependency(mesh);
  expect((app.node.findChild('flux').node.findChild('kustomizations')).node.validate()).toEqual([
    "FluxKustomizations 'flux/kustomizations': charts depend on each other, so their folders are numbered, and each new chart would rename them; "
    + 'leave out the dependencies, Flux waits by dependsOn',
  ]);
});

test.each([
  [{ namespace: 'Flux' }, "namespace 'Flux' is not a DNS label"],
  [{ sourceName: 'My Mesh' }, "sourceName 'My Mesh' is not a DNS name"],
])('%p is refused', (props, message) => {
  expect(() => cluster(props)).toThrow(message);
});
