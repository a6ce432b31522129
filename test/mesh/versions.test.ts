import { parse } from 'yaml';
import { IstioVersion } from '../../src/mesh/istio-version';
import { Mesh } from '../../src/mesh/mesh';
import { MeshProps } from '../../src/mesh/mesh-props';
import { Manifests, newChart, refusal, synth } from './synth';

const { V1_29, V1_30, V1_31 } = IstioVersion;
const VERSIONS: [string, IstioVersion][] = [['1.29', V1_29], ['1.30', V1_30], ['1.31', V1_31]];

const crds = (version: IstioVersion) => synth({ version }).names('CustomResourceDefinition').sort();
const sidecar = (version: IstioVersion): string => parse(synth({ version }).get('ConfigMap', 'istio-sidecar-injector').data.config).templates.sidecar;
const statuses = (version: IstioVersion): string[] => synth({ version }).get('ClusterRole', 'istiod-clusterrole-istio-system').rules
  .filter(({ apiGroups }: any) => /^gateway\.networking/.test(apiGroups[0]))
  .flatMap(({ apiGroups, resources }: any) => resources.map((resource: string) => `${resource}.${apiGroups[0]}`))
  .filter((resource: string) => /listenersets/.test(resource));

test.each(VERSIONS)('%s runs the newest patch release that is known, from Docker Hub', (minor, version) => {
  const { image } = synth({ version }).istiod;
  expect(version.minor).toBe(minor);
  expect(image).toBe(`docker.io/istio/pilot:${version.patch}`);
  expect(version.patch).toMatch(new RegExp(`^${minor.replace('.', '\\.')}\\.\\d+$`));
});

test('the newest version is the default', () => {
  expect(synth().all).toEqual(synth({ version: V1_31 }).all);
});

test('1.29 has no TrafficExtension, which came in 1.30', () => {
  expect(crds(V1_30)).toEqual(crds(V1_31));
  expect(crds(V1_29)).toEqual(crds(V1_31).filter((name) => name !== 'trafficextensions.extensions.istio.io'));
});

test('a version has the fields of its own kinds', () => {
  const schemas = (version: IstioVersion) => JSON.stringify(synth({ version }).all.filter(({ kind }) => kind === 'CustomResourceDefinition').map(({ spec }) => spec));
  expect(new Set(VERSIONS.map(([, version]) => schemas(version))).size).toBe(3);
});

test.each(VERSIONS)('what %s stores in kinds that it shares with others, they can read', (_, version) => {
  const stored = (of: IstioVersion) => Object.fromEntries(synth({ version: of }).all.filter(({ kind }) => kind === 'CustomResourceDefinition')
    .map(({ metadata, spec }) => [metadata.name, spec.versions.find(({ storage }: any) => storage).name]));
  expect(stored(V1_31)).toMatchObject(stored(version));
});

test.each([
  ['1.29', V1_29, ['xlistenersets/status.gateway.networking.x-k8s.io']],
  ['1.30', V1_30, ['listenersets/status.gateway.networking.k8s.io']],
  ['1.31', V1_31, ['listenersets/status.gateway.networking.k8s.io']],
])('the istiod of %s may write the status of listener sets where it knows them', (_, version, resources) => {
  expect(statuses(version)).toEqual(resources);
});

test.each([
  ['1.29', V1_29, { otelResourceAttributes: false, ProxyInitImage: false }],
  ['1.30', V1_30, { otelResourceAttributes: true, ProxyInitImage: false }],
  ['1.31', V1_31, { otelResourceAttributes: true, ProxyInitImage: true }],
])('templates use only what the istiod of %s offers them', (_, version, offered) => {
  const found = Object.fromEntries(Object.keys(offered).map((name) => [name, sidecar(version).includes(name)]));
  expect(found).toEqual(offered);
});

describe('beside each other', () => {
  const chartOf = (...meshes: MeshProps[]) => {
    const chart = newChart();
    meshes.forEach((props) => new Mesh(chart, props.revision ?? 'mesh', props));
    return new Manifests(chart);
  };

  test.each([[V1_29, V1_30], [V1_29, V1_31], [V1_30, V1_31]])('two minors run, with the CRDs of the newer', (older, newer) => {
    const manifests = chartOf({ version: older, clusterWide: false }, { version: newer, revision: 'next' });
    const { metadata } = manifests.get('CustomResourceDefinition', 'gateways.networking.istio.io');
    expect(metadata.labels['app.kubernetes.io/version']).toBe(newer.patch);
    expect(manifests.get('Deployment', 'istiod').metadata.labels['app.kubernetes.io/version']).toBe(older.patch);
  });

  test.each([
    ['next', [{ version: V1_30 }, { version: V1_31, revision: 'next', clusterWide: false }]],
    ['mesh', [{ version: V1_31, revision: 'next', clusterWide: false }, { version: V1_30 }]],
  ])('CRDs that are older than a control plane are refused, at %s', (place, meshes) => {
    expect(() => chartOf(...meshes)).toThrow(`Mesh 'prod/${place}': Mesh 'prod/next' runs Istio 1.31, but Mesh 'prod/mesh' makes the CRDs of 1.30, `
      + 'at least those of the newest control plane are allowed; set clusterWide to true for the newest control plane, and to false for the others');
  });
});

test('a tag of another minor than the version is refused', () => {
  expect(refusal({ tag: '1.30.2-distroless' })).toThrow(
    "Mesh 'prod/mesh': tag '1.30.2-distroless' is of Istio 1.30, version is 1.31; take a tag of 1.31, or say the version that the images are of");
});

test.each(['1.31', '1.31-alpha.0', '1.31.2-distroless', 'latest', 'v7', '2026.10'])('the tag %s is taken for one of 1.31', (tag) => {
  expect(synth({ tag }).istiod.image).toBe(`docker.io/istio/pilot:${tag}`);
});
