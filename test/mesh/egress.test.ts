import { App, Chart } from 'cdk8s';
import { EgressTls } from '../../src/gateway/egress-tls';
import { IMesh } from '../../src/mesh/imesh';
import { Mesh } from '../../src/mesh/mesh';
import { ResourceScope } from '../../src/mesh/resource-scope';

const HOST = 'www.example.com';

/** The declared hosts, by what declares them. */
function declared(make: (chart: Chart) => IMesh): string[] {
  const chart = new Chart(new App(), 'mesh', { namespace: 'shop' });
  make(chart).egress(HOST, { tls: EgressTls.passthrough() });
  return chart.toJson().filter(({ kind }) => kind === 'ServiceEntry').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}

test('a mesh, a tag of it and one that is installed already let workloads out', () => {
  expect(declared((chart) => new Mesh(chart, 'mesh'))).toEqual([`shop/${HOST}`]);
  expect(declared((chart) => new Mesh(chart, 'mesh').addTag('prod'))).toEqual([`shop/${HOST}`]);
  expect(declared((chart) => Mesh.fromRevision(chart, 'mesh'))).toEqual([`shop/${HOST}`]);
});

test('who may make objects of the cluster only makes no way out', () => {
  expect(declared((chart) => new Mesh(chart, 'mesh', { resourceScope: ResourceScope.CLUSTER }))).toEqual([]);
  expect(declared((chart) => new Mesh(chart, 'mesh', { resourceScope: ResourceScope.CLUSTER }).addTag('prod'))).toEqual([]);
});
