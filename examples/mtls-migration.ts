import { ApiObject, App, Chart } from 'cdk8s';
import { Mesh, MeshService, MtlsCheck, MtlsMode, PolicyScope, ServicePort, StrictMtls } from 'istos';

/** How far the migration to mutual TLS has come. Each step is one apply; what must hold before it is in the checks. */
export enum MigrationStep {
  /** Mutual TLS is off, as a migration from another mesh may leave it. */
  PLAIN = 1,
  /** Who has a proxy uses mutual TLS, all others still get in. */
  PERMISSIVE,
  /** Orders takes nothing else. Billing is still called by others. */
  ORDERS_STRICT,
  /** Neither does billing, but for the port that a job outside of the mesh reads. */
  ALL_STRICT,
}

const { DISABLE, PERMISSIVE, STRICT } = MtlsMode;

/** The stages of the two namespaces at each step. */
const STAGES = {
  orders: [DISABLE, PERMISSIVE, STRICT, STRICT],
  billing: [DISABLE, PERMISSIVE, PERMISSIVE, STRICT],
};

/** An echo server, which shows a caller's certificate as the proxy saw it. */
const IMAGE = 'docker.io/istio/app:1.31.1';

/** Two namespaces of a mesh go to strict mutual TLS one after the other, while a job outside of the mesh goes on to read one port. */
export function mtlsMigration(app: App, step: MigrationStep): MtlsCheck[] {
  const chart = new Chart(app, 'mtls-migration');
  const mesh = Mesh.fromRevision(chart, 'mesh');
  const service = (namespace: string, name: string, ...ports: number[]) => {
    const it = new MeshService(chart, name, {
      namespace, ports: ports.map((port) => ServicePort.http(port, { name: `http-${port}`, targetPort: port + 8000 })),
    });
    it.addVersion('v1', { image: IMAGE, args: ports.map((port) => `--port=${port + 8000}`) });
    return it;
  };

  mesh.enroll('orders');
  mesh.enroll('billing');
  service('orders', 'cart', 80);
  const invoices = service('billing', 'invoices', 80, 90);

  // Its namespace is not enrolled, so its job has no proxy. It reads the port 90 of invoices every night.
  new ApiObject(chart, 'legacy', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'legacy' } });
  service('legacy', 'report', 80);

  const at = (namespace: keyof typeof STAGES) => ({ stage: STAGES[namespace][step - 1], reached: STAGES[namespace][Math.max(step - 2, 0)] });
  // The exception goes with its namespace from the beginning: made together with STRICT, it might come a second too late.
  const covers = [
    new StrictMtls(chart, 'invoices-mtls', { cover: PolicyScope.of(invoices), portModes: step > MigrationStep.PLAIN ? { 8090: PERMISSIVE } : {}, ...at('billing') }),
    new StrictMtls(chart, 'billing-mtls', { cover: PolicyScope.namespace('billing'), ...at('billing') }),
    new StrictMtls(chart, 'orders-mtls', { cover: PolicyScope.namespace('orders'), ...at('orders') }),
  ];
  return covers.flatMap(({ checks }) => checks);
}
