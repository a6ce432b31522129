import { App, Chart } from 'cdk8s';
import { LeastPrivilege, Mesh, MeshService, ServicePort } from 'istos';

/** What the proxies of a mesh know. */
export enum Scope { ALL, CALLED }

/** A proxy whose configuration is measured. */
export interface Proxy {
  readonly name: string;
  readonly namespace: string;
  readonly account: string;
  readonly ip: string;
  readonly labels: { readonly [key: string]: string };
}

export interface GeneratedMesh {
  readonly manifests: any[];
  readonly proxies: Proxy[];
}

const IN_NAMESPACE = 20;
const MEASURED = 20;

/** Services in namespaces of 20, each with two Pods. Each calls the next three of its namespace, and two anywhere. */
export function meshOf(count: number, scope: Scope): GeneratedMesh {
  const app = new App();
  const mesh = Mesh.fromRevision(new Chart(app, 'mesh'), 'mesh');
  const namespaces = Array.from({ length: count / IN_NAMESPACE }, (_, i) => `team-${i}`);
  const charts = namespaces.map((namespace) => new Chart(app, namespace, { namespace }));
  if (scope === Scope.CALLED) mesh.leastPrivilege({ namespaces, mode: LeastPrivilege.ENFORCE });

  const services = Array.from({ length: count }, (_, i) => (
    new MeshService(charts[Math.floor(i / IN_NAMESPACE)], `service-${i}`, { ports: [ServicePort.http(8080)], serviceAccountName: `service-${i}` })
  ));
  services.forEach((service, i) => callees(i, count).forEach((callee) => service.calls(services[callee])));

  const manifests = app.node.findAll().filter((node): node is Chart => node instanceof Chart).flatMap((chart) => chart.toJson());
  const pods = services.flatMap((service, i) => [0, 1].map((replica) => pod(service, i, replica)));
  return {
    manifests: [...manifests, ...services.map((service, i) => endpoints(service, i))],
    proxies: Array.from({ length: MEASURED }, (_, i) => pods[2 * Math.floor(i * count / MEASURED)]),
  };
}

function callees(i: number, count: number): number[] {
  const first = i - i % IN_NAMESPACE;
  const near = [1, 2, 3].map((step) => first + (i - first + step) % IN_NAMESPACE);
  const far = [7, 13].map((step) => (i * step + 31 * step) % count);
  return [...new Set([...near, ...far])];
}

function pod(service: MeshService, i: number, replica: number): Proxy {
  const { name, namespace } = service.hostRef;
  return { name: `${name}-${replica}`, namespace, account: service.serviceAccountName, ip: ipOf(i, replica), labels: { app: name } };
}

const ipOf = (i: number, replica: number) => `10.${100 + replica}.${i >> 8}.${i & 255}`;

/** As Kubernetes makes them of the Pods. */
function endpoints({ hostRef: { name, namespace, ports: [port] } }: MeshService, i: number): object {
  return {
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice',
    metadata: { name, namespace, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    endpoints: [0, 1].map((replica) => ({ addresses: [ipOf(i, replica)], conditions: { ready: true } })),
    ports: [{ name: port.name, port: port.number, protocol: 'TCP' }],
  };
}
