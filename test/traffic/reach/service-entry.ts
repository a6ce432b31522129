import { Chart } from 'cdk8s';
import { ExportTo, ExternalHost, HostLocation, HostResolution, ServicePort } from 'istos';

/** Writes every field of ServiceEntry. */
export function reach(chart: Chart): void {
  new ExternalHost(chart, 'api', {
    hosts: ['api.example.com'],
    addresses: ['203.0.113.0/24'],
    ports: [ServicePort.http(80, { name: 'web', targetPort: 443 })],
    location: HostLocation.MESH_EXTERNAL,
    resolution: HostResolution.endpoints({
      address: '203.0.113.7',
      ports: { web: 8443 },
      labels: { version: 'v1' },
      network: 'dmz',
      locality: 'eu-west-1/eu-west-1a',
      weight: 1,
      serviceAccount: 'api',
    }),
    subjectAltNames: ['api.example.com'],
    exportTo: ExportTo.ownNamespace(),
  });
  new ExternalHost(chart, 'ratings', {
    hosts: ['ratings.shop.internal'], ports: [ServicePort.grpc(9090)], resolution: HostResolution.workloads({ app: 'ratings' }),
  });
}
